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
 * Climbs the likelihood of directions when amplitudes are independent Gaussian numbers, the evidence of sparse Bayesian
 * learning off its grid: {@code −Σ_f L_f·(ln|C_f| + tr(C_f⁻¹R_f))} with {@code C_f = Σₖ γₖ aₖaₖᴴ + σ²I}, over the
 * angles θₖ, the powers γₖ (common to all frequencies) and the noise σ².
 *
 * <p>Scoring steps ({@link Scoring}) over (θ, ln γ, ln σ²) with the exact gradient {@code L·tr(C⁻¹(R−C)C⁻¹∂C)} and the
 * Fisher information {@code L·tr(C⁻¹∂C C⁻¹∂C)}. Cost per step: O(n³ + n²K) a frequency.
 */
final class GaussianAscent {
    /** Powers stay above this share of the mean energy of an element. */
    private static final double LEAST_POWER = 1e-6;

    private final List<Steering> steerings = new ArrayList<>();
    private final List<ComplexArray> covariances = new ArrayList<>();
    private final List<Integer> snapshots = new ArrayList<>();
    private final double energy;
    private final boolean powersFixed;

    /** @param powersFixed whether γ and σ² stay at their start; one snapshot cannot tell them apart */
    GaussianAscent(ArrayGeometry geometry, List<Snapshots> bins, boolean powersFixed) {
        double sum = 0;
        for (Snapshots bin : bins) {
            steerings.add(bin.steering(geometry));
            covariances.add(bin.covariance());
            snapshots.add(bin.count());
            sum += bin.covariance().trace() / bin.elements();
        }
        this.energy = sum / bins.size();
        this.powersFixed = powersFixed;
    }

    /** Angles in degrees, powers and noise variance, with the likelihood they reach. */
    static final class Model {
        final double[] anglesDegrees;
        final double[] powers;
        final double noiseVariance;
        final double likelihood;

        private Model(double[] anglesDegrees, double[] powers, double noiseVariance, double likelihood) {
            this.anglesDegrees = anglesDegrees;
            this.powers = powers;
            this.noiseVariance = noiseVariance;
            this.likelihood = likelihood;
        }
    }

    /** The local maximum that scoring reaches from this start; powers are given as a start as well. */
    Model climb(double[] anglesDegrees, double[] powers, double noiseVariance) {
        int k = anglesDegrees.length;
        double[] start = new double[2 * k + 1];
        double[] limits = new double[2 * k + 1];
        for (int i = 0; i < k; i++) {
            start[i] = Math.toRadians(anglesDegrees[i]);
            start[k + i] = Math.log(Math.max(powers[i], LEAST_POWER * energy));
            limits[i] = DeterministicAscent.LARGEST_MOVE;
            limits[k + i] = 2;
        }
        start[2 * k] = Math.log(Math.max(noiseVariance, 1e-9 * energy));
        limits[2 * k] = 2;
        double[] end = Scoring.climb(start, limits, this::value, this::curvature);
        double[] angles = new double[k];
        double[] gammas = new double[k];
        for (int i = 0; i < k; i++) {
            angles[i] = Math.toDegrees(end[i]);
            gammas[i] = Math.exp(end[k + i]);
        }
        return new Model(angles, gammas, Math.exp(end[2 * k]), value(end));
    }

    private static double[] angles(double[] p) {
        return Arrays.stream(p, 0, p.length / 2).map(Math::toDegrees).toArray();
    }

    /** A·Γ·Aᴴ + σ²I. */
    private static ComplexArray model(ComplexArray a, double[] p) {
        int k = a.columns();
        ComplexArray weighted = a.copy();
        for (int j = 0; j < k; j++) {
            double gamma = Math.exp(p[k + j]);
            for (int i = 0; i < a.rows(); i++) {
                weighted.set(i, j, gamma * a.re(i, j), gamma * a.im(i, j));
            }
        }
        return weighted.times(a.adjoint()).plusDiagonal(Math.exp(p[2 * k]));
    }

