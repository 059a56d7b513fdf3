package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;

/**
 * ESPRIT for uniform linear arrays: the phase steps are the eigenvalues of Ψ in {@code E₁Ψ = E₂}, where E₁ and E₂ are
 * the signal subspace without its last and without its first element; by least or by total least squares.
 *
 * <p>Roy and Kailath, IEEE Trans. ASSP 37(7), 1989. Over several frequencies the angles are pooled ({@link AnglePool}).
 *
 * @param smoothing how covariances are made
 * @param total whether by total least squares
 */
public record Esprit(Smoothing smoothing, boolean total) implements DoaMethod {
    @Override
    public String name() {
        return "esprit";
    }

    @Override
    public DoaEstimate estimate(ArrayGeometry geometry, List<Snapshots> bins, SourceCount sources) {
        AnglePool.requireUniform(name(), geometry);
        int k = sources.of(geometry, bins);
        AnglePool pool = new AnglePool(geometry, bins, k);
        for (Covariance r : smoothing.covariances(geometry, bins, k)) {
            List<Complex> steps = new ArrayList<>();
            if (k > 0) {
                ComplexArray e = r.signalSubspace(k);
                int m = e.rows();
                ComplexArray upper = e.block(0, m - 1, 0, k);
                ComplexArray lower = e.block(1, m, 0, k);
                ComplexArray psi = (total ? totalSquares(upper, lower) : leastSquares(upper, lower)).eigenvalues();
                for (int i = 0; i < k; i++) {
                    steps.add(new Complex(psi.re(i, 0), psi.im(i, 0)));
                }
            }
            pool.add(steps, r.steering());
        }
        return pool.estimate(name(), new ScanMethod(ScanMethod.Beam.MUSIC, smoothing, 1, false), sources);
    }

    private static ComplexArray leastSquares(ComplexArray upper, ComplexArray lower) {
        return upper.adjoint().times(upper).solve(upper.adjoint().times(lower));
    }

    /** With V the eigenvectors of [E₁ E₂]ᴴ[E₁ E₂], descending: Ψ = −V₁₂V₂₂⁻¹. */
    private static ComplexArray totalSquares(ComplexArray upper, ComplexArray lower) {
        int k = upper.columns();
        ComplexArray both = new ComplexArray(upper.rows(), 2 * k);
        for (int i = 0; i < upper.rows(); i++) {
            for (int j = 0; j < k; j++) {
                both.set(i, j, upper.re(i, j), upper.im(i, j));
                both.set(i, k + j, lower.re(i, j), lower.im(i, j));
            }
        }
        ComplexArray v = both.adjoint().times(both).hermitianEigen().vectors();
        ComplexArray v12 = v.block(0, k, k, 2 * k);
        ComplexArray v22 = v.block(k, 2 * k, k, 2 * k);
        return v22.adjoint().solve(v12.adjoint()).adjoint().scaled(-1);
    }
}
