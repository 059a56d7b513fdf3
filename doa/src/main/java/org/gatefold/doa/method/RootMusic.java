package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;

/**
 * Root-MUSIC for uniform linear arrays: the K roots of {@code a(1/z)ᵀ·EEᴴ·a(z)} inside the unit circle that are nearest
 * to it, E a basis of the noise subspace and {@code a(z) = (1, z, …, z^{m−1})}; {@code arg z = 2πd·sin θ/λ}.
 *
 * <p>Barabell, ICASSP 1983. Roots are eigenvalues of the companion matrix. No grid, hence no grid error. Over several
 * frequencies the angles of all are pooled ({@link AnglePool}).
 *
 * @param smoothing how covariances are made
 */
public record RootMusic(Smoothing smoothing) implements DoaMethod {
    @Override
    public String name() {
        return "root-music";
    }

    @Override
    public DoaEstimate estimate(ArrayGeometry geometry, List<Snapshots> bins, SourceCount sources) {
        AnglePool.requireUniform(name(), geometry);
        int k = sources.of(geometry, bins);
        AnglePool pool = new AnglePool(geometry, bins, k);
        for (Covariance r : smoothing.covariances(geometry, bins, k)) {
            ComplexArray noise = r.noiseSubspace(k);
            pool.add(nearest(polynomialRoots(noise.times(noise.adjoint())), k), r.steering());
        }
        return pool.estimate(name(), new ScanMethod(ScanMethod.Beam.MUSIC, smoothing, 1, false), sources);
    }

    /** The roots of {@code Σᵢⱼ C_ij z^{j−i}}, a polynomial of degree 2(m−1) after multiplication by z^{m−1}. */
    private static ComplexArray polynomialRoots(ComplexArray c) {
        int m = c.rows();
        int degree = 2 * (m - 1);
        ComplexArray coefficients = new ComplexArray(degree + 1, 1);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                coefficients.add(j - i + m - 1, 0, c.re(i, j), c.im(i, j));
            }
        }
        Complex lead = new Complex(coefficients.re(degree, 0), coefficients.im(degree, 0));
        if (lead.abs() < 1e-14 * Math.sqrt(coefficients.energy())) {
            // A vanishing leading coefficient puts one root at infinity and its mirror image at zero.
            lead = new Complex(1e-14 * Math.sqrt(coefficients.energy()));
        }
        ComplexArray companion = new ComplexArray(degree, degree);
        for (int i = 0; i < degree; i++) {
            Complex entry = new Complex(coefficients.re(i, 0), coefficients.im(i, 0))
                    .divide(lead)
                    .negate();
            companion.set(i, degree - 1, entry.getReal(), entry.getImaginary());
            if (i > 0) {
                companion.add(i, i - 1, 1, 0);
            }
        }
        return companion.eigenvalues();
    }

    /** Roots come in pairs z, 1/z̄: the half with the smaller modulus is inside, of a double root on the circle one. */
    private static List<Complex> nearest(ComplexArray roots, int k) {
        List<Complex> inside = new ArrayList<>();
        for (int i = 0; i < roots.rows(); i++) {
            inside.add(new Complex(roots.re(i, 0), roots.im(i, 0)));
        }
        inside.sort(Comparator.comparingDouble(Complex::abs));
        List<Complex> half = new ArrayList<>(inside.subList(0, roots.rows() / 2));
        half.sort(Comparator.comparingDouble(z -> -z.abs()));
        return half.subList(0, Math.min(k, half.size()));
    }
}
