package org.gatefold.sparse.kernel;

import org.bytedeco.openblas.global.openblas;

/**
 * Decompositions and linear systems by the LAPACK inside OpenBLAS.
 *
 * <p>A complex matrix is row-major with interleaved parts: Re a(i,j) at {@code 2(i·n + j)}, Im right after it. Each
 * call runs on the calling thread alone.
 */
public final class Lapack {
    static {
        openblas.blas_set_num_threads(1);
    }

    private Lapack() {}

    /**
     * Eigenvalues of a Hermitian n×n matrix, ascending; its eigenvectors replace {@code a}, one a column (zheevd).
     *
     * @throws ArithmeticException if the iteration does not converge, which finite input does not provoke
     */
    public static double[] hermitianEigen(int n, double[] a) {
        double[] eigenvalues = new double[n];
        int status = openblas.LAPACKE_zheevd(openblas.LAPACK_ROW_MAJOR, (byte) 'V', (byte) 'U', n, a, n, eigenvalues);
        require(status, "the eigenvalues of a Hermitian " + n + "×" + n + " matrix did not converge");
        return eigenvalues;
    }

    /** Eigenvalues of any n×n matrix, interleaved (Re, Im), in no particular order (zgeev); {@code a} is destroyed. */
    public static double[] eigenvalues(int n, double[] a) {
        double[] eigenvalues = new double[2 * n];
        double[] unused = new double[2];
        int status = openblas.LAPACKE_zgeev(
                openblas.LAPACK_ROW_MAJOR, (byte) 'N', (byte) 'N', n, a, n, eigenvalues, unused, 1, unused, 1);
        require(status, "the eigenvalues of a " + n + "×" + n + " matrix did not converge");
        return eigenvalues;
    }

    /**
     * B ← A⁻¹B for an n×n matrix A and an n×columns matrix B (zgesv); {@code a} is destroyed.
     *
     * @throws ArithmeticException if A is singular
     */
    public static void solve(int n, int columns, double[] a, double[] b) {
        int status = openblas.LAPACKE_zgesv(openblas.LAPACK_ROW_MAJOR, n, columns, a, n, new int[n], b, columns);
        require(status, "a " + n + "×" + n + " system is singular");
    }

    /**
     * The economical singular value decomposition A = U diag(s) Vᴴ of an m×n matrix with r = min(m, n) (dgesdd,
     * zgesdd).
     *
     * @param complex whether the matrices are interleaved complex ones; else they are plain real ones
     * @param a m×n, destroyed
     * @param u where U goes, m×r
     * @param vh where Vᴴ goes, r×n
     * @return s, descending
     */
    public static double[] singularValues(boolean complex, int m, int n, double[] a, double[] u, double[] vh) {
        int r = Math.min(m, n);
        double[] s = new double[r];
        int order = openblas.LAPACK_ROW_MAJOR;
        int status = complex
                ? openblas.LAPACKE_zgesdd(order, (byte) 'S', m, n, a, n, s, u, r, vh, n)
                : openblas.LAPACKE_dgesdd(order, (byte) 'S', m, n, a, n, s, u, r, vh, n);
        require(status, "the singular values of a " + m + "×" + n + " matrix did not converge");
        return s;
    }

    /**
     * The Cholesky factor of a symmetric or Hermitian positive definite n×n matrix, in place of its lower triangle
     * (dpotrf, zpotrf).
     *
     * @param complex whether the matrix is an interleaved complex one; else it is a plain real one
     * @return false if rounding made the matrix indefinite; {@code a} is then useless
     */
    public static boolean cholesky(boolean complex, int n, double[] a) {
        // The lower triangle in rows is the upper one of the transpose in columns, which LAPACK takes without a copy.
        int order = openblas.LAPACK_COL_MAJOR;
        return 0
                == (complex
                        ? openblas.LAPACKE_zpotrf(order, (byte) 'U', n, a, n)
                        : openblas.LAPACKE_dpotrf(order, (byte) 'U', n, a, n));
    }

    /** The lower triangle of A⁻¹ in place of a factor that {@link #cholesky} left (dpotri, zpotri). */
    public static void inverseOfFactored(boolean complex, int n, double[] a) {
        int order = openblas.LAPACK_COL_MAJOR;
        int status = complex
                ? openblas.LAPACKE_zpotri(order, (byte) 'U', n, a, n)
                : openblas.LAPACKE_dpotri(order, (byte) 'U', n, a, n);
        require(status, "a factor of " + n + "×" + n + " is singular");
    }

    private static void require(int status, String complaint) {
        if (status != 0) {
            throw new ArithmeticException(complaint);
        }
    }
}
