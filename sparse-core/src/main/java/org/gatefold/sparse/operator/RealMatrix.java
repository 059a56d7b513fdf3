package org.gatefold.sparse.operator;

import org.gatefold.sparse.Batch;

/**
 * A real m×N matrix, acting on every plane alike. Cost of an application: one float32 matrix product; that of a sparse
 * x costs in proportion to its entries that are not zero.
 */
public final class RealMatrix implements DenseOperator {
    private final int range;
    private final int domain;
    private final double[] re;
    private final StoredMatrix matrix;
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
        this.matrix = new StoredMatrix(range, domain, ComplexMatrix.toFloat(re));
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
        matrix.apply(x.count() * x.planes(), x.data(), y.data());
    }

    @Override
    public void adjoint(Batch y, Batch x) {
        requireFit(x, y);
        matrix.adjoint(x.count() * x.planes(), y.data(), x.data());
    }

    @Override
    public double norm() {
        return norm;
    }
}
