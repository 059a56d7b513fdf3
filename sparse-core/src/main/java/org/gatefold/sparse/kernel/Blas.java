package org.gatefold.sparse.kernel;

import org.bytedeco.openblas.global.openblas;

/**
 * Row-major matrix products on heap arrays, by the OpenBLAS that ND4J's native backend brings.
 *
 * <p>Each product runs on the calling thread alone; batches are split over threads by {@link Workers}. All arrays are
 * used from their start with their natural leading dimension.
 */
public final class Blas {
    static {
        openblas.blas_set_num_threads(1);
    }

    private Blas() {}

    /** C (m×n) ← A (m×k) · B (k×n). */
    public static void multiply(int m, int n, int k, float[] a, float[] b, float[] c) {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n);
    }

    /** C (m×n) ← A (m×k) · Bᵀ, with B n×k. */
    public static void multiplyTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasTrans, m, n, k, 1, a, k, b, k, 0, c, n);
    }

    /** C (m×n) ← A (m×k) · B (k×n). */
    public static void multiply(int m, int n, int k, double[] a, double[] b, double[] c) {
        openblas.cblas_dgemm(
                openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n);
    }

    /** C (m×n) ← A (m×k) · Bᵀ, with B n×k. */
    public static void multiplyTransposed(int m, int n, int k, double[] a, double[] b, double[] c) {
        openblas.cblas_dgemm(
                openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasTrans, m, n, k, 1, a, k, b, k, 0, c, n);
    }

    /**
     * The eigenvalues of a symmetric n×n matrix, ascending (LAPACK dsyev); {@code a} is destroyed.
     *
     * @throws ArithmeticException if they do not converge, as with NaN
     */
    public static double[] eigenvalues(int n, double[] a) {
        double[] values = new double[n];
        int status = openblas.LAPACKE_dsyev(openblas.LAPACK_ROW_MAJOR, (byte) 'N', (byte) 'U', n, a, n, values);
        if (status != 0) {
            throw new ArithmeticException("the eigenvalues of a " + n + "×" + n + " matrix did not converge");
        }
        return values;
    }
}
