package org.gatefold.sparse.operator;

import org.bytedeco.openblas.global.openblas;
import org.gatefold.sparse.kernel.Blas;

/** Spectral norms. */
final class Spectrum {
    private Spectrum() {}

    /** ‖A‖₂ of a real row-major matrix, from the largest eigenvalue of the smaller of AAᵀ and AᵀA (LAPACK dsyev). */
    static double norm(int rows, int columns, double[] a) {
        int n = Math.min(rows, columns);
        if (n == 0) {
            return 0;
        }
        double[] gram = new double[n * n];
        if (rows <= columns) {
            Blas.multiplyTransposed(rows, rows, columns, a, a, gram);
        } else {
            double[] transposed = new double[a.length];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    transposed[j * rows + i] = a[i * columns + j];
                }
            }
            Blas.multiplyTransposed(columns, columns, rows, transposed, transposed, gram);
        }
        double[] eigenvalues = new double[n];
        int status = openblas.LAPACKE_dsyev(openblas.LAPACK_ROW_MAJOR, (byte) 'N', (byte) 'U', n, gram, n, eigenvalues);
        if (status != 0) {
            throw new ArithmeticException("the eigenvalues of a " + n + "×" + n + " Gram matrix did not converge");
        }
        return Math.sqrt(Math.max(0, eigenvalues[n - 1]));
    }
}
