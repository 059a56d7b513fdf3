package org.gatefold.sparse.operator;

import org.gatefold.sparse.Batch;

/**
 * A complex m×N matrix Φ, acting on pairs of planes (Re, Im).
 *
 * <p>A pair of planes is a row [Re | Im] of 2N numbers, so Φ acts as the real matrix [[Re Φ, −Im Φ], [Im Φ, Re Φ]]: one
 * float32 matrix product an application, without copies; that of a sparse x costs in proportion to its entries that are
 * not zero.
 */
public final class ComplexMatrix implements DenseOperator {
    private final int range;
    private final int domain;
    private final double[] re;
    private final double[] im;
    private final StoredMatrix stacked;
    private final double norm;

    /** @param re,im row-major range×domain, shared with the caller, who must not change them any more */
    public ComplexMatrix(int range, int domain, double[] re, double[] im) {
        int size = Math.multiplyExact(range, domain);
        if (re.length != size || im.length != size) {
            throw new IllegalArgumentException(
                    "expected " + range + "×" + domain + " matrix entries, found " + re.length + " and " + im.length);
        }
        this.range = range;
        this.domain = domain;
        this.re = re;
        this.im = im;
        double[] block = realForm();
        this.stacked = new StoredMatrix(2 * range, 2 * domain, toFloat(block));
        this.norm = Spectrum.norm(2 * range, 2 * domain, block);
    }

    static float[] toFloat(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
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
        return true;
    }

    @Override
    public double[] re() {
        return re;
    }

    @Override
    public double[] im() {
        return im;
    }

    @Override
    public void apply(Batch x, Batch y) {
        requireFit(x, y);
        stacked.apply(x.count() * x.planes() / 2, x.data(), y.data());
    }

    @Override
    public void adjoint(Batch y, Batch x) {
        requireFit(x, y);
        stacked.adjoint(x.count() * x.planes() / 2, y.data(), x.data());
    }

    @Override
    public double norm() {
        return norm;
    }
}