    private double value(double[] p) {
        double sum = 0;
        for (double v : p) {
            if (!(Math.abs(v) < 300)) {
                return Double.NEGATIVE_INFINITY;
            }
        }
        double[] angles = angles(p);
        for (int f = 0; f < steerings.size(); f++) {
            ComplexArray c = model(steerings.get(f).matrix(angles), p);
            sum -= snapshots.get(f)
                    * (c.logDeterminant() + c.solve(covariances.get(f)).trace());
        }
        return sum;
    }

    private Scoring.Curvature curvature(double[] p) {
        int k = p.length / 2;
        RealVector gradient = new ArrayRealVector(p.length);
        RealMatrix information = new Array2DRowRealMatrix(p.length, p.length);
        for (int f = 0; f < steerings.size(); f++) {
            accumulate(f, p, gradient, information);
        }
        for (int i = k; powersFixed && i <= 2 * k; i++) {
            for (int j = 0; j <= 2 * k; j++) {
                information.setEntry(i, j, 0);
                information.setEntry(j, i, 0);
            }
            information.setEntry(i, i, 1);
            gradient.setEntry(i, 0);
        }
        return new Scoring.Curvature(gradient, information);
    }

    private void accumulate(int f, double[] p, RealVector gradient, RealMatrix information) {
        int k = p.length / 2;
        double weight = snapshots.get(f);
        double sigma2 = Math.exp(p[2 * k]);
        double[] angles = angles(p);
        ComplexArray a = steerings.get(f).matrix(angles);
        ComplexArray d = steerings.get(f).derivative(angles);
        ComplexArray inverse = model(a, p).inverse();
        ComplexArray excess = inverse.times(covariances.get(f)).times(inverse).minus(inverse);
        ComplexArray ca = inverse.times(a);
        ComplexArray cd = inverse.times(d);
        ComplexArray gaa = a.adjoint().times(ca);
        ComplexArray gad = a.adjoint().times(cd);
        ComplexArray gdd = d.adjoint().times(cd);
        ComplexArray ea = excess.times(a);
        ComplexArray dea = d.adjoint().times(ea);
        ComplexArray aea = a.adjoint().times(ea);
        ComplexArray haa = ca.adjoint().times(ca);
        ComplexArray had = ca.adjoint().times(cd);
        gradient.addToEntry(2 * k, weight * sigma2 * excess.trace());
        information.addToEntry(2 * k, 2 * k, weight * sigma2 * sigma2 * inverse.energy());
        for (int i = 0; i < k; i++) {
            double gi = Math.exp(p[k + i]);
            gradient.addToEntry(i, 2 * weight * gi * dea.re(i, i));
            gradient.addToEntry(k + i, weight * gi * aea.re(i, i));
            addTwice(information, i, 2 * k, 2 * weight * gi * sigma2 * had.re(i, i));
            addTwice(information, k + i, 2 * k, weight * gi * sigma2 * haa.re(i, i));
            for (int j = 0; j < k; j++) {
                double scale = weight * gi * Math.exp(p[k + j]);
                information.addToEntry(
                        i, j, 2 * scale * (product(gad, i, j, gad, j, i) + product(gaa, i, j, gdd, j, i)));
                addTwice(information, i, k + j, 2 * scale * product(gaa, i, j, gad, j, i));
                information.addToEntry(k + i, k + j, scale * product(gaa, i, j, gaa, j, i));
            }
        }
    }

    private static void addTwice(RealMatrix m, int i, int j, double v) {
        m.addToEntry(i, j, v);
        m.addToEntry(j, i, v);
    }

    /** Re(x_ij·y_kl). */
    private static double product(ComplexArray x, int i, int j, ComplexArray y, int k, int l) {
        return x.re(i, j) * y.re(k, l) - x.im(i, j) * y.im(k, l);
    }
}
