package org.gatefold.sparse.kernel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A k×n float32 matrix W held row by row, for products with sparse vectors.
 *
 * <p>The iterates of shrinkage algorithms have a few per cent of entries that are not zero. A product xW then adds only
 * the rows of W that x picks, four at a time, in loops over arrays with equal indices, which the JIT compiler
 * vectorises. W is cut in tiles of {@value #TILE_ROWS} rows and up to {@value #TILE_COLUMNS} columns, and
 * {@value #SAMPLES} samples pass through one tile while it is in cache. A multiply-add costs some three times what it
 * costs in the dense product, so that is left to it from a {@link #MOST_DENSITY density} of one in four on.
 */
public final class RowMatrix {
    /** Share of entries that are not zero up to which the sparse product is the faster one. */
    static final double MOST_DENSITY = 0.25;

    private static final int STRIDE = 5;
    private static final int TILE_ROWS = 64;
    private static final int TILE_COLUMNS = 1024;

    /** Samples whose entries are listed at a time. */
    private static final int SAMPLES = 64;

    private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

    private final int height;
    private final int columns;

    /** Columns of a block; the last one is filled with zeros up to it. */
    private final int width;

    /** {@code blocks[b][j]}: columns b·width … of row j. */
    private final float[][][] blocks;

    /** The reused arrays of a thread: which entries of each sample are not zero, and what the samples add up to. */
    private static final class Workspace {
        private int[] index = new int[0];
        private int[] bounds = new int[0];
        private final Map<Integer, float[][]> sums = new HashMap<>();

        void reserve(int indices, int bound) {
            if (index.length < indices) {
                index = new int[indices];
            }
            if (bounds.length < bound) {
                bounds = new int[bound];
            }
        }

        /** Exactly that long: loops run to the length of the array that the compiler sees. */
        float[][] sums(int length) {
            return sums.computeIfAbsent(length, n -> new float[SAMPLES][n]);
        }
    }

    private RowMatrix(int height, int columns) {
        this.height = height;
        this.columns = columns;
        int count = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS;
        this.width = count == 0 ? 0 : (columns + count - 1) / count;
        this.blocks = new float[count][height][width];
    }

    /** A copy of a row-major matrix of {@code values.length / columns} rows. */
    public static RowMatrix of(int columns, float[] values) {
        RowMatrix matrix = new RowMatrix(columns == 0 ? 0 : values.length / columns, columns);
        for (int b = 0; b < matrix.blocks.length; b++) {
            for (int j = 0; j < matrix.height; j++) {
                float[] row = matrix.blocks[b][j];
                System.arraycopy(values, j * columns + b * matrix.width, row, 0, matrix.columnsOf(b));
            }
        }
        return matrix;
    }

    /** A copy of the transpose of a row-major matrix of {@code columns} columns. */
    public static RowMatrix transposeOf(int columns, float[] values) {
        RowMatrix matrix = new RowMatrix(columns, columns == 0 ? 0 : values.length / columns);
        for (int i = 0; i < matrix.columns; i++) {
            float[][] block = matrix.blocks[i / matrix.width];
            for (int j = 0; j < columns; j++) {
                block[j][i % matrix.width] = values[i * columns + j];
            }
        }
        return matrix;
    }

    private int columnsOf(int block) {
        return Math.min(width, columns - block * width);
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
        product(count, x, null, y);
    }

    /** Y (count×n) ← B + X (count×k) · W; B and Y may be one array. */
    public void addMultiply(int count, float[] x, float[] b, float[] y) {
        product(count, x, b, y);
    }

    private void product(int count, float[] x, float @Nullable [] start, float[] y) {
        int tiles = (height + TILE_ROWS - 1) / TILE_ROWS;
        Workspace work = WORKSPACE.get();
        int most = Math.min(count, SAMPLES);
        work.reserve(most * height + 1, most * (tiles + 1));
        float[][] sums = work.sums(width);
        for (int from = 0; from < count; from += SAMPLES) {
            int samples = Math.min(count - from, SAMPLES);
            list(work, from, samples, tiles, x);
            for (int b = 0; b < blocks.length; b++) {
                int own = columnsOf(b);
                for (int s = 0; s < samples; s++) {
                    if (start != null) {
                        System.arraycopy(start, (from + s) * columns + b * width, sums[s], 0, own);
                    } else {
                        Arrays.fill(sums[s], 0);
                    }
                }
                for (int t = 0; t < tiles; t++) {
                    for (int s = 0; s < samples; s++) {
                        int at = s * (tiles + 1) + t;
                        int first = work.bounds[at];
                        addRows(sums[s], blocks[b], work.index, first, work.bounds[at + 1], x, (from + s) * height);
                    }
                }
                for (int s = 0; s < samples; s++) {
                    System.arraycopy(sums[s], 0, y, (from + s) * columns + b * width, own);
                }
            }
        }
    }

    /**
     * Lists the entries of each sample that are not zero, and where those for each tile begin: after a multiple of
     * four, so that at most three of a sample are added one by one, and as many may belong to the tile before.
     */
    private void list(Workspace work, int from, int samples, int tiles, float[] x) {
        int[] index = work.index;
        int found = 0;
        int bound = 0;
        for (int s = 0; s < samples; s++) {
            int at = (from + s) * height;
            int first = found;
            for (int t = 0; t < tiles; t++) {
                work.bounds[bound++] = found - (found - first) % 4;
                int end = Math.min(height, (t + 1) * TILE_ROWS);
                for (int j = t * TILE_ROWS; j < end; j++) {
                    index[found] = j;
                    // 1 if any bit but the sign is set, without a branch that nothing could predict.
                    int magnitude = Float.floatToRawIntBits(x[at + j]) & Integer.MAX_VALUE;
                    found += -magnitude >>> 31;
                }
            }
            work.bounds[bound++] = found;
        }
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
