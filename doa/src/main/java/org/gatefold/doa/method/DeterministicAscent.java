package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.array.Steering;

/**
 * Climbs the likelihood of directions when amplitudes are unknown numbers: the share {@code Σ_f tr(P_A R_f)/Σ_f tr R_f}
 * of the energy that the directions explain, summed over frequencies.
 *
 * <p>Scoring steps with gradient {@code 2Re diag(A⁺R P⊥D)} and curvature {@code 2Re(DᴴP⊥D ⊙ (A⁺RA⁺ᴴ)ᵀ)}, damped as by
 * Levenberg and Marquardt ({@link Scoring}); angles stay distinct because the explained energy falls when two meet.
 */
final class DeterministicAscent {
    /** Largest step of an angle, in radians. */
    static final double LARGEST_MOVE = 0.09;

    private final List<Steering> steerings = new ArrayList<>();
    private final List<ComplexArray> covariances = new ArrayList<>();
    private double energy;

    DeterministicAscent(ArrayGeometry geometry, List<Snapshots> bins) {
        for (Snapshots bin : bins) {
            ComplexArray r = bin.covariance().scaled(bin.count());
            steerings.add(bin.steering(geometry));
            covariances.add(r);
            energy += r.trace();
        }
    }

    /** The explained share of the energy, in [0, 1]. */
    double value(double[] anglesDegrees) {
        double sum = 0;
        for (int f = 0; f < steerings.size(); f++) {
            ComplexArray a = steerings.get(f).matrix(anglesDegrees);
            ComplexArray ar = a.adjoint().times(covariances.get(f)).times(a);
            sum += gram(a).solve(ar).trace();
        }
        return energy > 0 ? sum / energy : 0;
    }

    /** The angles of the local maximum that scoring reaches from {@code anglesDegrees}. */
    double[] climb(double[] anglesDegrees) {
        double[] limits = new double[anglesDegrees.length];
        Arrays.fill(limits, LARGEST_MOVE);
        double[] start = Arrays.stream(anglesDegrees).map(Math::toRadians).toArray();
        double[] end = Scoring.climb(
                start, limits, radians -> value(degrees(radians)), radians -> curvature(degrees(radians)));
        return degrees(end);
    }

    private static double[] degrees(double[] radians) {
        return Arrays.stream(radians).map(Math::toDegrees).toArray();
    }

    private Scoring.Curvature curvature(double[] anglesDegrees) {
        int k = anglesDegrees.length;
        RealVector gradient = new ArrayRealVector(k);
        RealMatrix information = new Array2DRowRealMatrix(k, k);
        double scale = 2 / energy;
        for (int f = 0; f < steerings.size(); f++) {
            ComplexArray a = steerings.get(f).matrix(anglesDegrees);
            ComplexArray d = steerings.get(f).derivative(anglesDegrees);
            ComplexArray pinv = gram(a).solve(a.adjoint());
            ComplexArray normal = d.minus(a.times(pinv.times(d)));
            ComplexArray pr = pinv.times(covariances.get(f));
            ComplexArray slope = pr.times(normal);
            ComplexArray h = d.adjoint().times(normal);
            ComplexArray p = pr.times(pinv.adjoint());
            for (int i = 0; i < k; i++) {
                gradient.addToEntry(i, scale * slope.re(i, i));
                for (int j = 0; j < k; j++) {
                    information.addToEntry(i, j, scale * (h.re(i, j) * p.re(j, i) - h.im(i, j) * p.im(j, i)));
                }
            }
        }
        return new Scoring.Curvature(gradient, information);
    }

    private static ComplexArray gram(ComplexArray a) {
        return a.adjoint().times(a).plusDiagonal(1e-9 * a.rows());
    }
}
