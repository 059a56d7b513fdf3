package org.gatefold.sparse.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.gatefold.sparse.evaluation.Interval;
import org.gatefold.sparse.evaluation.LayerTrace;
import org.gatefold.sparse.evaluation.Nmse;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Blank;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.HeatMap;
import org.gatefold.sparse.plot.Panel;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;
import org.jspecify.annotations.Nullable;

/** A {@link LayerTrace} as a table with a row for each layer, and as a picture. */
public final class LayerReport {
    private static final List<String> QUANTITIES =
            List.of(LayerTrace.GAMMA, LayerTrace.THETA, LayerTrace.RATIO, LayerTrace.R, LayerTrace.U);
    private static final List<String> ESTIMATES = List.of(LayerTrace.R, LayerTrace.U, LayerTrace.RATIO);
    private static final int COLUMNS = 3;
    private static final int CLOUDS = 4;
    private static final int DOTS_A_CLOUD = 400;

    private final LayerTrace trace;
    private final double[] layers;

    public LayerReport(LayerTrace trace) {
        this.trace = trace;
        this.layers = IntStream.rangeClosed(1, trace.layers()).asDoubleStream().toArray();
    }

    /**
     * Errors after each layer; of its quantities mean and 5 and 95 % quantiles; their rank correlation with its error.
     */
    public ScoreTable table() {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("layer", "layer", "", 0),
                new Column("nmse_db", "NMSE", "dB", 2),
                new Column("mean_sample_nmse_db", "per sample", "dB", 2),
                new Column("gamma", "gamma", "", 4),
                new Column("theta", "theta", "", 4),
                new Column("ratio", "theta/gamma", "", 4),
                new Column("r", "r", "", 3),
                new Column("u", "u", "", 3),
                new Column("error_l1", "l1 error", "", 3),
                new Column("spearman_r", "rho(r)", "", 3),
                new Column("spearman_u", "rho(u)", "", 3),
                new Column("spearman_ratio", "rho(theta/gamma)", "", 3)));
        for (String score : List.of("nmse_db", "mean_sample_nmse_db")) {
            columns.add(Column.forFiles(score + "_low"));
            columns.add(Column.forFiles(score + "_high"));
        }
        for (String quantity : List.of("gamma", "theta", "ratio", "r", "u", "error_l1")) {
            columns.add(Column.forFiles(quantity + "_p05"));
            columns.add(Column.forFiles(quantity + "_p95"));
        }
        ScoreTable table = new ScoreTable(columns);
        for (int k = 1; k <= trace.layers(); k++) {
            table.add(cells(k).toArray());
        }
        return table;
    }

    private List<@Nullable Object> cells(int layer) {
        List<Interval> scores = List.of(trace.score(Nmse.RATIO_OF_SUMS, layer), trace.score(Nmse.MEAN_OF_DB, layer));
        List<Interval> spreads = new ArrayList<>();
        for (String quantity : QUANTITIES) {
            spreads.add(LayerTrace.spread(trace.quantity(quantity, layer)));
        }
        spreads.add(LayerTrace.spread(trace.errorL1(layer - 1)));
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(layer);
        scores.forEach(i -> cells.add(i.value()));
        spreads.forEach(i -> cells.add(i.value()));
        ESTIMATES.forEach(q -> cells.add(trace.spearman(q, layer, layer - 1)));
        scores.forEach(i -> cells.addAll(List.of(i.low(), i.high())));
        spreads.forEach(i -> cells.addAll(List.of(i.low(), i.high())));
        return cells;
    }

    /** As many panels as the model has quantities for, three in a row. */
    public Figure figure(String title) {
        List<Panel> panels = new ArrayList<>();
        panels.add(errors());
        if (trace.has(LayerTrace.GAMMA)) {
            panels.add(plot("Step size: mean and nine tenths of the samples", Axis.of("γ", ""))
                    .with(spread("", k -> trace.quantity(LayerTrace.GAMMA, k))));
        }
        if (trace.has(LayerTrace.THETA)) {
            panels.add(plot("Threshold: mean and nine tenths of the samples", Axis.of("θ", ""))
                    .with(spread("", k -> trace.quantity(LayerTrace.THETA, k)).slot(1)));
        }
        if (trace.has(LayerTrace.RATIO)) {
            panels.add(plot(
                            "Threshold and the error it should follow",
                            Axis.of("mean and nine tenths", "").log())
                    .with(spread("‖x − x*‖₁ before the layer", k -> trace.errorL1(k - 1)))
                    .with(spread("θ/γ", k -> trace.quantity(LayerTrace.RATIO, k))));
        }
        List<String> told = ESTIMATES.stream().filter(trace::has).toList();
        List<String> varying = told.stream()
                .filter(q -> Arrays.stream(correlations(q)).anyMatch(Double::isFinite))
                .toList();
        if (!varying.isEmpty()) {
            panels.add(correlations(varying));
        }
        if (trace.has(LayerTrace.U)) {
            panels.add(acrossLayers());
        }
        told.forEach(q -> panels.add(clouds(q)));
        Figure figure = Figure.titled(title).width(1350);
        for (int i = 0; i < panels.size(); i += COLUMNS) {
            List<Panel> row = new ArrayList<>(panels.subList(i, Math.min(panels.size(), i + COLUMNS)));
            while (row.size() < COLUMNS) {
                row.add(new Blank(row.get(0).weight()));
            }
            figure = figure.row(350, row.toArray(new Panel[0]));
        }
        return figure;
    }

    private static String symbol(String quantity) {
        return switch (quantity) {
            case LayerTrace.R -> "r = ‖y − Ax‖₁";
            case LayerTrace.U -> "u = ‖Wᴴ(y − Ax)‖₁";
            default -> "θ/γ";
        };
    }

    private XyPlot plot(String title, Axis y) {
        Axis axis = Axis.of("layer", "");
        return XyPlot.of(title, layers.length <= 20 ? axis.ticks(layers.length <= 10 ? 1 : 2) : axis, y);
    }

    private double[] overLayers(IntToDoubleFunction value) {
        return IntStream.rangeClosed(1, layers.length).mapToDouble(value).toArray();
    }

    private XyPlot errors() {
        XyPlot plot = plot("Error after each layer", Axis.of("NMSE", "dB"));
        for (Nmse metric : Nmse.values()) {
            List<Interval> scores = IntStream.rangeClosed(1, layers.length)
                    .mapToObj(k -> trace.score(metric, k))
                    .toList();
            plot = plot.with(Series.curve(
                            metric == Nmse.RATIO_OF_SUMS ? "ratio of sums" : "mean of the samples' dB",
                            layers,
                            scores.stream().mapToDouble(Interval::value).toArray())
                    .bars(
                            scores.stream().mapToDouble(Interval::low).toArray(),
                            scores.stream().mapToDouble(Interval::high).toArray()));
        }
        return plot;
    }

    private Series spread(String name, IntFunction<double[]> values) {
        return Series.curve(name, layers, overLayers(k -> LayerTrace.spread(values.apply(k))
                        .value()))
                .band(
                        overLayers(k -> LayerTrace.spread(values.apply(k)).low()),
                        overLayers(k -> LayerTrace.spread(values.apply(k)).high()));
    }

    private double[] correlations(String quantity) {
        return overLayers(k -> trace.spearman(quantity, k, k - 1));
    }

    private XyPlot correlations(List<String> quantities) {
        XyPlot plot =
                plot("How well they rank ‖x − x*‖₁ before the layer", Axis.of("Spearman's ρ over the samples", ""));
        for (String quantity : quantities) {
            plot = plot.with(Series.curve(symbol(quantity), layers, correlations(quantity)));
        }
        return plot;
    }

    private HeatMap acrossLayers() {
        int count = trace.layers();
        double[][] rho = new double[count][count + 1];
        for (int k = 1; k <= count; k++) {
            for (int after = 0; after <= count; after++) {
                rho[k - 1][after] = trace.spearman(LayerTrace.U, k, after);
            }
        }
        return HeatMap.of(
                "Spearman's ρ of u and the error, across layers",
                Axis.of("‖x − x*‖₁ after layer", "").range(-0.5, count + 0.5),
                Axis.of("u in layer", "").range(0.5, count + 0.5),
                Axis.of("ρ", ""),
                rho);
    }

    /** The quantity over the error it should tell, at a few layers from the first to the last. */
    private XyPlot clouds(String quantity) {
        XyPlot plot = XyPlot.of(
                quantity.equals(LayerTrace.RATIO) ? "θ/γ against the error" : quantity + " against the error",
                Axis.of("‖x − x*‖₁ before the layer", "").log(),
                Axis.of(symbol(quantity), "").log());
        int count = trace.layers();
        int[] shown = IntStream.range(0, CLOUDS)
                .map(i -> 1 + (int) Math.round(i * (count - 1.0) / (CLOUDS - 1)))
                .distinct()
                .toArray();
        for (int k : shown) {
            double[] error = trace.errorL1(k - 1);
            double[] value = trace.quantity(quantity, k);
            int dots = Math.min(DOTS_A_CLOUD, error.length);
            plot = plot.with(Series.dots("layer " + k, Arrays.copyOf(error, dots), Arrays.copyOf(value, dots)));
        }
        return plot;
    }
}
