package org.gatefold.doa.array;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatefold.sparse.io.InputException;

/**
 * An array as the user writes it: {@code ula:10:0.5wl} (elements, spacing in wavelengths), {@code ula:5:0.0164m}
 * (metres), or a CSV file of positions in metres, one element a line in channel order.
 *
 * <p>The CSV may have a header; columns are then found by name ({@code x_east_m} or {@code x}, {@code y_north_m} or
 * {@code y}, optionally {@code station} or {@code name}, and {@code channel}, by which lines are sorted). Without one,
 * columns are x, y[, z]. Heights are ignored: directions lie in the plane.
 */
public final class ArrayText {
    private static final Pattern ULA = Pattern.compile("ula:(\\d{1,5}):([0-9.eE+-]+)(wl|m)");
    private static final int LARGEST_FILE = 1 << 20;

    private ArrayText() {}

    /** @throws InputException if the text is neither form, or the file cannot be read or understood */
    public static ArrayGeometry parse(String text) {
        if (!text.startsWith("ula:")) {
            return read(Path.of(text));
        }
        Matcher form = ULA.matcher(text);
        if (form.matches()) {
            try {
                int elements = Integer.parseInt(form.group(1));
                double spacing = Double.parseDouble(form.group(2));
                if (elements >= 2 && elements <= 4096 && spacing > 0 && spacing < 1e9) {
                    return ArrayGeometry.uniformLinear(
                            elements, spacing, form.group(3).equals("wl"));
                }
            } catch (NumberFormatException e) {
                // reported below with what was expected
            }
        }
        throw new InputException("array '" + text
                + "': expected ula:ELEMENTS:SPACINGwl or ula:ELEMENTS:SPACINGm with 2 to 4096 elements and a positive"
                + " spacing, as in ula:10:0.5wl, or a CSV file");
    }

    private static ArrayGeometry read(Path file) {
        List<String> lines;
        try {
            if (!Files.isRegularFile(file)) {
                throw new InputException("array " + file
                        + ": expected ula:ELEMENTS:SPACINGwl, ula:ELEMENTS:SPACINGm or a CSV file of positions, found no"
                        + " such file");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new InputException(
                        "array " + file + ": expected a CSV file of positions, found " + Files.size(file) + " bytes");
            }
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw new InputException("array " + file + ": expected a CSV text file, found bytes that are no text", e);
        } catch (IOException | UncheckedIOException e) {
            throw new InputException("array " + file + ": cannot be read (" + e + ")", e);
        }
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines) {
            String content = line.replace("\uFEFF", "").strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                rows.add(Arrays.stream(content.split("[,;\\t]", -1))
                        .map(String::strip)
                        .toList());
            }
        }
        return geometry(file, rows);
    }

    private static ArrayGeometry geometry(Path file, List<List<String>> rows) {
        boolean headed = !rows.isEmpty() && !isNumber(rows.get(0).get(0));
        List<String> header = headed
                ? rows.get(0).stream().map(h -> h.toLowerCase(Locale.ROOT)).toList()
                : List.of("x", "y", "z");
        int x = column(header, "x_east_m", "x_m", "x", "east", "east_m");
        int y = column(header, "y_north_m", "y_m", "y", "north", "north_m");
        int name = column(header, "station", "name", "label", "channel");
        int channel = column(header, "channel");
        if (x < 0) {
            throw new InputException("array " + file + ": expected columns x_east_m and y_north_m (or x and y), found "
                    + String.join(",", header));
        }
        List<List<String>> body = new ArrayList<>(rows.subList(headed ? 1 : 0, rows.size()));
        if (channel >= 0) {
            body.sort((a, b) -> Double.compare(number(file, a, channel), number(file, b, channel)));
        }
        double[] east = new double[body.size()];
        double[] north = new double[body.size()];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            List<String> row = body.get(i);
            east[i] = number(file, row, x);
            north[i] = y >= 0 && (headed || row.size() > 1) ? number(file, row, y) : 0;
            labels.add(name >= 0 && name < row.size() ? row.get(name) : Integer.toString(i));
        }
        try {
            return ArrayGeometry.of(east, north, labels, false);
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private static int column(List<String> header, String... names) {
        for (String name : names) {
            if (header.contains(name)) {
                return header.indexOf(name);
            }
        }
        return -1;
    }

    private static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static double number(Path file, List<String> row, int column) {
        String text = column < row.size() ? row.get(column) : "nothing";
        if (!isNumber(text)) {
            throw new InputException("array " + file + ": expected a number in column " + (column + 1) + ", found '"
                    + text + "' in line '" + String.join(",", row) + "'");
        }
        return Double.parseDouble(text);
    }
}
