package org.gatefold.benchmarks;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/** A row-major rows×columns matrix; weights have a row for each input and a column for each output. */
@SuppressWarnings("ArrayRecordComponent") // only the benchmarks hold them, and nobody compares them
public record Matrix(int rows, int columns, float[] values) {
    static Matrix of(int rows, int columns, double[] values) {
        float[] single = new float[values.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) values[i];
        }
        return new Matrix(rows, columns, single);
    }

    /** One row. */
    static Matrix row(float... values) {
        return new Matrix(1, values.length, values);
    }

    /** Independent uniform numbers in [−bound, bound]. */
    static Matrix uniform(RandomGenerator rng, int rows, int columns, double bound) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rng.nextDouble(-bound, bound);
        }
        return new Matrix(rows, columns, values);
    }

    /** Independent N(0,1) numbers in one row. */
    static Matrix gaussianRow(RandomGenerator rng, int columns) {
        float[] values = new float[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = (float) rng.nextGaussian();
        }
        return row(values);
    }

    void clearColumn(int column) {
        for (int i = column; i < values.length; i += columns) {
            values[i] = 0;
        }
    }

    public Matrix transposed() {
        float[] turned = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = values[i * columns + j];
            }
        }
        return new Matrix(columns, rows, turned);
    }

    /** Each value changed alike. */
    public Matrix map(DoubleUnaryOperator change) {
        float[] changed = new float[values.length];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = (float) change.applyAsDouble(values[i]);
        }
        return new Matrix(rows, columns, changed);
    }
}
