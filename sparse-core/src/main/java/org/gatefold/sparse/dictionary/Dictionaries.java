package org.gatefold.sparse.dictionary;

import java.util.random.RandomGenerator;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.RealMatrix;
import org.jtransforms.dct.DoubleDCT_1D;

/** The dictionaries of the literature's benchmarks, m×N with columns of unit length. */
public final class Dictionaries {
    private Dictionaries() {}

    /** Independent N(0,1) entries, columns normalised. */
    public static RealMatrix gaussian(RandomGenerator rng, int m, int n) {
        double[] re = gaussians(rng, m * n);
        normaliseColumns(m, n, re, new double[0]);
        return new RealMatrix(m, n, re);
    }

    /** Independent circular complex Gaussian entries, columns normalised. */
    public static ComplexMatrix complexGaussian(RandomGenerator rng, int m, int n) {
        double[] re = gaussians(rng, m * n);
        double[] im = gaussians(rng, m * n);
        normaliseColumns(m, n, re, im);
        return new ComplexMatrix(m, n, re, im);
    }

    /**
     * The correlated dictionary {@code Σᵢ i^(−decay)·uᵢvᵢᵀ}, i = 1…m, of N(0,1) vectors uᵢ, vᵢ, columns normalised. He
     * et al., "From Bayesian Sparsity to Gated Recurrent Nets", 2017, section 4.1, with decay 2.
     *
     * @param decay how fast the singular values fall, at least 0
     */
    public static RealMatrix correlated(RandomGenerator rng, int m, int n, double decay) {
        double[] re = new double[m * n];
        for (int k = 1; k <= m; k++) {
            double scale = Math.pow(k, -decay);
            double[] u = gaussians(rng, m);
            double[] v = gaussians(rng, n);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    re[i * n + j] += scale * u[i] * v[j];
                }
            }
        }
        normaliseColumns(m, n, re, new double[0]);
        return new RealMatrix(m, n, re);
    }

    /**
     * The m lowest frequencies of the orthonormal DCT-II of vectors of n entries, columns normalised: neighbours are
     * nearly alike, as in super-resolution.
     */
    public static RealMatrix lowPassCosine(int m, int n) {
        if (m < 1 || m > n) {
            throw new IllegalArgumentException("expected 1 to " + n + " frequencies, found " + m);
        }
        DoubleDCT_1D cosine = new DoubleDCT_1D(n);
        double[] re = new double[m * n];
        double[] column = new double[n];
        for (int j = 0; j < n; j++) {
            java.util.Arrays.fill(column, 0);
            column[j] = 1;
            cosine.forward(column, true);
            for (int i = 0; i < m; i++) {
                re[i * n + j] = column[i];
            }
        }
        normaliseColumns(m, n, re, new double[0]);
        return new RealMatrix(m, n, re);
    }

    private static double[] gaussians(RandomGenerator rng, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = rng.nextGaussian();
        }
        return values;
    }

    private static void normaliseColumns(int m, int n, double[] re, double[] im) {
        for (int j = 0; j < n; j++) {
            double energy = 0;
            for (int i = 0; i < m; i++) {
                energy += re[i * n + j] * re[i * n + j] + (im.length > 0 ? im[i * n + j] * im[i * n + j] : 0);
            }
            double scale = 1 / Math.sqrt(energy);
            for (int i = 0; i < m; i++) {
                re[i * n + j] *= scale;
                if (im.length > 0) {
                    im[i * n + j] *= scale;
                }
            }
        }
    }
}
