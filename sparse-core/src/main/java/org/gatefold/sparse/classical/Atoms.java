package org.gatefold.sparse.classical;

import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * The columns aⱼ of a matrix in double, one contiguous row of {@link #width()} numbers each: M real ones, or [Re | Im]
 * of a complex column, which is also how a pair of planes of a {@link org.gatefold.sparse.Batch} lies in memory. A
 * sample is then {@code planes / lanes()} such rows.
 */
final class Atoms {
    private final int range;
    private final int domain;
    private final boolean complex;
    private final double[] columns;
    private final double[] energies;

    Atoms(LinearOperator operator) {
        DenseOperator dense = DenseOperator.of(operator);
        range = dense.range();
        domain = dense.domain();
        complex = dense.complex();
        columns = new double[width() * domain];
        energies = new double[domain];
        fill(dense.re(), 0);
        if (complex) {
            fill(dense.im(), range);
        }
    }

    private void fill(double[] matrix, int offset) {
        for (int i = 0; i < range; i++) {
            for (int j = 0; j < domain; j++) {
                double a = matrix[i * domain + j];
                columns[j * width() + offset + i] = a;
                energies[j] += a * a;
            }
        }
    }

    int range() {
        return range;
    }

    int domain() {
        return domain;
    }

    boolean complex() {
        return complex;
    }

    /** Planes of a row: 2 for complex columns, else 1. */
    int lanes() {
        return complex ? 2 : 1;
    }

    /** Numbers of a row. */
    int width() {
        return complex ? 2 * range : range;
    }

    /** ‖aⱼ‖². */
    double energy(int j) {
        return energies[j];
    }

    /** ‖aⱼ‖² for all j, with 1 for columns of zeros, to divide by. */
    double[] safeEnergies() {
        double[] safe = energies.clone();
        for (int j = 0; j < domain; j++) {
            safe[j] = safe[j] > 0 ? safe[j] : 1;
        }
        return safe;
    }

    /** All rows, column j from {@code j·width()}; only to be read. */
    double[] columns() {
        return columns;
    }

    /** Re uᴴv of the rows that start at {@code i} of {@code u} and at {@code j} of {@code v}. */
    double dotRe(double[] u, int i, double[] v, int j) {
        double sum = 0;
        for (int k = 0, n = width(); k < n; k++) {
            sum += u[i + k] * v[j + k];
        }
        return sum;
    }

    /** Im uᴴv; 0 for real rows. */
    double dotIm(double[] u, int i, double[] v, int j) {
        if (!complex) {
            return 0;
        }
        double sum = 0;
        for (int k = 0; k < range; k++) {
            sum += u[i + k] * v[j + range + k] - u[i + range + k] * v[j + k];
        }
        return sum;
    }

    /** v ← v − (re + i·im)·u. */
    void subtract(double re, double im, double[] u, int i, double[] v, int j) {
        for (int k = 0, n = width(); k < n; k++) {
            v[j + k] -= re * u[i + k];
        }
        if (im != 0) {
            for (int k = 0; k < range; k++) {
                v[j + k] += im * u[i + range + k];
                v[j + range + k] -= im * u[i + k];
            }
        }
    }
}
