package org.gatefold.sparse.operator;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LinearOperator;

/** An operator given by its matrix Φ, m×N, kept in double for the algebra of SBL, OMP and the like. */
public sealed interface DenseOperator extends LinearOperator permits RealMatrix, ComplexMatrix {
    /** Re Φ, row-major m×N; shared, only to be read. */
    double[] re();

    /** Im Φ, row-major m×N, or an empty array if Φ is real; shared, only to be read. */
    double[] im();

    /** {@code operator} itself if it is dense, else its matrix, column by column at float32 precision. */
    static DenseOperator of(LinearOperator operator) {
        if (operator instanceof DenseOperator dense) {
            return dense;
        }
        int m = operator.range();
        int n = operator.domain();
        int planes = operator.complex() ? 2 : 1;
        Batch unit = new Batch(1, planes, n);
        Batch column = new Batch(1, planes, m);
        double[] re = new double[m * n];
        double[] im = operator.complex() ? new double[m * n] : new double[0];
        for (int j = 0; j < n; j++) {
            unit.set(0, 0, j, 1);
            operator.apply(unit, column);
            unit.set(0, 0, j, 0);
            for (int i = 0; i < m; i++) {
                re[i * n + j] = column.at(0, 0, i);
                if (planes == 2) {
                    im[i * n + j] = column.at(0, 1, i);
                }
            }
        }
        return operator.complex() ? new ComplexMatrix(m, n, re, im) : new RealMatrix(m, n, re);
    }

    /**
     * The real matrix that acts on rows of the batch layout: Φ itself, or [[Re Φ, −Im Φ], [Im Φ, Re Φ]] on pairs of
     * planes; row-major, shared or new, only to be read.
     */
    default double[] realForm() {
        if (!complex()) {
            return re();
        }
        int m = range();
        int n = domain();
        double[] block = new double[4 * m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double a = re()[i * n + j];
                double b = im()[i * n + j];
                int top = i * 2 * n + j;
                int bottom = (m + i) * 2 * n + j;
                block[top] = a;
                block[top + n] = -b;
                block[bottom] = b;
                block[bottom + n] = a;
            }
        }
        return block;
    }

    /** {@link #realForm} in single precision, a new array. */
    default float[] realFormInSingle() {
        return ComplexMatrix.toFloat(realForm());
    }

    /** Φ·diag(factors): column j is multiplied by {@code factors[j]}. */
    default DenseOperator scaled(double[] factors) {
        double[] real = re().clone();
        double[] imaginary = im().clone();
        for (int i = 0; i < real.length; i++) {
            real[i] *= factors[i % factors.length];
        }
        for (int i = 0; i < imaginary.length; i++) {
            imaginary[i] *= factors[i % factors.length];
        }
        return complex()
                ? new ComplexMatrix(range(), domain(), real, imaginary)
                : new RealMatrix(range(), domain(), real);
    }
}
