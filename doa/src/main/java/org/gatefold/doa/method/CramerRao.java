package org.gatefold.doa.method;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.Steering;

/**
 * The Cramér–Rao bound of directions: no unbiased estimate has a smaller variance.
 *
 * <p>With A the steering matrix of K directions, D its derivative, P⊥ the projector on the complement of A's range, P
 * the K×K covariance of the amplitudes and σ² = E|n|² the noise per element, the information on the angles (per
 * radian²) after amplitudes and noise are fitted is, for L snapshots,
 *
 * <ul>
 *   <li>deterministic amplitudes: {@code 2L/σ²·Re(DᴴP⊥D ⊙ Pᵀ)}, with P the sample covariance of the amplitudes;
 *   <li>Gaussian amplitudes: {@code 2L/σ²·Re(DᴴP⊥D ⊙ (P Aᴴ R⁻¹ A P)ᵀ)}, {@code R = APAᴴ + σ²I}.
 * </ul>
 *
 * <p>Stoica and Nehorai, IEEE Trans. ASSP 38(10), 1990. The information of several frequencies adds up.
 */
public final class CramerRao {
    private CramerRao() {}

    /** The information on the angles for amplitudes that are unknown numbers; use it for one snapshot. */
    public static RealMatrix deterministic(
            Steering steering, double[] anglesDegrees, ComplexArray p, double noiseVariance, int snapshots) {
        return information(steering, anglesDegrees, p, 2 * snapshots / noiseVariance);
    }

    /** The information on the angles for Gaussian amplitudes of covariance {@code p}. */
    public static RealMatrix stochastic(
            Steering steering, double[] anglesDegrees, ComplexArray p, double noiseVariance, int snapshots) {
        ComplexArray a = steering.matrix(anglesDegrees);
        ComplexArray r = a.times(p).times(a.adjoint()).plusDiagonal(noiseVariance);
        ComplexArray ap = a.times(p);
        return information(steering, anglesDegrees, ap.adjoint().times(r.solve(ap)), 2 * snapshots / noiseVariance);
    }

    private static RealMatrix information(Steering steering, double[] angles, ComplexArray weight, double scale) {
        ComplexArray a = steering.matrix(angles);
        ComplexArray d = steering.derivative(angles);
        ComplexArray ad = a.adjoint().times(d);
        // The small ridge keeps AᴴA regular where two directions fall in one place.
        ComplexArray gram = a.adjoint().times(a).plusDiagonal(1e-10 * a.rows());
        ComplexArray h = d.adjoint().times(d).minus(ad.adjoint().times(gram.solve(ad)));
        int k = angles.length;
        RealMatrix information = new Array2DRowRealMatrix(k, k);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                information.setEntry(i, j, scale * (h.re(i, j) * weight.re(j, i) - h.im(i, j) * weight.im(j, i)));
            }
        }
        return information;
    }

    /**
     * Standard deviations in degrees, {@code √diag(J⁻¹)} of the information J per radian²; NaN where J does not bound
     * an angle (a source at end-fire, or two in one place).
     */
    public static double[] standardDeviationsDegrees(RealMatrix information) {
        int k = information.getRowDimension();
        double[] deviations = new double[k];
        LUDecomposition lu = new LUDecomposition(information, 1e-300);
        boolean singular = !lu.getSolver().isNonSingular();
        RealMatrix inverse = singular ? null : lu.getSolver().solve(MatrixUtils.createRealIdentityMatrix(k));
        for (int i = 0; i < k; i++) {
            double variance = inverse == null ? Double.NaN : inverse.getEntry(i, i);
            deviations[i] = variance > 0 ? Math.toDegrees(Math.sqrt(variance)) : Double.NaN;
        }
        return deviations;
    }
}
