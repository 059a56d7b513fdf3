package org.gatefold.sparse.autodiff;

import org.gatefold.sparse.kernel.RowMatrix;
import org.jspecify.annotations.Nullable;

/**
 * A named rows×columns array of a model, row-major float32: trained, or fixed (a dictionary's analytic weights).
 *
 * <p>A weight matrix has a row for each input and a column for each output; a vector is one row.
 */
public final class Parameter {
    private final String name;
    private final int rows;
    private final int columns;
    private final boolean trainable;
    private final float[] values;
    private @Nullable RowMatrix byRows;
    private @Nullable RowMatrix byColumns;

    /** @param values shared with the caller; training changes them in place */
    Parameter(String name, int rows, int columns, boolean trainable, float[] values) {
        if (values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    "parameter " + name + ": expected " + rows + "×" + columns + " values, found " + values.length);
        }
        this.name = name;
        this.rows = rows;
        this.columns = columns;
        this.trainable = trainable;
        this.values = values;
    }

    /** A matrix that belongs to no model; {@code values} is shared. */
    public static Parameter fixed(String name, int rows, int columns, float[] values) {
        return new Parameter(name, rows, columns, false, values);
    }

    public String name() {
        return name;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public int size() {
        return values.length;
    }

    /** Whether training may change it. */
    public boolean trainable() {
        return trainable;
    }

    /** The array itself, not a copy; who writes to it calls {@link #changed}. */
    public float[] values() {
        return values;
    }

    /** Tells that {@link #values} have changed, so that products see the new ones. */
    public synchronized void changed() {
        byRows = null;
        byColumns = null;
    }

    /** The matrix for products with sparse rows of inputs. */
    synchronized RowMatrix byRows() {
        if (byRows == null) {
            byRows = RowMatrix.of(columns, values);
        }
        return byRows;
    }

    /** Its transpose for products with sparse rows of outputs. */
    synchronized RowMatrix byColumns() {
        if (byColumns == null) {
            byColumns = RowMatrix.transposeOf(columns, values);
        }
        return byColumns;
    }

    @Override
    public String toString() {
        return name + " " + rows + "×" + columns;
    }
}
