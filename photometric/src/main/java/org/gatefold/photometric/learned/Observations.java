package org.gatefold.photometric.learned;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * The intensities of some pixels side by side, scaled, and what does not change from layer to layer.
 *
 * <p>Arrays of r·pixels hold one row of pixels for each light. An intensity that is NaN is left out.
 */
final class Observations {
    final int lights;
    final int pixels;
    /** x, y, z of each light, as the operator has them. */
    final double[] light;
    /** The directions between light and viewer. */
    final double[] half;
    /** Intensities over {@link #scale}, 0 where left out. */
    final double[] x;
    /** 1 for an intensity that counts, else 0. */
    final double[] use;
    /** Number of intensities that count, of each pixel. */
    final double[] used;
    /** Mean magnitude of the intensities of a pixel, 1 for one that is dark. */
    final double[] scale;
    /** Largest magnitude of {@link #x} of a pixel, 1 for one that is dark. */
    final double[] peak;
    /** Share of the pixel's intensities that are smaller, those equal counting half. */
    final double[] rank;

    Observations(SparseProblem problem) {
        Batch intensities = problem.measurements();
        lights = problem.operator().range();
        pixels = intensities.count();
        if (problem.operator().domain() != 3 || problem.operator().complex() || intensities.planes() != 1) {
            throw new IllegalArgumentException("expected intensities under lights x, y, z, found "
                    + problem.operator().domain() + " columns and " + intensities.planes() + " planes");
        }
        light = DenseOperator.of(problem.operator()).re();
        half = halves(light);
        x = new double[lights * pixels];
        use = new double[x.length];
        used = new double[pixels];
        scale = new double[pixels];
        peak = new double[pixels];
        rank = new double[x.length];
        load(intensities.data());
        rank();
    }

    private static double[] halves(double[] light) {
        double[] half = light.clone();
        for (int i = 0; i < half.length; i += 3) {
            half[i + 2] += 1;
            double length = Math.sqrt(half[i] * half[i] + half[i + 1] * half[i + 1] + half[i + 2] * half[i + 2]);
            for (int d = 0; d < 3; d++) {
                half[i + d] /= Math.max(length, 1e-9);
            }
        }
        return half;
    }

    private void load(float[] data) {
        for (int p = 0; p < pixels; p++) {
            double sum = 0;
            for (int i = 0; i < lights; i++) {
                float v = data[p * lights + i];
                if (!Float.isNaN(v)) {
                    use[i * pixels + p] = 1;
                    used[p]++;
                    sum += Math.abs(v);
                }
            }
            scale[p] = sum > 0 ? sum / used[p] : 1;
            for (int i = 0; i < lights; i++) {
                if (use[i * pixels + p] > 0) {
                    x[i * pixels + p] = data[p * lights + i] / scale[p];
                    peak[p] = Math.max(peak[p], Math.abs(x[i * pixels + p]));
                }
            }
            peak[p] = peak[p] > 0 ? peak[p] : 1;
        }
    }

    private void rank() {
        for (int i = 0; i < lights; i++) {
            for (int j = 0; j < i; j++) {
                compare(i * pixels, j * pixels);
            }
        }
        for (int a = 0; a < x.length; a++) {
            rank[a] = (rank[a] + 0.5 * use[a]) / Math.max(1, used[a % pixels]);
        }
    }

    private void compare(int i, int j) {
        for (int p = 0; p < pixels; p++) {
            double mine = x[i + p];
            double other = x[j + p];
            double below = other < mine ? 1 : other == mine ? 0.5 : 0;
            rank[i + p] += use[j + p] * below;
            rank[j + p] += use[i + p] * (1 - below);
        }
    }
}
