package org.gatefold.sparse.io;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.RealMatrix;

/**
 * A real or complex array of any rank as files hold it, in memory, row-major (the last index runs fastest).
 *
 * <p>Values are kept in double; {@link #precision()} says what the file held and what a result of the same kind is
 * written as. All values are finite: readers refuse NaN and infinity.
 */
public final class NdArray {
    /** Width of a real number in a file. */
    public enum Precision {
        FLOAT32,
        FLOAT64
    }

    private final Precision precision;
    private final int[] shape;
    private final double[] re;
    private final double[] im;

    /**
     * @param shape dimensions ≥ 0, none for a single number
     * @param re real parts, shared with the caller
     * @param im imaginary parts, empty if the array is real; shared with the caller
     * @throws IllegalArgumentException if the number of values does not fit the shape
     */
    public NdArray(Precision precision, int[] shape, double[] re, double[] im) {
        int size = 1;
        for (int d : shape) {
            size = Math.multiplyExact(size, d);
        }
        if (re.length != size || (im.length != size && im.length != 0)) {
            throw new IllegalArgumentException("an array of shape " + text(shape) + " cannot hold " + re.length
                    + " real and " + im.length + " imaginary parts");
        }
        this.precision = precision;
        this.shape = shape.clone();
        this.re = re;
        this.im = im;
    }

    /** A real float64 array. */
    public static NdArray real(int[] shape, double[] values) {
        return new NdArray(Precision.FLOAT64, shape, values, new double[0]);
    }

    /**
     * What a batch holds, in the shape count × length, or count × length × T with {@code snapshots}.
     *
     * @param complex whether planes are pairs (Re, Im)
     * @param snapshots whether there is a third axis; without it the batch has one plane, or two if complex
     */
    public static NdArray of(Batch batch, boolean complex, boolean snapshots, Precision precision) {
        int width = complex ? 2 : 1;
        int last = batch.planes() / width;
        if (batch.planes() % width != 0 || (last != 1 && !snapshots)) {
            throw new IllegalArgumentException("a batch of " + batch + " has not the planes of "
                    + (complex ? "complex" : "real") + (snapshots ? " snapshots" : " vectors"));
        }
        int n = batch.length();
        double[] re = new double[batch.count() * n * last];
        double[] im = new double[complex ? re.length : 0];
        for (int s = 0; s < batch.count(); s++) {
            for (int t = 0; t < last; t++) {
                for (int i = 0; i < n; i++) {
                    int k = (s * n + i) * last + t;
                    re[k] = batch.at(s, width * t, i);
                    if (complex) {
                        im[k] = batch.at(s, 2 * t + 1, i);
                    }
                }
            }
        }
        int[] shape = snapshots ? new int[] {batch.count(), n, last} : new int[] {batch.count(), n};
        return new NdArray(precision, shape, re, im);
    }

    public Precision precision() {
        return precision;
    }

    /** A copy of the dimensions. */
    public int[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    public int dimension(int axis) {
        return shape[axis];
    }

    /** Number of entries. */
    public int size() {
        return re.length;
    }

    public boolean complex() {
        return im.length > 0;
    }

    /** Real parts, not a copy. */
    public double[] re() {
        return re;
    }

    /** Imaginary parts, not a copy; empty if the array is real. */
    public double[] im() {
        return im;
    }

    /**
     * The matrix as an operator; it shares this array's values.
     *
     * @param what names the array in a complaint
     * @throws InputException if this is not a matrix with at least one row and column
     */
    public DenseOperator operator(String what) {
        if (rank() != 2 || size() == 0) {
            throw new InputException(what + ": expected a matrix m×N, found an array of shape " + text(shape));
        }
        return complex() ? new ComplexMatrix(shape[0], shape[1], re, im) : new RealMatrix(shape[0], shape[1], re);
    }

    /**
     * Vectors as a batch: an array (length) is one vector, (count, length) are count vectors and (count, length, T)
     * count problems of T snapshots. Planes are (Re, Im) of each snapshot if {@code complexPlanes}, else Re alone.
     *
     * @param complexPlanes must be true for a complex array; true for a real one gives imaginary parts of zero
     * @throws InputException if the shape is another one or a value exceeds float32
     */
    public Batch batch(String what, boolean complexPlanes) {
        if (rank() < 1 || rank() > 3 || size() == 0) {
            throw new InputException(what + ": expected an array of shape (length), (count, length) or "
                    + "(count, length, snapshots), found " + text(shape));
        }
        int count = rank() == 1 ? 1 : shape[0];
        int length = rank() == 1 ? shape[0] : shape[1];
        int snapshots = rank() == 3 ? shape[2] : 1;
        int width = complexPlanes ? 2 : 1;
        Batch batch = new Batch(count, width * snapshots, length);
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < length; i++) {
                for (int t = 0; t < snapshots; t++) {
                    int k = (s * length + i) * snapshots + t;
                    batch.set(s, width * t, i, re[k]);
                    if (complex()) {
                        batch.set(s, 2 * t + 1, i, im[k]);
                    }
                }
            }
        }
        if (!batch.isFinite()) {
            throw new InputException(what + ": expected numbers within the range of float32, found larger ones");
        }
        return batch;
    }

    /** A shape as Python writes it, (250, 500). */
    static String text(int[] shape) {
        String inner = Arrays.toString(shape).replace("[", "").replace("]", "");
        return shape.length == 1 ? "(" + inner + ",)" : "(" + inner + ")";
    }

    @Override
    public String toString() {
        return (complex() ? "complex " : "real ") + text(shape);
    }
}
