package org.gatefold.sparse.operator;

import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.RowMatrix;
import org.jspecify.annotations.Nullable;

/**
 * A real m×n matrix in single precision, acting on rows. Its columns are laid out for sparse rows when the first of
 * them comes.
 */
final class StoredMatrix {
    private final int height;
    private final int width;
    private final float[] values;
    private volatile @Nullable RowMatrix columns;

    /** @param values row-major height×width, shared */
    StoredMatrix(int height, int width, float[] values) {
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /** Y (rows×height) ← X (rows×width) · Aᵀ, at the cost of the non-zero entries of a sparse X. */
    void apply(int rows, float[] x, float[] y) {
        if (RowMatrix.pays(x, x.length)) {
            columns().multiply(rows, x, y);
        } else {
            Blas.multiplyTransposed(rows, height, width, x, values, y);
        }
    }

    /** X (rows×width) ← Y (rows×height) · A. */
    void adjoint(int rows, float[] y, float[] x) {
        Blas.multiply(rows, width, height, y, values, x);
    }

    private RowMatrix columns() {
        RowMatrix known = columns;
        if (known == null) {
            // Two threads may both lay them out; either result serves.
            known = RowMatrix.transposeOf(width, values);
            columns = known;
        }
        return known;
    }
}
