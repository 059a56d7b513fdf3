package org.gatefold.sparse.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.Panel;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;

/**
 * The way of a solver for one sample: weights and |x| of each index over the iterations, and the cost, as in figure 2
 * of He et al., "From Bayesian Sparsity to Gated Recurrent Nets", 2017; of several solvers side by side with the
 * indices of the true support told from the others.
 *
 * <p>Of a long way every second, fourth … iteration is kept, so that memory is bounded.
 */
final class Trajectory implements IterateListener {
    private static final int MOST_POINTS = 1000;
    private static final int MOST_LINES = 300;
    private static final Axis TIME = Axis.of("iteration", "");

    private static final class Point {
        private final int iteration;
        private final float[] sizes;
        private final float[] weights;
        private final double largestWeight;
        private final double cost;

        Point(int iteration, float[] sizes, float[] weights, double cost) {
            this.iteration = iteration;
            this.sizes = sizes;
            this.weights = weights;
            this.largestWeight = largest(weights);
            this.cost = cost;
        }
    }

    private final int domain;
    private final List<Point> points = new ArrayList<>();
    private int step = 1;

    /** @param domain number of entries of x */
    Trajectory(int domain) {
        this.domain = domain;
    }

    @Override
    public void iterate(int sample, int iteration, Batch estimate, double[] weights, double cost) {
        if ((iteration - 1) % step != 0) {
            return;
        }
        float[] sizes = new float[domain];
        for (int i = 0; i < domain; i++) {
            sizes[i] = (float) Math.sqrt(estimate.energy(0, i));
        }
        float[] kept = new float[weights.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = (float) weights[i];
        }
        points.add(new Point(iteration, sizes, kept, cost));
        if (points.size() > MOST_POINTS) {
            step *= 2;
            points.removeIf(p -> (p.iteration - 1) % step != 0);
        }
    }

    /** Whether the method told of its iterations. */
    boolean told() {
        return !points.isEmpty();
    }

    /**
     * Those of several methods for one problem in columns, weights above |x|: each weight over the largest of its
     * iteration, for methods adapt different ones; |x| up to half more than the largest true one.
     *
     * @param ways by the names of the methods; all of them told
     * @param truth |x| of every index
     */
    static Figure sideBySide(Map<String, Trajectory> ways, double[] truth) {
        double largest = Arrays.stream(truth).max().orElse(0);
        Axis entry = Axis.of("entries |x|", "").range(0, 1.5 * Math.max(largest, Double.MIN_NORMAL));
        Axis weight = Axis.of("weights over the largest", "").range(0, 1.05);
        List<Panel> weights = new ArrayList<>();
        List<Panel> entries = new ArrayList<>();
        ways.forEach((name, way) -> {
            boolean adapts = way.points.get(0).weights.length == truth.length;
            weights.add(XyPlot.of(name, TIME, weight).with(adapts ? way.series(truth, true) : List.of()));
            entries.add(XyPlot.of("", TIME, entry).with(way.series(truth, false)));
        });
        return Figure.titled("")
                .width(Math.max(900, 420 * ways.size()))
                .row(320, weights.toArray(Panel[]::new))
                .row(320, entries.toArray(Panel[]::new));
    }

    /** A line of each index, those outside the support first, so that the others lie over them. */
    private List<Series> series(double[] truth, boolean weights) {
        double[] iterations = iterations();
        List<Series> series = new ArrayList<>();
        for (int slot = 0; slot < 2; slot++) {
            String name = slot == 0 ? "outside the support" : "in the support";
            for (int i = 0; i < domain; i++) {
                if (truth[i] > 0 == slot > 0) {
                    int index = i;
                    double[] values = points.stream()
                            .mapToDouble(p -> weights ? p.weights[index] / p.largestWeight : p.sizes[index])
                            .toArray();
                    series.add(Series.line(name, iterations, values).slot(slot));
                    name = "";
                }
            }
        }
        return series;
    }

    private static double largest(float[] weights) {
        double largest = Double.MIN_NORMAL;
        for (float w : weights) {
            largest = Math.max(largest, w);
        }
        return largest;
    }

    private double[] iterations() {
        return points.stream().mapToDouble(p -> p.iteration).toArray();
    }

    /** @throws InputException if the method told nothing */
    Figure figure(String title) {
        if (!told()) {
            throw new InputException("--trajectory: expected a method that tells of its iterations, found " + title);
        }
        double[] iterations = iterations();
        Figure figure = Figure.titled(title);
        int[] shown = largest();
        if (points.get(0).weights.length == domain) {
            figure = figure.row(300, lines("weights w", iterations, shown, true));
        }
        figure = figure.row(300, lines("entries |x|", iterations, shown, false));
        double[] cost = points.stream().mapToDouble(p -> p.cost).toArray();
        if (Arrays.stream(cost).anyMatch(Double::isFinite)) {
            figure = figure.row(240, XyPlot.of("", TIME, Axis.of("cost", "")).with(Series.line("", iterations, cost)));
        }
        return figure;
    }

    /** The indices to draw: all, or those whose |x| was largest at any time. */
    private int[] largest() {
        double[] peaks = IntStream.range(0, domain)
                .mapToDouble(
                        i -> points.stream().mapToDouble(p -> p.sizes[i]).max().orElse(0))
                .toArray();
        return IntStream.range(0, domain)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -peaks[i]))
                .limit(MOST_LINES)
                .mapToInt(i -> i)
                .toArray();
    }

    private XyPlot lines(String label, double[] iterations, int[] shown, boolean weights) {
        XyPlot plot = XyPlot.of("", TIME, Axis.of(label, ""));
        List<Series> series = new ArrayList<>();
        for (int i : shown) {
            double[] values = points.stream()
                    .mapToDouble(p -> weights ? p.weights[i] : p.sizes[i])
                    .toArray();
            series.add(Series.line("", iterations, values));
        }
        return plot.with(series);
    }
}
