package org.gatefold.photometric.method;

import java.util.Arrays;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.NormalEquations;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.kernel.Workers;

/**
 * The weighted least squares {@code n = (LᵀWL)⁻¹LᵀWo} of {@value #WIDTH} pixels side by side, so that the loops over
 * pixels run on vector code. Intensities are scaled to a mean square of 1 in each pixel.
 *
 * <p>An iteration sets {@link #w}, calls {@link #solve()} and reads {@link #residual} and {@link #leverage}. Cost of a
 * solution: about 10r operations a pixel.
 */
final class Lanes {
    /** Pixels side by side. */
    static final int WIDTH = 64;

    /** What is done to the pixels of one block: sets the normals {@link #n}. */
    @FunctionalInterface
    interface Task {
        void run(Lanes lanes);
    }

    final int r;
    /** Scaled intensities o, one row of pixels a light. */
    final double[][] o;
    /** 1 for an intensity that counts, else 0. */
    final double[][] use;
    /** Weights, one row of pixels a light; {@link #solve()} multiplies them with {@link #use}. */
    final double[][] w;
    /** The scaled normals, one row a coordinate. */
    final double[][] n;
    /** What the intensities were divided by; 0 for a dark pixel. */
    final double[] scale = new double[WIDTH];

    private final double[][] light;
    /** The first pixel of the block. */
    int first;

    /** How many pixels there are; the others are dark. */
    int count;

    private final NormalEquations equations = new NormalEquations(WIDTH);
    private final double[] counted = new double[WIDTH];

    private Lanes(Lights lights) {
        r = lights.count();
        n = equations.n;
        o = new double[r][WIDTH];
        use = new double[r][WIDTH];
        w = new double[r][WIDTH];
        light = new double[r][3];
        for (int i = 0; i < r; i++) {
            light[i] = new double[] {lights.x(i), lights.y(i), lights.z(i)};
        }
    }

    /** Runs a task on all pixels, block by block on all threads. */
    static Normals forAll(Lights lights, Batch intensities, Task task) {
        intensities.requireShape(intensities.count(), 1, lights.count());
        requireSpace(lights);
        float[] scaled = new float[3 * intensities.count()];
        Workers.forShards(intensities.count(), 16 * WIDTH, (from, to) -> {
            Lanes lanes = new Lanes(lights);
            for (int first = from; first < to; first += WIDTH) {
                lanes.load(intensities, first, Math.min(to, first + WIDTH));
                task.run(lanes);
                lanes.store(scaled, first, Math.min(to, first + WIDTH));
            }
        });
        return new Normals(scaled, lights, intensities);
    }

    /** @throws IllegalArgumentException if the lights lie in a plane, so that L has not rank 3 */
    static void requireSpace(Lights lights) {
        if (lights.amplification() > Lights.PLANE) {
            throw new IllegalArgumentException("expected lights in three independent directions, found "
                    + lights.count() + " lights in one plane");
        }
    }

    private void load(Batch intensities, int from, int to) {
        first = from;
        count = to - from;
        float[] data = intensities.data();
        Arrays.fill(scale, 0);
        for (int p = from; p < to; p++) {
            double sum = 0;
            for (int i = 0; i < r; i++) {
                sum += (double) data[p * r + i] * data[p * r + i];
            }
            scale[p - from] = Math.sqrt(sum / r);
        }
        for (int i = 0; i < r; i++) {
            Arrays.fill(o[i], 0);
            Arrays.fill(use[i], 1);
            Arrays.fill(w[i], 1);
            for (int p = from; p < to; p++) {
                if (scale[p - from] > 0) {
                    o[i][p - from] = data[p * r + i] / scale[p - from];
                }
            }
        }
    }

    private void store(float[] scaled, int from, int to) {
        for (int p = from; p < to; p++) {
            for (int c = 0; c < 3; c++) {
                scaled[3 * p + c] = (float) (scale[p - from] * n[c][p - from]);
            }
        }
    }

    /**
     * Lets only intensities above {@code threshold} times the largest of the pixel count, unless fewer than three are:
     * attached and cast shadows then say nothing.
     */
    void leaveOutShadows(double threshold) {
        for (int p = 0; p < WIDTH; p++) {
            double largest = 0;
            for (int i = 0; i < r; i++) {
                largest = Math.max(largest, o[i][p]);
            }
            int lit = 0;
            for (int i = 0; i < r; i++) {
                lit += o[i][p] > threshold * largest ? 1 : 0;
            }
            for (int i = 0; i < r; i++) {
                use[i][p] = lit < 3 || o[i][p] > threshold * largest ? 1 : 0;
            }
        }
    }

    /**
     * Lets only the intensities of the highest grade, 1 or ½, count of which the pixel has at least three, else all.
     */
    void useBest(Batch grades) {
        for (int p = 0; p < count; p++) {
            int at = (first + p) * r;
            float least = 1;
            while (least > 0 && graded(grades, at, least) < 3) {
                least -= 0.5f;
            }
            for (int i = 0; i < r; i++) {
                use[i][p] = grades.data()[at + i] >= least ? 1 : 0;
            }
        }
    }

    private int graded(Batch grades, int at, float least) {
        int count = 0;
        for (int i = 0; i < r; i++) {
            count += grades.data()[at + i] >= least ? 1 : 0;
        }
        return count;
    }

    /** Sets {@link #n} to the weighted least squares, and what {@link #leverage} needs. */
    void solve() {
        equations.clear();
        for (int i = 0; i < r; i++) {
            for (int p = 0; p < WIDTH; p++) {
                counted[p] = w[i][p] * use[i][p];
            }
            equations.add(light[i][0], light[i][1], light[i][2], counted, 0, o[i], 0);
        }
        equations.solve();
    }

    /** {@code o − Ln} of one light. */
    void residual(int i, double[] to) {
        equations.residual(light[i][0], light[i][1], light[i][2], o[i], 0, to, 0);
    }

    /** {@code lᵀ(LᵀWL)⁻¹l} of one light. */
    void leverage(int i, double[] to) {
        equations.leverage(light[i][0], light[i][1], light[i][2], to, 0);
    }
}
