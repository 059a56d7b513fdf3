package org.gatefold.photometric.method;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.kernel.Blas;

/**
 * Robust principal components over all pixels together: {@code min ‖A‖_* + λ‖E‖₁ subject to A + E = O}, A the
 * Lambertian image (of rank 3), E shadows and highlights; then {@code n = L⁺a} of each pixel.
 *
 * <p>Wu, Ganesh, Shi, Matsushita, Wang and Ma, ACCV 2010; inexact augmented Lagrangian of Lin, Chen and Ma (2010), μ
 * from 1.25/‖O‖₂ growing by 1.2 a step, until ‖O − A − E‖ ≤ 10⁻⁶‖O‖. Intensities left out as shadows are free in E.
 * Singular values by the eigenvalues of the r×r Gram matrix. Cost of an iteration: two products of pixels×r×r.
 *
 * @param shadow threshold below which intensities are left out ({@link LeastSquares}), NaN for none
 * @param weight λ times √(larger of pixels and r), above 0; usually 1
 * @param iterations largest number of them
 */
public record LowRank(double shadow, double weight, int iterations) implements NormalMethod {
    private static final double GROWTH = 1.2;
    private static final double SETTLED = 1e-6;

    public LowRank {
        Shadows.require(shadow);
        if (!(weight > 0) || iterations < 1) {
            throw new IllegalArgumentException(
                    "expected a weight above 0 and at least 1 iteration, found " + weight + " and " + iterations);
        }
    }

    @Override
    public String name() {
        return "rpca";
    }

    @Override
    public Normals estimate(Lights lights, Batch intensities) {
        intensities.requireShape(intensities.count(), 1, lights.count());
        Batch clean = lowRank(intensities);
        return new LeastSquares(Double.NaN).estimate(lights, clean).against(lights, intensities);
    }

    /** A, of the shape of O. */
    private Batch lowRank(Batch intensities) {
        int pixels = intensities.count();
        int r = intensities.length();
        double[] o = new double[pixels * r];
        Arrays.setAll(o, i -> intensities.data()[i]);
        double norm = Math.sqrt(intensities.dot(intensities));
        double spectral = largestSingularValue(pixels, r, o);
        Batch answer = intensities.like(r);
        if (!(spectral > 0)) {
            return answer;
        }
        boolean[] free = shadows(intensities);
        double lambda = weight / Math.sqrt(Math.max(pixels, r));
        double mu = 1.25 / spectral;
        double[] a = new double[o.length];
        double[] e = new double[o.length];
        double[] x = new double[o.length];
        double[] multiplier = new double[o.length];
        double start = Math.max(spectral, largest(o) / lambda);
        Arrays.setAll(multiplier, i -> o[i] / start);
        for (int t = 0; t < iterations; t++) {
            for (int i = 0; i < o.length; i++) {
                double gap = o[i] - a[i] + multiplier[i] / mu;
                e[i] = free[i] ? gap : Math.signum(gap) * Math.max(0, Math.abs(gap) - lambda / mu);
                x[i] = o[i] - e[i] + multiplier[i] / mu;
            }
            shrinkSingularValues(pixels, r, x, 1 / mu, a);
            double left = 0;
            for (int i = 0; i < o.length; i++) {
                double gap = o[i] - a[i] - e[i];
                multiplier[i] += mu * gap;
                left += gap * gap;
            }
            mu *= GROWTH;
            if (Math.sqrt(left) <= SETTLED * norm) {
                break;
            }
        }
        for (int i = 0; i < a.length; i++) {
            answer.data()[i] = (float) a[i];
        }
        return answer;
    }

    private boolean[] shadows(Batch intensities) {
        int r = intensities.length();
        boolean[] free = new boolean[intensities.data().length];
        for (int p = 0; p < intensities.count() && !Double.isNaN(shadow); p++) {
            float brightest = 0;
            for (int i = 0; i < r; i++) {
                brightest = Math.max(brightest, intensities.data()[p * r + i]);
            }
            for (int i = 0; i < r; i++) {
                free[p * r + i] = intensities.data()[p * r + i] <= shadow * brightest;
            }
        }
        return free;
    }

    private static double largest(double[] values) {
        double most = 0;
        for (double v : values) {
            most = Math.max(most, Math.abs(v));
        }
        return most;
    }

    private static double largestSingularValue(int rows, int r, double[] x) {
        double[] gram = new double[r * r];
        Blas.transposedMultiply(r, r, rows, x, x, gram);
        return Math.sqrt(Math.max(0, Blas.eigenvalues(r, gram)[r - 1]));
    }

    /** {@code to = X·V·diag(max(0, 1 − τ/σ))·Vᵀ}: the proximal map of τ‖·‖_*. */
    private static void shrinkSingularValues(int rows, int r, double[] x, double tau, double[] to) {
        double[] gram = new double[r * r];
        Blas.transposedMultiply(r, r, rows, x, x, gram);
        double[][] symmetric = new double[r][];
        Arrays.setAll(symmetric, i -> Arrays.copyOfRange(gram, i * r, (i + 1) * r));
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(symmetric, false));
        double[] shrink = new double[r * r];
        for (int k = 0; k < r; k++) {
            double sigma = Math.sqrt(Math.max(0, eigen.getRealEigenvalue(k)));
            double keep = sigma > tau ? 1 - tau / sigma : 0;
            double[] v = eigen.getEigenvector(k).toArray();
            for (int i = 0; i < r && keep > 0; i++) {
                for (int j = 0; j < r; j++) {
                    shrink[i * r + j] += keep * v[i] * v[j];
                }
            }
        }
        Blas.multiply(rows, r, r, x, shrink, to);
    }
}
