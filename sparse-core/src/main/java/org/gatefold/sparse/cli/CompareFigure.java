package org.gatefold.sparse.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.XyPlot;
import org.jspecify.annotations.Nullable;

/**
 * The scores of each method: over a swept quantity the error in both conventions; else strict and loose support
 * accuracy and error, over sparsity or, if that is one number, over SNR.
 */
final class CompareFigure {
    private final ScoreTable table;
    private final Sweep sweep;
    private final boolean severalSparsities;
    private final boolean severalRatios;
    private final Curves curves;

    private CompareFigure(ScoreTable table, Sweep sweep) {
        this.table = table;
        this.sweep = sweep;
        this.severalSparsities = values("sparsity") > 1;
        this.severalRatios = values("snr_db") > 1;
        this.curves = new Curves(table, over(), this::name);
    }

    static Figure of(String problem, ScoreTable table, Sweep sweep) {
        CompareFigure figure = new CompareFigure(table, sweep);
        Path name = Path.of(problem).getFileName();
        return sweep.present() ? figure.errors("Error over " + sweep.name() + ": " + name) : figure.all(name);
    }

    private Figure errors(String title) {
        Axis x = Axis.of(sweep.name(), "");
        return Figure.titled(title)
                .row(
                        420,
                        panel("Ratio of sums", x, Axis.of("NMSE", "dB"), "nmse_db"),
                        panel(
                                "Mean of the samples' dB",
                                x,
                                Axis.of("mean NMSE of a sample", "dB"),
                                "mean_sample_nmse_db"));
    }

    private Figure all(Path problem) {
        Axis x = axis();
        Axis share = Axis.of("share of problems", "").range(-0.02, 1.02).ticks(0.2);
        return Figure.titled("Support recovery and error: " + problem)
                .width(1350)
                .row(
                        420,
                        panel("Strict: support found exactly", x, share, "strict"),
                        panel(
                                "Loose: true indices among the top m",
                                x,
                                Axis.of("share of indices", "")
                                        .range(-0.02, 1.02)
                                        .ticks(0.2),
                                "loose"),
                        panel("Error", x, Axis.of("NMSE", "dB"), "nmse_db"));
    }

    private long values(String key) {
        return IntStream.range(0, table.rows())
                .mapToObj(r -> String.valueOf(table.cell(r, key)))
                .distinct()
                .count();
    }

    private String over() {
        return sweep.present() ? sweep.name() : !severalSparsities && severalRatios ? "snr_db" : "sparsity";
    }

    /** The method, with what else tells its rows apart. */
    private String name(int row) {
        String name = String.valueOf(table.cell(row, "method"));
        if (severalSparsities && sweep.present()) {
            name += ", d = " + table.cell(row, "sparsity");
        }
        return severalRatios && !over().equals("snr_db") ? name + decibels(table.cell(row, "snr_db")) : name;
    }

    private static String decibels(@Nullable Object snrDb) {
        if (snrDb instanceof Double value && !value.isInfinite()) {
            return ", " + (value == Math.rint(value) ? Long.toString(Math.round(value)) : value.toString()) + " dB";
        }
        return ", noiseless";
    }

    private Axis axis() {
        if (over().equals("snr_db")) {
            return Axis.of("SNR", "dB");
        }
        double[] sparsities =
                curves.column(IntStream.range(0, table.rows()).boxed().toList(), "sparsity");
        double span = Arrays.stream(sparsities).max().orElse(0)
                - Arrays.stream(sparsities).min().orElse(0);
        Axis axis = Axis.of("non-zero entries", "");
        return span <= 12 ? axis.ticks(1) : axis;
    }

    /** The oracle knows the support, and without noise its error is that of float32: it then says nothing. */
    private boolean trivial(String curve, String key) {
        List<Integer> rows = curves.rows(curve);
        return curve.startsWith("oracle")
                && (!key.endsWith("nmse_db")
                        || rows.stream().allMatch(r -> Double.valueOf(Double.POSITIVE_INFINITY)
                                .equals(table.cell(r, "snr_db"))));
    }

    private XyPlot panel(String title, Axis x, Axis y, String key) {
        Predicate<String> telling = curve -> !trivial(curve, key);
        return curves.in(XyPlot.of(title, x, y), key, key + "_low", key + "_high", telling);
    }
}
