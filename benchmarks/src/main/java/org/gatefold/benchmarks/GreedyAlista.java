package org.gatefold.benchmarks;

import java.util.Arrays;
import org.gatefold.sparse.kernel.Blas;

/**
 * Chooses γ and θ of ALISTA layer by layer: of a grid, the pair with the smallest error after the layer on the first
 * samples of the data. With one pair to choose from, its error tells how good that is for all layers.
 */
final class GreedyAlista {
    private static final int SAMPLES = 64;
    /** Relative to min(.9, 3m/n): ‖WᵀΦ‖ is about n/m, and much longer steps let some samples diverge. */
    static final double[] STEPS = {0.3, 0.5, 0.7, 0.85, 1};
    /** Relative to the spread of the residual; smaller ones win now and then, and let later layers diverge. */
    static final double[] THRESHOLDS = {1, 1.3, 1.6, 2, 2.5};

    private final int m;
    private final int n;
    private final int count;
    private final float[] phiTransposed;
    private final float[] analytic;
    private final float[] y;
    private final float[] truth;
    private final float[] x;
    private final float[] r;
    private final float[] u;
    private double error;

    GreedyAlista(Workload workload) {
        m = workload.m();
        n = workload.n();
        count = Math.min(SAMPLES, workload.count());
        phiTransposed = workload.phi().transposed().values();
        analytic = workload.analytic().values();
        y = Arrays.copyOf(workload.measurements().data(), count * m);
        truth = Arrays.copyOf(workload.truth().data(), count * n);
        x = new float[count * n];
        r = new float[count * m];
        u = new float[count * n];
    }

    /**
     * @param bypass entries that bypass the threshold, one number a layer
     * @param fractions the steps to choose from, of {@link #STEPS}
     * @param relatives the thresholds to choose from, of {@link #THRESHOLDS}
     */
    AlistaWeights tune(int[] bypass, double[] fractions, double[] relatives) {
        int layers = bypass.length;
        float[] steps = new float[layers];
        float[] thresholds = new float[layers];
        for (int k = 0; k < layers; k++) {
            Blas.multiply(count, m, n, x, phiTransposed, r);
            double energy = 0;
            for (int i = 0; i < r.length; i++) {
                r[i] -= y[i];
                energy += r[i] * r[i];
            }
            // Columns have unit length: interference in an entry of Wᵀr is about as large as the entries of r.
            double spread = Math.sqrt(energy / count / m);
            Blas.multiply(count, n, m, r, analytic, u);
            choose(k, bypass[k], spread, fractions, relatives, steps, thresholds);
        }
        return new AlistaWeights(steps, thresholds, bypass);
    }

    /** What was made as small as possible in the last layer. */
    double error() {
        return error;
    }

    /** Sets step and threshold of layer k and takes x through it. */
    private void choose(
            int k,
            int bypass,
            double spread,
            double[] fractions,
            double[] relatives,
            float[] steps,
            float[] thresholds) {
        double best = Double.POSITIVE_INFINITY;
        float[] v = new float[count * n];
        float[] next = new float[count * n];
        for (double fraction : fractions) {
            float step = (float) (fraction * Math.min(0.9, 3.0 * m / n));
            for (int i = 0; i < v.length; i++) {
                v[i] = x[i] - step * u[i];
            }
            float[] kept = magnitudes(v, bypass);
            for (double relative : relatives) {
                float threshold = (float) (relative * spread);
                double candidate = shrink(v, kept, threshold, next);
                if (candidate < best) {
                    best = candidate;
                    steps[k] = step;
                    thresholds[k] = threshold;
                }
            }
        }
        for (int i = 0; i < v.length; i++) {
            v[i] = x[i] - steps[k] * u[i];
        }
        error = shrink(v, magnitudes(v, bypass), thresholds[k], x);
    }

    /** The magnitude of that rank in each sample; none is above rank 0. */
    private float[] magnitudes(float[] v, int rank) {
        float[] kept = new float[count];
        if (rank == 0) {
            Arrays.fill(kept, Float.POSITIVE_INFINITY);
            return kept;
        }
        float[] sorted = new float[n];
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < n; i++) {
                sorted[i] = Math.abs(v[s * n + i]);
            }
            Arrays.sort(sorted);
            kept[s] = sorted[n - rank];
        }
        return kept;
    }

    /** Writes the thresholded v and returns the sum of the samples' squared errors, squared: the worst count most. */
    private double shrink(float[] v, float[] kept, float threshold, float[] into) {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            double squares = 0;
            for (int i = s * n; i < (s + 1) * n; i++) {
                float magnitude = Math.abs(v[i]);
                into[i] = magnitude > kept[s] ? v[i] : Math.copySign(Math.max(0, magnitude - threshold), v[i]);
                double difference = into[i] - truth[i];
                squares += difference * difference;
            }
            sum += squares * squares;
        }
        return sum;
    }
}
