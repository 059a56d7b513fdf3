package org.gatefold.sparse.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of scores: aligned text for people, CSV and JSON for programs.
 *
 * <p>A cell is a text, a whole number, a real number or null (no value). NaN is no value either. An infinite number is
 * {@code inf} in text and CSV and the string "inf" in JSON, which has no infinity.
 */
public final class ScoreTable {
    private final List<Column> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    /**
     * @param key name in CSV and JSON, as in {@code nmse_db}
     * @param heading in text; empty if the column is only for files
     * @param unit in text, behind the heading; empty if there is none
     * @param decimals of real numbers in text; files hold six significant digits
     */
    public record Column(String key, String heading, String unit, int decimals) {
        /** A column for files only, such as the end of a confidence interval. */
        public static Column forFiles(String key) {
            return new Column(key, "", "", 0);
        }
    }

    public ScoreTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    public List<Column> columns() {
        return columns;
    }

    public int rows() {
        return rows.size();
    }

    /** A cell by the key of its column. */
    public @Nullable Object cell(int row, String key) {
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).key.equals(key)) {
                return rows.get(row).get(c);
            }
        }
        throw new IllegalArgumentException("no column " + key);
    }

    /** The cells of a row, in the order of the columns; a copy. */
    public List<@Nullable Object> row(int row) {
        return new ArrayList<>(rows.get(row));
    }

    /** Adds a row, one cell a column. */
    public ScoreTable add(@Nullable Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("expected " + columns.size() + " cells, found " + cells.length);
        }
        List<@Nullable Object> row = new ArrayList<>();
        for (Object cell : cells) {
            if (cell != null && !(cell instanceof String || cell instanceof Number)) {
                throw new IllegalArgumentException("a cell cannot be a " + cell.getClass());
            }
            row.add(cell);
        }
        rows.add(row);
        return this;
    }

    /** Aligned columns under their headings: texts to the left, numbers to the right. */
    public String text() {
        List<List<String>> lines = new ArrayList<>();
        int[] shown = IntStream.range(0, columns.size())
                .filter(c -> !columns.get(c).heading.isEmpty())
                .toArray();
        lines.add(IntStream.of(shown).mapToObj(c -> heading(columns.get(c))).toList());
        for (List<@Nullable Object> row : rows) {
            lines.add(IntStream.of(shown)
                    .mapToObj(c -> text(row.get(c), columns.get(c).decimals))
                    .toList());
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder aligned = new StringBuilder();
            for (int k = 0; k < shown.length; k++) {
                int column = k;
                int width = lines.stream()
                        .mapToInt(l -> l.get(column).length())
                        .max()
                        .orElse(0);
                String space = " ".repeat(width - line.get(k).length());
                aligned.append(k == 0 ? "" : "  ");
                aligned.append(leftAligned(shown[k]) ? line.get(k) + space : space + line.get(k));
            }
            text.append(aligned.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** Comma-separated values under a line of keys (RFC 4180 quoting, lines end with \n). */
    public String csv() {
        StringBuilder text = new StringBuilder();
        text.append(columns.stream().map(Column::key).collect(Collectors.joining(",")))
                .append('\n');
        for (List<@Nullable Object> row : rows) {
            text.append(row.stream().map(ScoreTable::csv).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    /** One object a row, with the keys of the columns. */
    public ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (List<@Nullable Object> row : rows) {
            ObjectNode object = array.addObject();
            for (int c = 0; c < columns.size(); c++) {
                put(object, columns.get(c).key, row.get(c));
            }
        }
        return array;
    }

    private static String heading(Column column) {
        return column.unit.isEmpty() ? column.heading : column.heading + " [" + column.unit + "]";
    }

    private boolean leftAligned(int column) {
        return rows.stream().anyMatch(row -> row.get(column) instanceof String);
    }

    private static String text(@Nullable Object cell, int decimals) {
        if (cell instanceof Double || cell instanceof Float) {
            double value = ((Number) cell).doubleValue();
            return Double.isFinite(value)
                    ? String.format(Locale.ROOT, "%." + decimals + "f", value)
                    : special(value, "–");
        }
        return cell == null ? "–" : cell.toString();
    }

    private static String csv(@Nullable Object cell) {
        if (cell instanceof Double || cell instanceof Float) {
            double value = ((Number) cell).doubleValue();
            return Double.isFinite(value) ? Double.toString(rounded(value)) : special(value, "");
        }
        String text = cell == null ? "" : cell.toString();
        boolean quoted = text.contains(",") || text.contains("\"") || text.contains("\n");
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static void put(ObjectNode object, String key, @Nullable Object cell) {
        if (cell instanceof Double || cell instanceof Float) {
            double value = ((Number) cell).doubleValue();
            if (Double.isFinite(value)) {
                object.put(key, rounded(value));
            } else if (Double.isNaN(value)) {
                object.putNull(key);
            } else {
                object.put(key, special(value, ""));
            }
        } else if (cell instanceof Number number) {
            object.put(key, number.longValue());
        } else {
            object.put(key, (String) cell);
        }
    }

    private static String special(double value, String missing) {
        return Double.isNaN(value) ? missing : value > 0 ? "inf" : "-inf";
    }

    /** Six significant digits. */
    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.5e", value));
    }
}
