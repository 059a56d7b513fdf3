package org.gatefold.sparse.dictionary;

import org.gatefold.sparse.operator.RealMatrix;
import org.nd4j.linalg.api.ndarray.INDArray;
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
     * W, of the shape of Φ.
     *
     * @throws IllegalArgumentException if ΦΦᵀ is singular, because rows of Φ depend on each other
     */
    public static RealMatrix of(RealMatrix phi) {
        INDArray matrix = NdArrays.matrix(phi);
        INDArray gram = matrix.mmul(matrix.transpose());
        INDArray directions;
        try {
            directions = InvertMatrix.invert(gram, false).mmul(matrix);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the rows of the dictionary are linearly dependent", e);
        }
        INDArray scales = directions.mul(matrix).sum(0);
        return NdArrays.operator(directions.divRowVector(scales));
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
