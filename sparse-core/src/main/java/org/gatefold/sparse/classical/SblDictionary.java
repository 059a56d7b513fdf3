package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.RealMatrix;
import org.gatefold.sparse.operator.UnitDictionary;

/**
 * A dictionary Φ prepared for evidence computations: unit columns, complex numbers as stacked real ones, and for small
 * dictionaries the products of its rows.
 *
 * <p>A complex vector is the stack [Re; Im] of {@code rows = 2m} real numbers, a real one has {@code rows = m}. Columns
 * of Φ that are zero stay zero and get norm 0.
 */
final class SblDictionary {
    /** Up to so many products the dictionary keeps them: 2 MiB of doubles, which stay in a second-level cache. */
    private static final long SMALL = 1 << 18;

    /** Up to so many columns it keeps their Gram matrix: 16 MiB if complex. */
    private static final int COMPACT = 1024;

    final boolean complex;
    final int range;
    final int domain;
    final int rows;
    /** [Re Φ; Im Φ] with unit columns, rows×domain. */
    final double[] stacked;
    /** The lengths of the columns as they were given. */
    final double[] norms;
    /** What of the Hermitian product φᵢⱼφₖⱼ* is independent, see {@link #features}. */
    final int features;

    private final double[] re;
    private final double[] im;
    private double[] gram = new double[0];

    SblDictionary(DenseOperator operator) {
        UnitDictionary unit = UnitDictionary.of(operator);
        complex = unit.complex();
        range = unit.range();
        domain = unit.domain();
        rows = unit.rows();
        features = complex ? range * range : range * (range + 1) / 2;
        norms = unit.norms();
        stacked = unit.stacked();
        re = Arrays.copyOf(stacked, range * domain);
        im = Arrays.copyOfRange(stacked, range * domain, stacked.length);
    }

    /** Whether {@link #products} is worth its memory. */
    boolean small() {
        return (long) features * domain <= SMALL && rows <= 64;
    }

    /**
     * The independent parts of φᵢⱼφₖⱼ*, features×domain: for i ≥ k row by row the real part, then for i &gt; k row by
     * row the imaginary part (complex dictionaries only). ΦΓΦᴴ of many γ is one matrix product with it, and so are all
     * φⱼᴴMφⱼ with its transpose.
     */
    double[] products() {
        double[] products = new double[features * domain];
        int row = 0;
        for (int i = 0; i < range; i++) {
            for (int k = 0; k <= i; k++, row++) {
                for (int j = 0; j < domain; j++) {
                    double real = re[i * domain + j] * re[k * domain + j];
                    products[row * domain + j] = complex ? real + im[i * domain + j] * im[k * domain + j] : real;
                }
            }
        }
        for (int i = 0; complex && i < range; i++) {
            for (int k = 0; k < i; k++, row++) {
                for (int j = 0; j < domain; j++) {
                    products[row * domain + j] =
                            im[i * domain + j] * re[k * domain + j] - re[i * domain + j] * im[k * domain + j];
                }
            }
        }
        return products;
    }

    /** Whether {@link #gram} is worth its memory. */
    boolean compact() {
        return domain <= COMPACT;
    }

    /** ΦᴴΦ, domain×domain, row by row, of complex columns interleaved; made when first asked for. */
    synchronized double[] gram() {
        if (gram.length == 0) {
            double[] real = new double[domain * domain];
            Blas.transposedMultiply(domain, domain, rows, stacked, stacked, real);
            gram = complex ? withImaginary(real) : real;
        }
        return gram;
    }

    /** Im φᵢᴴφⱼ is the product of [Re; Im] with [Im; −Re]. */
    private double[] withImaginary(double[] real) {
        double[] turned = new double[stacked.length];
        System.arraycopy(im, 0, turned, 0, im.length);
        for (int i = 0; i < re.length; i++) {
            turned[re.length + i] = -re[i];
        }
        double[] imaginary = new double[domain * domain];
        Blas.transposedMultiply(domain, domain, rows, stacked, turned, imaginary);
        double[] interleaved = new double[2 * real.length];
        for (int i = 0; i < real.length; i++) {
            interleaved[2 * i] = real[i];
            interleaved[2 * i + 1] = imaginary[i];
        }
        return interleaved;
    }

    /** ‖Φ‖² of the dictionary with unit columns. */
    double squaredNorm() {
        double norm =
                complex ? new ComplexMatrix(range, domain, re, im).norm() : new RealMatrix(range, domain, re).norm();
        return norm * norm;
    }
}
