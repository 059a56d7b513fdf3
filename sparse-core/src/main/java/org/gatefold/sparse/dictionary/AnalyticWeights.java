package org.gatefold.sparse.dictionary;

import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.RealMatrix;

/**
 * The analytic weights of a dictionary: {@code min_W ‖WᵀΦ‖_F} subject to {@code wᵢᵀφᵢ = 1} for every column.
 *
 * <p>The columns part: wᵢ minimises wᵀ(ΦΦᵀ)w with wᵀφᵢ = 1, hence {@code wᵢ = (ΦΦᵀ)⁻¹φᵢ / φᵢᵀ(ΦΦᵀ)⁻¹φᵢ}. The problem is
 * that of Liu et al., "ALISTA", 2019, Eq. 16, who solve it by projected gradients. The weights that come with NA-ALISTA
 * are such a solution stopped short of the minimum. Cost: a Cholesky factor of m×m and m²N, once.
 */
public final class AnalyticWeights {
    private AnalyticWeights() {}

    /**
     * W, of the shape of Φ, real or complex; then {@code wᵢᴴφᵢ = 1} and transposes are conjugate ones.
     *
     * @throws IllegalArgumentException if ΦΦᴴ is singular, because rows of Φ depend on each other
     */
    public static DenseOperator of(DenseOperator phi) {
        return of(phi, 0);
    }

    /**
     * W with {@code wᵢ ∝ (ΦΦᵀ + λI)⁻¹φᵢ}, λ = ridge·tr(ΦΦᵀ)/m: a penalty λ‖wᵢ‖² on top, which keeps W from enlarging
     * noise and errors in directions that Φ hardly sees. Stopping projected gradients short, as for the weights of
     * NA-ALISTA, acts alike.
     *
     * @param ridge λ over the mean eigenvalue of ΦΦᵀ, ≥ 0
     * @throws IllegalArgumentException if ΦΦᴴ is singular and there is no ridge
     */
    public static DenseOperator of(DenseOperator phi, double ridge) {
        int planes = phi.complex() ? 2 : 1;
        int m = phi.range();
        int n = phi.domain();
        int rows = planes * m;
        int columns = planes * n;
        // The real form of a product, an inverse or an adjoint is the product, inverse or transpose of the real forms.
        double[] matrix = phi.realForm();
        double[] gram = new double[rows * rows];
        Blas.gram(rows, columns, matrix, gram);
        double trace = 0;
        for (int i = 0; i < rows; i++) {
            trace += gram[i * rows + i];
        }
        for (int i = 0; i < rows; i++) {
            gram[i * rows + i] += ridge * trace / rows;
        }
        if (!Blas.cholesky(rows, gram) || singular(rows, gram)) {
            throw new IllegalArgumentException("the rows of the dictionary are linearly dependent");
        }
        double[] w = matrix.clone();
        Blas.solveLower(rows, columns, gram, w);
        Blas.solveLowerTransposed(rows, columns, gram, w);
        double[] scales = new double[columns];
        for (int i = 0; i < w.length; i++) {
            scales[i % columns] += w[i] * matrix[i];
        }
        for (int i = 0; i < w.length; i++) {
            w[i] /= scales[i % columns];
        }
        double[] re = block(w, columns, 0, m, n);
        return phi.complex() ? new ComplexMatrix(m, n, re, block(w, columns, m, m, n)) : new RealMatrix(m, n, re);
    }

    /** Whether a Cholesky factor says that rounding alone made its matrix definite. */
    private static boolean singular(int n, double[] factor) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < n; i++) {
            double pivot = factor[i * n + i] * factor[i * n + i];
            least = Math.min(least, pivot);
            most = Math.max(most, pivot);
        }
        return !(least > 1e-13 * most);
    }

    /** The first n entries of m rows. */
    private static double[] block(double[] matrix, int columns, int first, int m, int n) {
        double[] block = new double[m * n];
        for (int i = 0; i < m; i++) {
            System.arraycopy(matrix, (first + i) * columns, block, i * n, n);
        }
        return block;
    }

    /** {@code ‖WᵀΦ‖_F}, what the weights minimise. */
    public static double objective(RealMatrix w, RealMatrix phi) {
        return NdArrays.matrix(w)
                .transpose()
                .mmul(NdArrays.matrix(phi))
                .norm2Number()
                .doubleValue();
    }
}
