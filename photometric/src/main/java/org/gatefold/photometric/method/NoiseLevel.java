package org.gatefold.photometric.method;

import java.util.Arrays;

/**
 * How far the intensities of one pixel lie from a Lambertian surface where they are neither shadow nor highlight: the
 * variance λ of Gaussian noise of which half the errors are as small as found,
 *
 * <pre>{@code
 * λ = (1.4826·e₍ₖ₎)²,   k = 3 + (m − 3)/2 rounded down, counted from 0
 * }</pre>
 *
 * e₍₀₎ ≤ e₍₁₎ ≤ … the magnitudes of the m errors of a robust fit, of which three vanish. Held between 10⁻⁶ of the mean
 * square of the intensities, about what float32 renders and 16-bit sensors resolve, and 10⁻²: an error of more than a
 * tenth is an outlier, and where half of them are, they do not count as noise.
 */
final class NoiseLevel {
    /** λ of clean images. */
    static final double LEAST = 1e-6;

    private static final double MOST = 1e-2;

    /** Standard deviation of a Gaussian over the median of its magnitude. */
    private static final double GAUSSIAN = 1.4826;

    private NoiseLevel() {}

    /**
     * λ relative to the mean square of the intensities.
     *
     * @param magnitudes of the errors, in units of the root mean square; the first {@code count} are sorted in place
     */
    static double of(double[] magnitudes, int count) {
        if (count <= 3) {
            return LEAST;
        }
        Arrays.sort(magnitudes, 0, count);
        double deviation = GAUSSIAN * magnitudes[3 + (count - 3) / 2];
        return Math.max(LEAST, Math.min(MOST, deviation * deviation));
    }

    /** λ of each pixel of a block whose normals are solved, from the intensities that count. */
    static void of(Lanes lanes, double[] lambda) {
        double[][] errors = new double[lanes.r][Lanes.WIDTH];
        for (int i = 0; i < lanes.r; i++) {
            lanes.residual(i, errors[i]);
        }
        double[] magnitudes = new double[lanes.r];
        for (int p = 0; p < Lanes.WIDTH; p++) {
            int count = 0;
            for (int i = 0; i < lanes.r; i++) {
                if (lanes.use[i][p] > 0) {
                    magnitudes[count++] = Math.abs(errors[i][p]);
                }
            }
            lambda[p] = of(magnitudes, count);
        }
    }
}
