package org.gatefold.sparse.classical;

import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;

/**
 * Between the units of a problem and those of its {@link Evidence}: measurements with mean square 1, unit columns,
 * complex numbers stacked.
 */
final class SblScaling {
    /** Where a learned noise variance starts, relative to the mean square of y. */
    private static final double FIRST_NOISE = 0.1;

    final SblDictionary dictionary;
    private final Sbl sbl;
    private final SparseProblem problem;
    private final IterateListener listener;
    private final SblPosterior posterior;
    private final Batch y;

    SblScaling(
            Sbl sbl,
            SparseProblem problem,
            IterateListener listener,
            SblPosterior posterior,
            SblDictionary dictionary) {
        this.sbl = sbl;
        this.problem = problem;
        this.listener = listener;
        this.posterior = posterior;
        this.dictionary = dictionary;
        this.y = problem.measurements();
    }

    int planes() {
        return y.planes();
    }

    /** The samples in which something was measured; the others are answered here and now: nothing found. */
    int[] audible(int from, int to) {
        int[] samples = IntStream.range(from, to).filter(s -> meanSquare(s) > 0).toArray();
        for (int s = from; s < to; s++) {
            if (!(meanSquare(s) > 0)) {
                posterior.set(s, learned(s) ? 0 : problem.noiseVariance(s), Double.NaN, 0);
                if (heard()) {
                    listener.iterate(s, 1, new Batch(1, planes(), dictionary.domain), new double[0], Double.NaN);
                }
            }
        }
        return samples;
    }

    private double meanSquare(int sample) {
        return y.energy(sample) / Math.max(1, y.stride());
    }

    boolean learned(int sample) {
        return sbl.learnNoise() || Double.isNaN(problem.noiseVariance(sample));
    }

    /** λ at the start, at least the floor. */
    double startNoise(int sample) {
        double relative = learned(sample) ? FIRST_NOISE : problem.noiseVariance(sample) / meanSquare(sample);
        return Math.max(sbl.noiseFloor(), relative);
    }

    /** One array a snapshot, rows of one value a sample. */
    double[][] measurements(int[] samples) {
        int parts = dictionary.complex ? 2 : 1;
        double[][] stacks = new double[planes() / parts][dictionary.rows * samples.length];
        for (int l = 0; l < samples.length; l++) {
            double scale = 1 / Math.sqrt(meanSquare(samples[l]));
            for (int p = 0; p < planes(); p++) {
                for (int i = 0; i < dictionary.range; i++) {
                    int row = p % parts * dictionary.range + i;
                    stacks[p / parts][row * samples.length + l] = scale * y.at(samples[l], p, i);
                }
            }
        }
        return stacks;
    }

    boolean heard() {
        return listener != IterateListener.NONE;
    }

    void report(Evidence e, int lane, int sample, int iteration, boolean penalties, double cost) {
        if (!heard()) {
            return;
        }
        Batch estimate = new Batch(1, planes(), dictionary.domain);
        estimate(e, lane, sample, estimate, 0);
        double[] weights = new double[dictionary.domain];
        double square = meanSquare(sample);
        for (int j = 0; j < weights.length; j++) {
            double norm = dictionary.norms[j];
            int i = j * e.lanes + lane;
            weights[j] = penalties ? Math.sqrt(e.s[i] / square) * norm : variance(e.gamma[i], square, norm);
        }
        listener.iterate(sample, iteration, estimate, weights, inUnits(cost, sample));
    }

    void finish(Evidence e, int lane, int sample, int iterations) {
        estimate(e, lane, sample, posterior.mean(), sample);
        double square = meanSquare(sample);
        for (int j = 0; j < dictionary.domain; j++) {
            int i = j * e.lanes + lane;
            double g = e.gamma[i];
            double norm = dictionary.norms[j];
            double left = Math.max(0, g - g * g * e.s[i]);
            posterior.set(sample, j, variance(g, square, norm), variance(left, square, norm));
        }
        posterior.set(sample, e.lambda[lane] * square, inUnits(e.cost(lane), sample), iterations);
    }

    private double inUnits(double cost, int sample) {
        return cost + planes() * dictionary.range * Math.log(meanSquare(sample));
    }

    private static double variance(double scaled, double square, double norm) {
        return norm > 0 ? scaled * square / (norm * norm) : 0;
    }

    private void estimate(Evidence e, int lane, int sample, Batch target, int row) {
        double scale = Math.sqrt(meanSquare(sample));
        for (int p = 0; p < planes(); p++) {
            for (int j = 0; j < dictionary.domain; j++) {
                double norm = dictionary.norms[j];
                int i = j * e.lanes + lane;
                target.set(row, p, j, norm > 0 ? scale * e.gamma[i] * e.a[p][i] / norm : 0);
            }
        }
    }
}
