package org.gatefold.photometric.learned;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * What can be asked of pixels whose normal, times the albedo, is known. Intensities that are NaN are left out
 * everywhere.
 */
final class PixelTruth {
    /** A residual above this share of the albedo is no Lambertian reflection. */
    static final double OUTLIER = 0.1;

    /** Least n·l of a light that lights a pixel. */
    private static final double GRAZING = 0.02;

    /** A lit intensity is within this factor of a Lambertian one. */
    private static final double USABLE = 2.5;

    private static final int FEWEST = 4;
    private static final double WELL_PLACED = 0.05;

    private final Batch intensities;
    private final Batch truth;
    private final double[] light;
    private final int lights;

    PixelTruth(LabelledProblem problems) {
        intensities = problems.problem().measurements();
        truth = problems.truth();
        lights = intensities.length();
        light = DenseOperator.of(problems.problem().operator()).re();
    }

    private double lambertian(int pixel, int i) {
        double sum = 0;
        for (int d = 0; d < 3; d++) {
            sum += light[3 * i + d] * truth.data()[3 * pixel + d];
        }
        return sum;
    }

    /** The albedo; 0 if there is no truth. */
    double albedo(int pixel) {
        return Math.sqrt(truth.energy(pixel));
    }

    boolean counts(int pixel, int i) {
        return !Float.isNaN(intensities.data()[pixel * lights + i]);
    }

    /** Whether an intensity is in shadow or in a highlight. */
    boolean outlier(int pixel, int i) {
        double left = intensities.data()[pixel * lights + i] - lambertian(pixel, i);
        return Math.abs(left) > OUTLIER * albedo(pixel);
    }

    /**
     * Whether the normal can be told from the intensities: at least {@value #FEWEST} of them are roughly Lambertian,
     * and their lights do not lie near a plane: (tr M/2)⁻²·det M, which is less than the least eigenvalue of M = Σ llᵀ,
     * is at least {@value #WELL_PLACED}.
     */
    boolean determined(int pixel) {
        double albedo = albedo(pixel);
        double[] m = new double[6];
        int count = 0;
        for (int i = 0; i < lights && albedo > 0; i++) {
            double expected = lambertian(pixel, i);
            double ratio = intensities.data()[pixel * lights + i] / expected;
            if (expected > GRAZING * albedo && ratio < USABLE && ratio > 1 / USABLE) {
                double x = light[3 * i];
                double y = light[3 * i + 1];
                double z = light[3 * i + 2];
                m[0] += x * x;
                m[1] += x * y;
                m[2] += x * z;
                m[3] += y * y;
                m[4] += y * z;
                m[5] += z * z;
                count++;
            }
        }
        double determinant = m[0] * (m[3] * m[5] - m[4] * m[4])
                - m[1] * (m[1] * m[5] - m[2] * m[4])
                + m[2] * (m[1] * m[4] - m[2] * m[3]);
        double half = (m[0] + m[3] + m[5]) / 2;
        return count >= FEWEST && determinant >= WELL_PLACED * half * half;
    }
}
