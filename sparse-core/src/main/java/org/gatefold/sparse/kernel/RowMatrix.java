package org.gatefold.sparse.kernel;

import java.util.Arrays;

/**
 * A k×n float32 matrix W held as k arrays of n numbers, for products with sparse vectors.
 *
 * <p>The iterates of shrinkage algorithms have a few per cent of entries that are not zero. A product xW then adds only
 * the rows of W that x picks, four at a time, in loops over arrays with equal indices, which the JIT compiler
 * vectorises. A multiply-add costs about five times what it costs in the dense product, so that is left to it from a
 * {@link #MOST_DENSITY density} of one in eight on.
 */
public final class RowMatrix {
    /** Share of entries that are not zero up to which the sparse product is the faster one. */
    static final double MOST_DENSITY = 0.125;

    private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

    private final int columns;
    private final float[][] rows;

    /** The reused arrays of a thread. */
    private static final class Workspace {
        private int[] index = new int[0];
        private float[] sum = new float[0];

        private void reserve(int indices, int sums) {
            if (index.length < indices) {
                index = new int[indices];
            }
            // Loops run to the length of the array that C2 sees; one longer than needed would do more work.
            if (sum.length != sums) {
                sum = new float[sums];
            }
        }
    }

    private RowMatrix(int columns, float[][] rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** A copy of a row-major matrix of {@code values.length / columns} rows. */
    public static RowMatrix of(int columns, float[] values) {
        float[][] rows = new float[columns == 0 ? 0 : values.length / columns][];
        for (int j = 0; j < rows.length; j++) {
            rows[j] = Arrays.copyOfRange(values, j * columns, (j + 1) * columns);
        }
        return new RowMatrix(columns, rows);
    }

    /** A copy of the transpose of a row-major matrix of {@code columns} columns. */
    public static RowMatrix transposeOf(int columns, float[] values) {
        int height = columns == 0 ? 0 : values.length / columns;
        float[][] rows = new float[columns][height];
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < columns; j++) {
                rows[j][i] = values[i * columns + j];
            }
        }
        return new RowMatrix(height, rows);
    }

    /** Whether so few of the first {@code size} numbers are not zero that a sparse product pays. */
    public static boolean pays(float[] x, int size) {
        int most = (int) (MOST_DENSITY * size);
        int found = 0;
        for (int from = 0; from < size; from += 1024) {
            int to = Math.min(size, from + 1024);
            for (int i = from; i < to; i++) {
                found += x[i] != 0 ? 1 : 0;
            }
            if (found > most) {
                return false;
            }
        }
        return true;
    }

    /** Y (count×n) ← X (count×k) · W. */
    public void multiply(int count, float[] x, float[] y) {
        product(count, x, y, false);
    }

    /** Y (count×n) ← Y + X (count×k) · W. */
    public void addMultiply(int count, float[] x, float[] y) {
        product(count, x, y, true);
    }

    private void product(int count, float[] x, float[] y, boolean add) {
        int k = rows.length;
        Workspace work = WORKSPACE.get();
        work.reserve(k + 1, columns);
        int[] index = work.index;
        float[] sum = work.sum;
        for (int s = 0; s < count; s++) {
            int from = s * k;
            int found = 0;
            for (int j = 0; j < k; j++) {
                index[found] = j;
                found += x[from + j] != 0 ? 1 : 0;
            }
            if (add) {
                System.arraycopy(y, s * columns, sum, 0, columns);
            } else {
                Arrays.fill(sum, 0);
            }
            int i = 0;
            for (; i + 3 < found; i += 4) {
                int a = index[i];
                int b = index[i + 1];
                int c = index[i + 2];
                int d = index[i + 3];
                addRows(sum, rows[a], x[from + a], rows[b], x[from + b], rows[c], x[from + c], rows[d], x[from + d]);
            }
            for (; i < found; i++) {
                addRow(sum, rows[index[i]], x[from + index[i]]);
            }
            System.arraycopy(sum, 0, y, s * columns, columns);
        }
    }

    /** W (k×n, row-major) ← W + Xᵀ · Y, with X count×k sparse and Y count×n. */
    public static void addTransposedMultiply(int k, int n, int count, float[] x, float[] y, float[] w) {
        RowMatrix right = of(n, count * n == y.length ? y : Arrays.copyOf(y, count * n));
        Workspace work = WORKSPACE.get();
        work.reserve(count + 1, n);
        int[] index = work.index;
        float[] sum = work.sum;
        for (int j = 0; j < k; j++) {
            int found = 0;
            for (int s = 0; s < count; s++) {
                index[found] = s;
                found += x[s * k + j] != 0 ? 1 : 0;
            }
            if (found == 0) {
                continue;
            }
            System.arraycopy(w, j * n, sum, 0, n);
            int i = 0;
            for (; i + 3 < found; i += 4) {
                int a = index[i];
                int b = index[i + 1];
                int c = index[i + 2];
                int d = index[i + 3];
                addRows(
                        sum,
                        right.rows[a],
                        x[a * k + j],
                        right.rows[b],
                        x[b * k + j],
                        right.rows[c],
                        x[c * k + j],
                        right.rows[d],
                        x[d * k + j]);
            }
            for (; i < found; i++) {
                addRow(sum, right.rows[index[i]], x[index[i] * k + j]);
            }
            System.arraycopy(sum, 0, w, j * n, n);
        }
    }

    private static void addRows(
            float[] sum,
            float[] row0,
            float x0,
            float[] row1,
            float x1,
            float[] row2,
            float x2,
            float[] row3,
            float x3) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += x0 * row0[i] + x1 * row1[i] + x2 * row2[i] + x3 * row3[i];
        }
    }

    private static void addRow(float[] sum, float[] row, float x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += x * row[i];
        }
    }
}
