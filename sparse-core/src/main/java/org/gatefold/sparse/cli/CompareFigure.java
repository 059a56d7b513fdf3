package org.gatefold.sparse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;
import org.jspecify.annotations.Nullable;

/** Strict and loose support accuracy and NMSE of each method, over sparsity or, if that is one number, over SNR. */
final class CompareFigure {
    private final ScoreTable table;
    private final boolean overSnr;
    private final Map<String, List<Integer>> rowsOfSeries = new LinkedHashMap<>();

    private CompareFigure(ScoreTable table) {
        this.table = table;
        Set<@Nullable Object> sparsities = new LinkedHashSet<>();
        Set<@Nullable Object> ratios = new LinkedHashSet<>();
        for (int r = 0; r < table.rows(); r++) {
            sparsities.add(table.cell(r, "sparsity"));
            ratios.add(table.cell(r, "snr_db"));
        }
        this.overSnr = sparsities.size() == 1 && ratios.size() > 1;
        for (int r = 0; r < table.rows(); r++) {
            String name = String.valueOf(table.cell(r, "method"));
            if (!overSnr && ratios.size() > 1) {
                name += decibels(table.cell(r, "snr_db"));
            }
            rowsOfSeries.computeIfAbsent(name, key -> new ArrayList<>()).add(r);
        }
    }

    static Figure of(String problem, ScoreTable table) {
        CompareFigure figure = new CompareFigure(table);
        Axis x = figure.axis();
        Axis share = Axis.of("share of problems", "").range(-0.02, 1.02).ticks(0.2);
        return Figure.titled("Support recovery and error: " + Path.of(problem).getFileName())
                .width(1350)
                .row(
                        420,
                        figure.panel("Strict: support found exactly", x, share, "strict"),
                        figure.panel(
                                "Loose: true indices among the top m",
                                x,
                                Axis.of("share of indices", "")
                                        .range(-0.02, 1.02)
                                        .ticks(0.2),
                                "loose"),
                        figure.panel("Error", x, Axis.of("NMSE", "dB"), "nmse_db"));
    }

    private static String decibels(@Nullable Object snrDb) {
        if (snrDb instanceof Double value && !value.isInfinite()) {
            return ", " + (value == Math.rint(value) ? Long.toString(Math.round(value)) : value.toString()) + " dB";
        }
        return ", noiseless";
    }

    private Axis axis() {
        if (overSnr) {
            return Axis.of("SNR", "dB");
        }
        double[] sparsities = column(IntStream.range(0, table.rows()).boxed().toList(), "sparsity");
        double span = Arrays.stream(sparsities).max().orElse(0)
                - Arrays.stream(sparsities).min().orElse(0);
        Axis axis = Axis.of("non-zero entries", "");
        return span <= 12 ? axis.ticks(1) : axis;
    }

    /** The oracle knows the support, and without noise its error is that of float32: it then says nothing. */
    private boolean trivial(String name, List<Integer> rows, String key) {
        return name.startsWith("oracle")
                && (!key.equals("nmse_db")
                        || rows.stream().allMatch(r -> Double.valueOf(Double.POSITIVE_INFINITY)
                                .equals(table.cell(r, "snr_db"))));
    }

    private XyPlot panel(String title, Axis x, Axis y, String key) {
        XyPlot plot = XyPlot.of(title, x, y);
        for (Map.Entry<String, List<Integer>> series : rowsOfSeries.entrySet()) {
            List<Integer> rows = series.getValue();
            if (trivial(series.getKey(), rows, key)) {
                continue;
            }
            Series curve = Series.curve(
                            series.getKey(), column(rows, overSnr ? "snr_db" : "sparsity"), column(rows, key))
                    .bars(column(rows, key + "_low"), column(rows, key + "_high"));
            plot = plot.with(series.getKey().startsWith("oracle") ? curve.reference() : curve);
        }
        return plot;
    }

    /** Numbers of a column; what is no finite number leaves a gap. */
    private double[] column(List<Integer> rows, String key) {
        return rows.stream()
                .mapToDouble(r -> table.cell(r, key) instanceof Number n && Double.isFinite(n.doubleValue())
                        ? n.doubleValue()
                        : Double.NaN)
                .toArray();
    }
}
