package org.gatefold.doa.method;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Fisher scoring with Levenberg's and Marquardt's damping: steps {@code (J + μ·diag J)⁻¹g}, each taken only if the
 * objective rises, μ lowered after a success and raised after a failure. Parameters are angles in radians and
 * logarithms of powers. Ends when no parameter would move by 10⁻⁷, or after 60 steps.
 */
final class Scoring {
    private static final int STEPS = 60;
    private static final double SMALLEST_MOVE = 1e-7;

    private Scoring() {}

    /** Gradient and expected curvature of the objective. */
    record Curvature(RealVector gradient, RealMatrix information) {}

    /** @param limits how far each parameter may move in one step */
    static double[] climb(
            double[] start,
            double[] limits,
            ToDoubleFunction<double[]> objective,
            Function<double[], Curvature> curvature) {
        double[] best = start.clone();
        double value = objective.applyAsDouble(best);
        double damping = 1e-2;
        Curvature at = curvature.apply(best);
        for (int step = 0; step < STEPS && best.length > 0; step++) {
            double[] tried = move(at, damping, limits);
            double farthest = 0;
            for (int i = 0; i < tried.length; i++) {
                farthest = Math.max(farthest, Math.abs(tried[i]));
                tried[i] += best[i];
            }
            double reached = objective.applyAsDouble(tried);
            if (reached > value) {
                best = tried;
                value = reached;
                damping = Math.max(1e-9, damping / 5);
                at = curvature.apply(best);
            } else {
                damping *= 10;
            }
            if (farthest < SMALLEST_MOVE) {
                break;
            }
        }
        return best;
    }

    private static double[] move(Curvature at, double damping, double[] limits) {
        RealMatrix damped = at.information().copy();
        int k = damped.getRowDimension();
        double most = 0;
        for (int i = 0; i < k; i++) {
            most = Math.max(most, damped.getEntry(i, i));
        }
        for (int i = 0; i < k; i++) {
            damped.addToEntry(i, i, damping * damped.getEntry(i, i) + 1e-12 * most + Double.MIN_NORMAL);
        }
        double[] step =
                new LUDecomposition(damped, 0).getSolver().solve(at.gradient()).toArray();
        double shrink = 1;
        for (int i = 0; i < k; i++) {
            shrink = Math.min(shrink, limits[i] / Math.abs(step[i]));
        }
        for (int i = 0; i < k; i++) {
            step[i] *= shrink;
        }
        return step;
    }
}
