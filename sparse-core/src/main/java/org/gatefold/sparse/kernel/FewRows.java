package org.gatefold.sparse.kernel;

/**
 * Products C ← C + AB with a C of few rows, for which a library spends as much time on packing B as on the product.
 *
 * <p>Eight rows of B at a time are copied to arrays of their own, as are the rows of C: only of loops over arrays with
 * one common index does the JIT compiler of Java 17 make vector code.
 */
final class FewRows {
    /** The most rows of C for which it pays. */
    static final int MOST = 8;

    /** The least columns. */
    static final int LEAST_COLUMNS = 48;

    private static final int BLOCK = 512;
    private static final int STEP = 8;

    private FewRows() {}

    /** C (m×n) ← C + A (m×k) · B (k×n). */
    static void addMultiply(int m, int n, int k, float[] a, float[] b, float[] c) {
        int width = Math.min(n, BLOCK);
        float[][] rows = new float[STEP][width];
        float[][] sums = new float[m][width];
        float[] factors = new float[STEP];
        for (int from = 0; from < n; from += BLOCK) {
            int length = Math.min(BLOCK, n - from);
            for (int i = 0; i < m; i++) {
                System.arraycopy(c, i * n + from, sums[i], 0, length);
            }
            for (int first = 0; first < k; first += STEP) {
                int some = Math.min(STEP, k - first);
                for (int j = 0; j < some; j++) {
                    System.arraycopy(b, (first + j) * n + from, rows[j], 0, length);
                }
                for (int i = 0; i < m; i++) {
                    System.arraycopy(a, i * k + first, factors, 0, some);
                    add(length, some, factors, rows, sums[i]);
                }
            }
            for (int i = 0; i < m; i++) {
                System.arraycopy(sums[i], 0, c, i * n + from, length);
            }
        }
    }

    private static void add(int n, int some, float[] factors, float[][] rows, float[] sum) {
        if (some == STEP) {
            add8(n, factors, rows, sum);
            return;
        }
        for (int j = 0; j < some; j++) {
            add1(n, factors[j], rows[j], sum);
        }
    }

    private static void add1(int n, float factor, float[] row, float[] sum) {
        for (int i = 0; i < n; i++) {
            sum[i] = Math.fma(factor, row[i], sum[i]);
        }
    }

    private static void add8(int n, float[] f, float[][] rows, float[] sum) {
        float[] r0 = rows[0];
        float[] r1 = rows[1];
        float[] r2 = rows[2];
        float[] r3 = rows[3];
        float[] r4 = rows[4];
        float[] r5 = rows[5];
        float[] r6 = rows[6];
        float[] r7 = rows[7];
        float f0 = f[0];
        float f1 = f[1];
        float f2 = f[2];
        float f3 = f[3];
        float f4 = f[4];
        float f5 = f[5];
        float f6 = f[6];
        float f7 = f[7];
        for (int i = 0; i < n; i++) {
            float first = Math.fma(f0, r0[i], Math.fma(f1, r1[i], Math.fma(f2, r2[i], Math.fma(f3, r3[i], sum[i]))));
            sum[i] = first + Math.fma(f4, r4[i], Math.fma(f5, r5[i], Math.fma(f6, r6[i], f7 * r7[i])));
        }
    }
}
