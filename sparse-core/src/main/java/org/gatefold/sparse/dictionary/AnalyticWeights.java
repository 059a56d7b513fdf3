package org.gatefold.sparse.dictionary;

import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.RealMatrix;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.inverse.InvertMatrix;

/**
 * The analytic weights of a dictionary: {@code min_W ‖WᵀΦ‖_F} subject to {@code wᵢᵀφᵢ = 1} for every column.
 *
 * <p>The columns part: wᵢ minimises wᵀ(ΦΦᵀ)w with wᵀφᵢ = 1, hence {@code wᵢ = (ΦΦᵀ)⁻¹φᵢ / φᵢᵀ(ΦΦᵀ)⁻¹φᵢ}. The problem is
 * that of Liu et al., "ALISTA", 2019, Eq. 16, who solve it by projected gradients. The weights that come with NA-ALISTA
 * are such a solution stopped short of the minimum. Cost: an inverse of m×m and products of m²N, once.
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
        long rows = (long) planes * m;
        long columns = (long) planes * n;
        // The real form of a product, an inverse or an adjoint is the product, inverse or transpose of the real forms.
        INDArray matrix = Nd4j.createFromArray(phi.realForm()).reshape(rows, columns);
        INDArray gram = matrix.mmul(matrix.transpose());
        double load = ridge
                * matrix.norm2Number().doubleValue()
                * matrix.norm2Number().doubleValue()
                / rows;
        gram.addi(Nd4j.eye(rows).castTo(gram.dataType()).muli(load));
        INDArray directions;
        try {
            directions = InvertMatrix.invert(gram, false).mmul(matrix);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the rows of the dictionary are linearly dependent", e);
        }
        INDArray w = directions.divRowVector(directions.mul(matrix).sum(0));
        double[] re = NdArrays.values(w.get(NDArrayIndex.interval(0, m), NDArrayIndex.interval(0, n)));
        return phi.complex()
                ? new ComplexMatrix(
                        m, n, re, NdArrays.values(w.get(NDArrayIndex.interval(m, 2 * m), NDArrayIndex.interval(0, n))))
                : new RealMatrix(m, n, re);
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
