package org.gatefold.doa.algebra;

import org.gatefold.sparse.kernel.Lapack;

/**
 * A dense complex matrix in double, for the small algebra of arrays (tens of rows): manifolds, covariances, subspaces.
 *
 * <p>Row-major with interleaved parts, Re at {@code 2(i·columns + j)}. Operations return new matrices; only
 * {@link #set} and {@link #add} change one.
 */
public final class ComplexArray {
    private final int rows;
    private final int columns;
    private final double[] data;

    /** A matrix of zeros. */
    public ComplexArray(int rows, int columns) {
        this(rows, columns, new double[2 * rows * columns]);
    }

    private ComplexArray(int rows, int columns, double[] data) {
        this.rows = rows;
        this.columns = columns;
        this.data = data;
    }

    public static ComplexArray identity(int n) {
        ComplexArray eye = new ComplexArray(n, n);
        for (int i = 0; i < n; i++) {
            eye.set(i, i, 1, 0);
        }
        return eye;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public double re(int i, int j) {
        return data[2 * (i * columns + j)];
    }

    public double im(int i, int j) {
        return data[2 * (i * columns + j) + 1];
    }

    public void set(int i, int j, double re, double im) {
        int at = 2 * (i * columns + j);
        data[at] = re;
        data[at + 1] = im;
    }

    public void add(int i, int j, double re, double im) {
        int at = 2 * (i * columns + j);
        data[at] += re;
        data[at + 1] += im;
    }

    public ComplexArray copy() {
        return new ComplexArray(rows, columns, data.clone());
    }

    /** The columns {@code from ≤ j < to}. */
    public ComplexArray columns(int from, int to) {
        return block(0, rows, from, to);
    }

    /** The block of rows {@code top ≤ i < bottom} and columns {@code left ≤ j < right}. */
    public ComplexArray block(int top, int bottom, int left, int right) {
        ComplexArray part = new ComplexArray(bottom - top, right - left);
        for (int i = top; i < bottom; i++) {
            System.arraycopy(data, 2 * (i * columns + left), part.data, 2 * (i - top) * part.columns, 2 * part.columns);
        }
        return part;
    }

    /** Aᴴ. */
    public ComplexArray adjoint() {
        ComplexArray h = new ComplexArray(/* rows= */ columns, /* columns= */ rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                h.set(j, i, re(i, j), -im(i, j));
            }
        }
        return h;
    }

    /** A·B. */
    public ComplexArray times(ComplexArray b) {
        requireSize(columns == b.rows, b);
        ComplexArray c = new ComplexArray(rows, b.columns);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                double ar = re(i, k);
                double ai = im(i, k);
                int from = 2 * k * b.columns;
                int to = 2 * i * b.columns;
                for (int j = 0; j < b.columns; j++, from += 2, to += 2) {
                    c.data[to] += ar * b.data[from] - ai * b.data[from + 1];
                    c.data[to + 1] += ar * b.data[from + 1] + ai * b.data[from];
                }
            }
        }
        return c;
    }

    public ComplexArray scaled(double factor) {
        ComplexArray c = copy();
        for (int i = 0; i < c.data.length; i++) {
            c.data[i] *= factor;
        }
        return c;
    }

    public ComplexArray plus(ComplexArray b) {
        requireSize(rows == b.rows && columns == b.columns, b);
        ComplexArray c = copy();
        for (int i = 0; i < c.data.length; i++) {
            c.data[i] += b.data[i];
        }
        return c;
    }

    public ComplexArray minus(ComplexArray b) {
        return plus(b.scaled(-1));
    }

    /** A + t·I. */
    public ComplexArray plusDiagonal(double t) {
        ComplexArray c = copy();
        for (int i = 0; i < Math.min(rows, columns); i++) {
            c.add(i, i, t, 0);
        }
        return c;
    }

    /** Re tr A. */
    public double trace() {
        double sum = 0;
        for (int i = 0; i < Math.min(rows, columns); i++) {
            sum += re(i, i);
        }
        return sum;
    }

    /** ‖A‖²_F. */
    public double energy() {
        double sum = 0;
        for (double v : data) {
            sum += v * v;
        }
        return sum;
    }

    /**
     * A⁻¹B.
     *
     * @throws ArithmeticException if A is singular
     */
    public ComplexArray solve(ComplexArray b) {
        requireSize(rows == columns && rows == b.rows, b);
        ComplexArray x = b.copy();
        Lapack.solve(rows, b.columns, data.clone(), x.data);
        return x;
    }

    /** ln|A| of this matrix, which must be Hermitian and positive definite; by Cholesky's decomposition. */
    public double logDeterminant() {
        requireSize(rows == columns, this);
        double[] l = data.clone();
        double sum = 0;
        for (int j = 0; j < rows; j++) {
            double pivot = l[2 * (j * rows + j)];
            for (int k = 0; k < j; k++) {
                int at = 2 * (j * rows + k);
                pivot -= l[at] * l[at] + l[at + 1] * l[at + 1];
            }
            if (!(pivot > 0)) {
                return Double.NaN;
            }
            double root = Math.sqrt(pivot);
            sum += Math.log(pivot);
            for (int i = j + 1; i < rows; i++) {
                int at = 2 * (i * rows + j);
                double re = l[at];
                double im = l[at + 1];
                for (int k = 0; k < j; k++) {
                    int x = 2 * (i * rows + k);
                    int y = 2 * (j * rows + k);
                    re -= l[x] * l[y] + l[x + 1] * l[y + 1];
                    im -= l[x + 1] * l[y] - l[x] * l[y + 1];
                }
                l[at] = re / root;
                l[at + 1] = im / root;
            }
        }
        return sum;
    }

    /** A⁻¹. */
    public ComplexArray inverse() {
        return solve(identity(rows));
    }

    /** Eigenvalues and eigenvectors of this matrix, which must be Hermitian. */
    public Eigen hermitianEigen() {
        requireSize(rows == columns, this);
        double[] vectors = data.clone();
        double[] ascending = Lapack.hermitianEigen(rows, vectors);
        double[] values = new double[rows];
        ComplexArray ordered = new ComplexArray(rows, rows);
        for (int j = 0; j < rows; j++) {
            int from = rows - 1 - j;
            values[j] = ascending[from];
            for (int i = 0; i < rows; i++) {
                int at = 2 * (i * rows + from);
                ordered.set(i, j, vectors[at], vectors[at + 1]);
            }
        }
        return new Eigen(values, ordered);
    }

    /** The eigenvalues of any square matrix as a column, in no particular order. */
    public ComplexArray eigenvalues() {
        requireSize(rows == columns, this);
        return new ComplexArray(rows, 1, Lapack.eigenvalues(rows, data.clone()));
    }

    private void requireSize(boolean fits, ComplexArray other) {
        if (!fits) {
            throw new IllegalArgumentException("matrices of " + this + " and " + other + " do not fit");
        }
    }

    @Override
    public String toString() {
        return rows + "×" + columns;
    }

    /** Eigenvalues, descending, and unit eigenvectors in the columns of the same order. */
    public static final class Eigen {
        private final double[] values;
        private final ComplexArray vectors;

        Eigen(double[] values, ComplexArray vectors) {
            this.values = values;
            this.vectors = vectors;
        }

        /** Descending. */
        public double[] values() {
            return values.clone();
        }

        public ComplexArray vectors() {
            return vectors;
        }
    }
}
