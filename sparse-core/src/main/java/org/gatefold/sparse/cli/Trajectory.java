package org.gatefold.sparse.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;

/**
 * The way of a solver for one sample: weights and |x| of each index over the iterations, and the cost, as in figure 2
 * of He et al., "From Bayesian Sparsity to Gated Recurrent Nets", 2017.
 *
 * <p>Of a long way every second, fourth … iteration is kept, so that memory is bounded.
 */
final class Trajectory implements IterateListener {
    private static final int MOST_POINTS = 1000;
    private static final int MOST_LINES = 300;

    private static final class Point {
        private final int iteration;
        private final float[] sizes;
        private final float[] weights;
        private final double cost;

        Point(int iteration, float[] sizes, float[] weights, double cost) {
            this.iteration = iteration;
            this.sizes = sizes;
            this.weights = weights;
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

    /** @throws InputException if the method told nothing */
    Figure figure(String title) {
        if (points.isEmpty()) {
            throw new InputException("--trajectory: expected a method that tells of its iterations, found " + title);
        }
        double[] iterations = points.stream().mapToDouble(p -> p.iteration).toArray();
        Axis time = Axis.of("iteration", "");
        Figure figure = Figure.titled(title);
        int[] shown = largest();
        if (points.get(0).weights.length == domain) {
            figure = figure.row(300, lines("weights w", time, iterations, shown, true));
        }
        figure = figure.row(300, lines("entries |x|", time, iterations, shown, false));
        double[] cost = points.stream().mapToDouble(p -> p.cost).toArray();
        if (Arrays.stream(cost).anyMatch(Double::isFinite)) {
            figure = figure.row(240, XyPlot.of("", time, Axis.of("cost", "")).with(Series.line("", iterations, cost)));
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

    private XyPlot lines(String label, Axis time, double[] iterations, int[] shown, boolean weights) {
        XyPlot plot = XyPlot.of("", time, Axis.of(label, ""));
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
