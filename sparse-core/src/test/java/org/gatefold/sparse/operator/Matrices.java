package org.gatefold.sparse.operator;

import java.util.random.RandomGenerator;

/** Random matrices for tests, with columns of unit length. */
public final class Matrices {
    private Matrices() {}

    public static RealMatrix realGaussian(RandomGenerator rng, int m, int n) {
        double[] re = rng.doubles((long) m * n).map(u -> rng.nextGaussian()).toArray();
        normalise(m, n, re, new double[m * n]);
        return new RealMatrix(m, n, re);
    }

    public static ComplexMatrix complexGaussian(RandomGenerator rng, int m, int n) {
        double[] re = rng.doubles((long) m * n).map(u -> rng.nextGaussian()).toArray();
        double[] im = rng.doubles((long) m * n).map(u -> rng.nextGaussian()).toArray();
        normalise(m, n, re, im);
        return new ComplexMatrix(m, n, re, im);
    }

    /** Complex waves whose frequencies are {@code finer} times closer than m points tell apart. */
    public static ComplexMatrix oversampledFourier(int m, int n, int finer) {
        double[] re = new double[m * n];
        double[] im = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double phase = -2 * Math.PI * i * j / ((double) m * finer);
                re[i * n + j] = Math.cos(phase);
                im[i * n + j] = Math.sin(phase);
            }
        }
        normalise(m, n, re, im);
        return new ComplexMatrix(m, n, re, im);
    }

    /** Σᵢ uᵢvᵢᵀ/i² with Gaussian uᵢ and vᵢ, as the correlated dictionaries of He, Xin, Ikehata and Wipf (NIPS 2017). */
    public static RealMatrix decaying(RandomGenerator rng, int m, int n) {
        double[] re = new double[m * n];
        for (int k = 1; k <= m; k++) {
            double[] u = rng.doubles(m).map(x -> rng.nextGaussian()).toArray();
            double[] v = rng.doubles(n).map(x -> rng.nextGaussian()).toArray();
            for (int i = 0; i < m * n; i++) {
                re[i] += u[i / n] * v[i % n] / (k * (double) k);
            }
        }
        normalise(m, n, re, new double[m * n]);
        return new RealMatrix(m, n, re);
    }

    private static void normalise(int m, int n, double[] re, double[] im) {
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int i = 0; i < m; i++) {
                sum += re[i * n + j] * re[i * n + j] + im[i * n + j] * im[i * n + j];
            }
            for (int i = 0; i < m; i++) {
                re[i * n + j] /= Math.sqrt(sum);
                im[i * n + j] /= Math.sqrt(sum);
            }
        }
    }
}
