package org.gatefold.doa.scenario;

import java.util.Arrays;
import org.gatefold.sparse.evaluation.Chamfer;

/**
 * How near estimated directions of a linear array are to the true ones.
 *
 * @param chamferDegrees the Chamfer distance
 * @param resolved whether as many were found as there are, and each, in order, is within half the smallest distance of
 *     two truths of its own (within 10° of a single truth)
 * @param meanSquareDegrees mean squared error of the estimates, paired in order; NaN if their number is wrong
 * @param counted whether their number is right
 * @param milliseconds time it took
 */
public record AngleScore(
        double chamferDegrees, boolean resolved, double meanSquareDegrees, boolean counted, double milliseconds) {
    private static final double ALONE_DEGREES = 20;

    public static AngleScore of(double[] truthDegrees, double[] estimateDegrees, double milliseconds) {
        double[] truth = sorted(truthDegrees);
        double[] estimate = sorted(estimateDegrees);
        double chamfer = Chamfer.distance(truth, estimate);
        boolean counted = truth.length == estimate.length;
        if (!counted) {
            return new AngleScore(chamfer, false, Double.NaN, false, milliseconds);
        }
        double apart = ALONE_DEGREES;
        for (int k = 1; k < truth.length; k++) {
            apart = Math.min(apart, truth[k] - truth[k - 1]);
        }
        double squares = 0;
        boolean resolved = true;
        for (int k = 0; k < truth.length; k++) {
            double error = Math.abs(truth[k] - estimate[k]);
            squares += error * error;
            resolved &= error <= apart / 2;
        }
        return new AngleScore(chamfer, resolved, squares / truth.length, true, milliseconds);
    }

    private static double[] sorted(double[] values) {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }
}
