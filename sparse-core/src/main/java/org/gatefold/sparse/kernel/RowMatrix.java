package org.gatefold.sparse.kernel;

import java.util.Arrays;

/**
 * A k×n float32 matrix W held row by row, for products with sparse vectors.
 *
 * <p>The iterates of shrinkage algorithms have a few per cent of entries that are not zero. A product xW then adds only
 * the rows of W that x picks, four at a time, in loops over arrays with equal indices, which the JIT compiler
 * vectorises. Rows are cut in blocks of {@value #BLOCK} columns, and many samples pass through one block while it is in
 * cache. A multiply-add costs some eight times what it costs in the dense product, so that is left to it from a
 * {@link #MOST_DENSITY density} of one in ten on.
 */
public final class RowMatrix {
    /** Share of entries that are not zero up to which the sparse product is the faster one. */
    static final double MOST_DENSITY = 0.1;

    private static final int STRIDE = 5;
    private static final int BLOCK = 256;

    /** Samples whose entries are listed at a time. */
    private static final int SAMPLES = 128;

    private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

    private final int height;
    private final int columns;

    /** {@code blocks[b][j]}: columns b·BLOCK … of row j. */
    private final float[][][] blocks;

    /** The reused arrays of a thread: which entries of each sample are not zero, and where those of a sample begin. */
    private static final class Workspace {
        private int[] index = new int[0];
        private final int[] start = new int[SAMPLES + 1];
        private float[] sum = new float[0];

        void reserve(int indices) {
            if (index.length < indices) {
                index = new int[indices];
            }
        }

        /** Exactly that long: loops run to the length of the array that the compiler sees. */
        float[] sum(int length) {
            if (sum.length != length) {
                sum = new float[length];
            }
            return sum;
        }
    }

    private RowMatrix(int height, int columns) {
        this.height = height;
        this.columns = columns;
        this.blocks = new float[(columns + BLOCK - 1) / BLOCK][height][];
        for (int b = 0; b < blocks.length; b++) {
            for (int j = 0; j < height; j++) {
                blocks[b][j] = new float[Math.min(BLOCK, columns - b * BLOCK)];
            }
        }
    }

    /** A copy of a row-major matrix of {@code values.length / columns} rows. */
    public static RowMatrix of(int columns, float[] values) {
        RowMatrix matrix = new RowMatrix(columns == 0 ? 0 : values.length / columns, columns);
        for (int b = 0; b < matrix.blocks.length; b++) {
            for (int j = 0; j < matrix.height; j++) {
                float[] row = matrix.blocks[b][j];
                System.arraycopy(values, j * columns + b * BLOCK, row, 0, row.length);
            }
        }
        return matrix;
    }

    /** A copy of the transpose of a row-major matrix of {@code columns} columns. */
    public static RowMatrix transposeOf(int columns, float[] values) {
        RowMatrix matrix = new RowMatrix(columns, columns == 0 ? 0 : values.length / columns);
        for (int i = 0; i < matrix.columns; i++) {
            float[][] block = matrix.blocks[i / BLOCK];
            for (int j = 0; j < columns; j++) {
                block[j][i % BLOCK] = values[i * columns + j];
            }
        }
        return matrix;
    }

    /**
     * Whether so few of the first {@code size} numbers are not zero that a sparse product pays: an estimate by every
     * fifth of them.
     */
    public static boolean pays(float[] x, int size) {
        int found = 0;
        for (int i = 0; i < size; i += STRIDE) {
            found += x[i] != 0 ? 1 : 0;
        }
        return found <= MOST_DENSITY * size / STRIDE;
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
        Workspace work = WORKSPACE.get();
        work.reserve(Math.min(count, SAMPLES) * height + 1);
        for (int from = 0; from < count; from += SAMPLES) {
            int to = Math.min(count, from + SAMPLES);
            list(work, from, to, x);
            for (int b = 0; b < blocks.length; b++) {
                float[] sum = work.sum(Math.min(BLOCK, columns - b * BLOCK));
                for (int s = from; s < to; s++) {
                    int at = s * columns + b * BLOCK;
                    if (add) {
                        System.arraycopy(y, at, sum, 0, sum.length);
                    } else {
                        Arrays.fill(sum, 0);
                    }
                    addRows(sum, blocks[b], work.index, work.start[s - from], work.start[s - from + 1], x, s * height);
                    System.arraycopy(sum, 0, y, at, sum.length);
                }
            }
        }
    }

    private void list(Workspace work, int from, int to, float[] x) {
        int[] index = work.index;
        int found = 0;
        for (int s = from; s < to; s++) {
            work.start[s - from] = found;
            for (int j = 0; j < height; j++) {
                index[found] = j;
                // 1 if any bit but the sign is set, without a branch that nothing could predict.
                int magnitude = Float.floatToRawIntBits(x[s * height + j]) & Integer.MAX_VALUE;
                found += -magnitude >>> 31;
            }
        }
        work.start[to - from] = found;
    }

    /** Adds {@code x[at + j]} times row j for the listed j. */
    private static void addRows(float[] sum, float[][] rows, int[] index, int first, int end, float[] x, int at) {
        int i = first;
        for (; i + 3 < end; i += 4) {
            int a = index[i];
            int b = index[i + 1];
            int c = index[i + 2];
            int d = index[i + 3];
            addRows(sum, rows[a], x[at + a], rows[b], x[at + b], rows[c], x[at + c], rows[d], x[at + d]);
        }
        for (; i < end; i++) {
            addRow(sum, rows[index[i]], x[at + index[i]]);
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
            sum[i] = Math.fma(x0, row0[i], Math.fma(x1, row1[i], Math.fma(x2, row2[i], Math.fma(x3, row3[i], sum[i]))));
        }
    }

    private static void addRow(float[] sum, float[] row, float x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.fma(x, row[i], sum[i]);
        }
    }
}
