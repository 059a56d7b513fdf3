package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.operator.CovarianceFactor;
import org.gatefold.sparse.operator.UnitDictionary;

/**
 * The solution of {@code Ax = y} with the smallest {@code Σ |xⱼ|²/wⱼ}: {@code x = WAᴴ(AWAᴴ + εI)⁻¹y}, the mean of x
 * given y if xⱼ has variance wⱼ, where ε, {@value #ROUNDING} of the trace, keeps rounding in bounds.
 *
 * <p>In double, at the cost of a {@link CovarianceFactor} a sample.
 */
final class WeightedMinimumNorm {
    private static final double ROUNDING = 1e-10;

    private final double[] norms;
    private final CovarianceFactor factor;
    /** Variances of the amplitudes of columns of length 1. */
    private final double[] gamma;
    /** L⁻¹y of a snapshot. */
    private final double[] t;
    /** ΦᴴΣ⁻¹y by its real and its imaginary parts. */
    private final double[][] a;

    WeightedMinimumNorm(UnitDictionary phi) {
        norms = phi.norms();
        factor = new CovarianceFactor(phi);
        gamma = new double[phi.domain()];
        t = new double[phi.rows()];
        a = new double[phi.complex() ? 2 : 1][phi.domain()];
    }

    /** @param weights of the N columns, at least 0 and not all 0 */
    void solve(double[] weights, Batch y, int sample, Batch answer) {
        double trace = 0;
        for (int j = 0; j < gamma.length; j++) {
            gamma[j] = weights[j] * norms[j] * norms[j];
            trace += gamma[j];
        }
        factor.factor(gamma, ROUNDING * trace);
        for (int plane = 0; plane < y.planes(); plane += a.length) {
            for (int i = 0; i < t.length; i++) {
                t[i] = y.at(sample, plane + i / y.length(), i % y.length());
            }
            factor.solve(t);
            factor.adjoint(t, a);
            for (int part = 0; part < a.length; part++) {
                for (int j = 0; j < gamma.length; j++) {
                    answer.set(sample, plane + part, j, weights[j] * norms[j] * a[part][j]);
                }
            }
        }
    }
}
