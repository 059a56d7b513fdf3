package org.gatefold.sparse.dictionary;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.operator.RealMatrix;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J arrays in and out. Everything is copied; row-major (C) order on the ND4J side. */
public final class NdArrays {
    private NdArrays() {}

    /** A batch as a float array of shape [count, planes, length]. */
    public static INDArray of(Batch batch) {
        return Nd4j.create(batch.data().clone(), new long[] {batch.count(), batch.planes(), batch.length()}, 'c');
    }

    /**
     * A batch from an array of shape [count, planes, length], or [count, length] with one plane, of any real type,
     * order and stride; rounded to float32.
     */
    public static Batch batch(INDArray array) {
        if (array.rank() != 2 && array.rank() != 3) {
            throw new IllegalArgumentException(
                    "expected an array of [count, planes, length] or [count, length], found rank " + array.rank());
        }
        int count = Math.toIntExact(array.size(0));
        int planes = array.rank() == 2 ? 1 : Math.toIntExact(array.size(1));
        int length = Math.toIntExact(array.size(array.rank() - 1));
        // dup gives a dense copy in C order, whatever view the array was.
        float[] data = array.castTo(DataType.FLOAT).dup('c').data().asFloat();
        return Batch.wrap(count, planes, length, data);
    }

    /** A real matrix as a double array of shape [m, N]. */
    public static INDArray matrix(RealMatrix matrix) {
        return Nd4j.create(matrix.re().clone(), new long[] {matrix.range(), matrix.domain()}, 'c');
    }

    /** A real matrix from an array of shape [m, N] of any real type, order and stride. */
    public static RealMatrix operator(INDArray matrix) {
        if (matrix.rank() != 2) {
            throw new IllegalArgumentException("expected an array of [m, N], found rank " + matrix.rank());
        }
        return new RealMatrix(Math.toIntExact(matrix.size(0)), Math.toIntExact(matrix.size(1)), values(matrix));
    }

    /** The numbers of an array of any real type, order and stride, in C order. */
    static double[] values(INDArray array) {
        return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }
}
