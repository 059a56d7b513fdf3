package org.gatefold.sparse.operator;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.RowMatrix;

/**
 * A real m×N matrix, acting on every plane alike. Cost of an application: one float32 matrix product; that of a sparse
 * x costs in proportion to its entries that are not zero.
 */
public final class RealMatrix implements DenseOperator {
    private final int range;
    private final int domain;
    private final double[] re;
    private final float[] matrix;
    private final RowMatrix columns;
    private final double norm;

    /** @param re row-major range×domain, shared with the caller, who must not change it any more */
    public RealMatrix(int range, int domain, double[] re) {
        if (re.length != Math.multiplyExact(range, domain)) {
            throw new IllegalArgumentException(
                    "expected " + range + "×" + domain + " matrix entries, found " + re.length);
        }
        this.range = range;
        this.domain = domain;
        this.re = re;
        this.matrix = ComplexMatrix.toFloat(re);
        this.columns = RowMatrix.transposeOf(domain, matrix);
        this.norm = Spectrum.norm(range, domain, re);
    }

    @Override
    public int range() {
        return range;
    }

    @Override
    public int domain() {
        return domain;
    }

    @Override
    public boolean complex() {
        return false;
    }

    @Override
    public double[] re() {
        return re;
    }

    @Override
    public double[] im() {
        return new double[0];
    }

    @Override
    public void apply(Batch x, Batch y) {
        requireFit(x, y);
        int rows = x.count() * x.planes();
        if (RowMatrix.pays(x.data(), x.data().length)) {
            columns.multiply(rows, x.data(), y.data());
        } else {
            Blas.multiplyTransposed(rows, range, domain, x.data(), matrix, y.data());
        }
    }

    @Override
    public void adjoint(Batch y, Batch x) {
        requireFit(x, y);
        Blas.multiply(x.count() * x.planes(), domain, range, y.data(), matrix, x.data());
    }

    @Override
    public double norm() {
        return norm;
    }
}
