package org.gatefold.sparse.kernel;

import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;

/**
 * Row-major matrix products on heap arrays, by the OpenBLAS that ND4J's native backend brings.
 *
 * <p>Each product runs on the calling thread alone; batches are split over threads by {@link Workers}. All arrays are
 * used from their start with their natural leading dimension.
 */
public final class Blas {
    static {
        oneThread();
    }

    private Blas() {}

    /** Makes OpenBLAS work on the calling thread alone, whatever another library has told it. Cost: a native call. */
    static void oneThread() {
        openblas.blas_set_num_threads(1);
    }

    /** C (m×n) ← A (m×k) · B (k×n). */
    public static void multiply(int m, int n, int k, float[] a, float[] b, float[] c) {
        if (few(m, n)) {
            Arrays.fill(c, 0, m * n, 0);
            FewRows.addMultiply(m, n, k, a, b, c);
        } else {
            Gemm.BEST.multiply(new Gemm.Shape(false, false, m, n, k), a, b, 0, c);
        }
    }

    private static boolean few(int m, int n) {
        return m <= FewRows.MOST && n >= FewRows.LEAST_COLUMNS;
    }

    /** C (m×n) ← A (m×k) · Bᵀ, with B n×k. */
    public static void multiplyTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
        Gemm.BEST.multiply(new Gemm.Shape(false, true, m, n, k), a, b, 0, c);
    }

    /** C (m×n) ← C + A (m×k) · B (k×n). */
    public static void addMultiply(int m, int n, int k, float[] a, float[] b, float[] c) {
        if (few(m, n)) {
            FewRows.addMultiply(m, n, k, a, b, c);
            return;
        }
        Gemm.BEST.multiply(new Gemm.Shape(false, false, m, n, k), a, b, 1, c);
    }

    /** C (m×n) ← C + A (m×k) · Bᵀ, with B n×k. */
    public static void addMultiplyTransposed(int m, int n, int k, float[] a, float[] b, float[] c) {
        Gemm.BEST.multiply(new Gemm.Shape(false, true, m, n, k), a, b, 1, c);
    }

    /** C (m×n) ← Aᵀ · B (k×n), with A k×m. */
    public static void transposedMultiply(int m, int n, int k, float[] a, float[] b, float[] c) {
        Gemm.BEST.multiply(new Gemm.Shape(true, false, m, n, k), a, b, 0, c);
    }

    /** C (m×n) ← C + Aᵀ · B (k×n), with A k×m. */
    public static void addTransposedMultiply(int m, int n, int k, float[] a, float[] b, float[] c) {
        Gemm.BEST.multiply(new Gemm.Shape(true, false, m, n, k), a, b, 1, c);
    }

    /** C (m×n) ← A (m×k) · B (k×n). */
    public static void multiply(int m, int n, int k, double[] a, double[] b, double[] c) {
        Gemm.BEST.multiply(new Gemm.Shape(false, false, m, n, k), a, b, 0, c);
    }

    /** C (m×n) ← A (m×k) · Bᵀ, with B n×k. */
    public static void multiplyTransposed(int m, int n, int k, double[] a, double[] b, double[] c) {
        Gemm.BEST.multiply(new Gemm.Shape(false, true, m, n, k), a, b, 0, c);
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

    /** C (m×n) ← Aᵀ · B (k×n), with A k×m. */
    public static void transposedMultiply(int m, int n, int k, double[] a, double[] b, double[] c) {
        Gemm.BEST.multiply(new Gemm.Shape(true, false, m, n, k), a, b, 0, c);
    }

    /** The lower triangle of C (m×m) ← A · Aᵀ, with A m×k; the upper triangle stays as it was. */
    public static void gram(int m, int k, double[] a, double[] c) {
        openblas.cblas_dsyrk(
                openblas.CblasRowMajor, openblas.CblasLower, openblas.CblasNoTrans, m, k, 1, a, k, 0, c, m);
    }

    /**
     * The Cholesky factor L of the symmetric positive definite n×n matrix whose lower triangle is {@code a}, in its
     * place.
     *
     * @return false if rounding made the matrix indefinite; {@code a} is then useless
     */
    public static boolean cholesky(int n, double[] a) {
        return openblas.LAPACKE_dpotrf(openblas.LAPACK_ROW_MAJOR, (byte) 'L', n, a, n) == 0;
    }

    /** B (n×k) ← L⁻¹B, with the lower triangle L of an n×n array. */
    public static void solveLower(int n, int k, double[] l, double[] b) {
        solveTriangular(n, k, l, b, openblas.CblasNoTrans);
    }

    /** B (n×k) ← L⁻ᵀB, with the lower triangle L of an n×n array. */
    public static void solveLowerTransposed(int n, int k, double[] l, double[] b) {
        solveTriangular(n, k, l, b, openblas.CblasTrans);
    }

    private static void solveTriangular(int n, int k, double[] l, double[] b, int transpose) {
        openblas.cblas_dtrsm(
                openblas.CblasRowMajor,
                openblas.CblasLeft,
                openblas.CblasLower,
                transpose,
                openblas.CblasNonUnit,
                n,
                k,
                1,
                l,
                n,
                b,
                k);
    }

    /** Σ aᵢbᵢ over the first {@code n} entries. */
    public static float dot(int n, float[] a, float[] b) {
        return openblas.cblas_sdot(n, a, 1, b, 1);
    }
}
