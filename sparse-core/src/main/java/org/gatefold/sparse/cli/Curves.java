package org.gatefold.sparse.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table as curves over one of its columns. Rows of one name make a curve; a row with an empty cell there
 * holds for all values and becomes a level line.
 */
public final class Curves {
    private final ScoreTable table;
    private final String over;
    private final Map<String, List<Integer>> rowsOfCurve = new LinkedHashMap<>();

    /**
     * @param over key of the column of the horizontal axis
     * @param name of the curve of a row
     */
    public Curves(ScoreTable table, String over, IntFunction<String> name) {
        this.table = table;
        this.over = over;
        for (int r = 0; r < table.rows(); r++) {
            rowsOfCurve.computeIfAbsent(name.apply(r), key -> new ArrayList<>()).add(r);
        }
    }

    /** The rows of a curve. */
    List<Integer> rows(String curve) {
        return Objects.requireNonNull(rowsOfCurve.get(curve));
    }

    /** Draws one score of all curves. */
    public XyPlot in(XyPlot plot, String key) {
        return in(plot, key, null, null, curve -> true);
    }

    /** Draws one score of all curves with its intervals. */
    public XyPlot in(XyPlot plot, String key, String low, String high) {
        return in(plot, key, low, high, curve -> true);
    }

    /**
     * Draws one score with its intervals; curves whose name begins with oracle or genie look like bounds.
     *
     * @param key column of the score
     * @param low column of the lower end, null for no intervals
     * @param high column of the upper end
     * @param shown which curves, by their names
     */
    XyPlot in(XyPlot plot, String key, @Nullable String low, @Nullable String high, Predicate<String> shown) {
        for (Map.Entry<String, List<Integer>> curve : rowsOfCurve.entrySet()) {
            String name = curve.getKey();
            if (shown.test(name)) {
                Series series = series(name, curve.getValue(), key, low, high);
                plot = plot.with(name.startsWith("oracle") || name.startsWith("genie") ? series.reference() : series);
            }
        }
        return plot;
    }

    private Series series(String name, List<Integer> rows, String key, @Nullable String low, @Nullable String high) {
        if (rows.stream().allMatch(r -> table.cell(r, over) == null)) {
            double value = column(rows, key)[0];
            double[] all = column(IntStream.range(0, table.rows()).boxed().toList(), over);
            double[] ends = {
                Arrays.stream(all).filter(Double::isFinite).min().orElse(0),
                Arrays.stream(all).filter(Double::isFinite).max().orElse(1)
            };
            return Series.line(name, ends, new double[] {value, value});
        }
        Series curve = Series.curve(name, column(rows, over), column(rows, key));
        return low == null || high == null ? curve : curve.bars(column(rows, low), column(rows, high));
    }

    /** Numbers of a column; what is no finite number leaves a gap. */
    double[] column(List<Integer> rows, String key) {
        return rows.stream()
                .mapToDouble(r -> table.cell(r, key) instanceof Number n && Double.isFinite(n.doubleValue())
                        ? n.doubleValue()
                        : Double.NaN)
                .toArray();
    }
}
