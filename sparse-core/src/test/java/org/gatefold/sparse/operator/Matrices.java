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
