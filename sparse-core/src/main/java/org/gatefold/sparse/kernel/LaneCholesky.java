package org.gatefold.sparse.kernel;

/**
 * Cholesky factors and inverses of many small symmetric positive definite matrices at once.
 *
 * <p>Structure of arrays: row {@code i(i+1)/2+k} of {@code a} holds the entry (i, k), k ≤ i, of all matrices, one a
 * lane. The inner loops run over lanes with equal indices into separate rows, the form the JIT compiler vectorises;
 * LAPACK spends most of its time on overhead at these sizes. About n³/2 multiply-adds a matrix.
 */
public final class LaneCholesky {
    private LaneCholesky() {}

    /** Rows of the packed lower triangle of an n×n matrix. */
    public static int rows(int n) {
        return n * (n + 1) / 2;
    }

    /**
     * Replaces the first {@code lanes} matrices by their inverses.
     *
     * @param a {@code rows(n)} rows of at least {@code lanes} values
     * @param floor a lower bound of the smallest eigenvalue of each matrix; pivots that rounding pushed below are
     *     raised to it
     * @param pivots overwritten: n rows with the squared diagonals of the Cholesky factors, whose logarithms add up to
     *     log det
     */
    public static void invert(int n, int lanes, double[][] a, double[] floor, double[][] pivots) {
        factor(n, lanes, a, floor, pivots);
        invertFactor(n, lanes, a);
        multiplyByTranspose(n, lanes, a);
    }

    /** The Cholesky factor L in place, with 1/L on the diagonal. */
    private static void factor(int n, int lanes, double[][] a, double[] floor, double[][] pivots) {
        for (int i = 0; i < n; i++) {
            int row = at(i, 0);
            for (int j = 0; j <= i; j++) {
                int other = at(j, 0);
                double[] target = a[row + j];
                int k = 0;
                for (; k + 1 < j; k += 2) {
                    subtractProducts(lanes, target, a[row + k], a[other + k], a[row + k + 1], a[other + k + 1]);
                }
                if (k < j) {
                    subtractProduct(lanes, target, a[row + k], a[other + k]);
                }
                if (j < i) {
                    multiply(lanes, target, a[other + j]);
                } else {
                    invertRoots(lanes, target, floor, pivots[i]);
                }
            }
        }
    }

    /** L⁻¹ in place of L, whose diagonal is inverted already. */
    private static void invertFactor(int n, int lanes, double[][] a) {
        for (int i = 1; i < n; i++) {
            int row = at(i, 0);
            for (int j = 0; j < i; j++) {
                double[] target = a[row + j];
                multiply(lanes, target, a[at(j, j)]);
                int k = j + 1;
                for (; k + 1 < i; k += 2) {
                    addProducts(lanes, target, a[row + k], a[at(k, j)], a[row + k + 1], a[at(k + 1, j)]);
                }
                if (k < i) {
                    addProduct(lanes, target, a[row + k], a[at(k, j)]);
                }
                negateAndMultiply(lanes, target, a[row + i]);
            }
        }
    }

    /** L⁻ᵀL⁻¹ in place of L⁻¹. */
    private static void multiplyByTranspose(int n, int lanes, double[][] a) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double[] target = a[at(i, j)];
                multiply(lanes, target, a[at(i, i)]);
                int k = i + 1;
                for (; k + 1 < n; k += 2) {
                    addProducts(lanes, target, a[at(k, i)], a[at(k, j)], a[at(k + 1, i)], a[at(k + 1, j)]);
                }
                if (k < n) {
                    addProduct(lanes, target, a[at(k, i)], a[at(k, j)]);
                }
            }
        }
    }

    private static int at(int i, int k) {
        return i * (i + 1) / 2 + k;
    }

    private static void addProduct(int lanes, double[] target, double[] x, double[] y) {
        for (int l = 0; l < lanes; l++) {
            target[l] += x[l] * y[l];
        }
    }

    private static void addProducts(int lanes, double[] target, double[] x, double[] y, double[] u, double[] v) {
        for (int l = 0; l < lanes; l++) {
            target[l] += x[l] * y[l] + u[l] * v[l];
        }
    }

    private static void subtractProduct(int lanes, double[] target, double[] x, double[] y) {
        for (int l = 0; l < lanes; l++) {
            target[l] -= x[l] * y[l];
        }
    }

    private static void subtractProducts(int lanes, double[] target, double[] x, double[] y, double[] u, double[] v) {
        for (int l = 0; l < lanes; l++) {
            target[l] -= x[l] * y[l] + u[l] * v[l];
        }
    }

    private static void multiply(int lanes, double[] target, double[] x) {
        for (int l = 0; l < lanes; l++) {
            target[l] *= x[l];
        }
    }

    private static void negateAndMultiply(int lanes, double[] target, double[] x) {
        for (int l = 0; l < lanes; l++) {
            target[l] *= -x[l];
        }
    }

    private static void invertRoots(int lanes, double[] target, double[] floor, double[] pivots) {
        for (int l = 0; l < lanes; l++) {
            double pivot = Math.max(target[l], floor[l]);
            pivots[l] = pivot;
            target[l] = 1 / Math.sqrt(pivot);
        }
    }
}
