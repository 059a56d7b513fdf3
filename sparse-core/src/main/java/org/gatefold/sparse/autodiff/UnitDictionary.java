package org.gatefold.sparse.autodiff;

import org.gatefold.sparse.operator.DenseOperator;

/**
 * A dictionary with columns of length 1, in double: {@code Φ = [Re; Im]} stacked, {@code rows×domain}, with as many
 * rows as measurements if it is real and twice as many if complex. A column that is zero stays zero.
 */
public final class UnitDictionary {
    final boolean complex;
    final int range;
    final int domain;
    final double[] stacked;

    private final double[] norms;

    public UnitDictionary(DenseOperator operator) {
        complex = operator.complex();
        range = operator.range();
        domain = operator.domain();
        norms = new double[domain];
        stacked = new double[(complex ? 2 : 1) * range * domain];
        System.arraycopy(operator.re(), 0, stacked, 0, range * domain);
        if (complex) {
            System.arraycopy(operator.im(), 0, stacked, range * domain, range * domain);
        }
        for (int i = 0; i < stacked.length; i++) {
            norms[i % domain] += stacked[i] * stacked[i];
        }
        for (int j = 0; j < domain; j++) {
            norms[j] = Math.sqrt(norms[j]);
        }
        for (int i = 0; i < stacked.length; i++) {
            double norm = norms[i % domain];
            stacked[i] = norm > 0 ? stacked[i] / norm : 0;
        }
    }

    public int range() {
        return range;
    }

    public int domain() {
        return domain;
    }

    /** The length column {@code j} had. */
    public double norm(int j) {
        return norms[j];
    }

    /** Rows of {@link #stacked}. */
    int rows() {
        return complex ? 2 * range : range;
    }
}
