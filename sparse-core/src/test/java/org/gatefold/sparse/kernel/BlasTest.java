package org.gatefold.sparse.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products are the sums they are defined by, whichever way they are computed. */
class BlasTest {
    private final SplittableRandom rng = new SplittableRandom(3);

    private float[] random(int size) {
        float[] array = new float[size];
        for (int i = 0; i < size; i++) {
            array[i] = (float) rng.nextDouble(-1, 1);
        }
        return array;
    }

    @ParameterizedTest
    @CsvSource({"1, 48, 1", "8, 100, 8", "8, 1100, 19", "3, 512, 25", "9, 100, 20", "8, 47, 16", "1, 2000, 40"})
    void productsAreSums(int m, int n, int k) {
        float[] a = random(m * k);
        float[] b = random(k * n);
        float[] c = random(m * n);
        float[] transposed = new float[m * k];
        for (int i = 0; i < m; i++) {
            for (int l = 0; l < k; l++) {
                transposed[l * m + i] = a[i * k + l];
            }
        }
        float[] product = random(m * n);
        float[] sum = c.clone();
        float[] other = random(m * n);
        Blas.multiply(m, n, k, a, b, product);
        Blas.addMultiply(m, n, k, a, b, sum);
        Blas.transposedMultiply(m, n, k, transposed, b, other);
        for (int i = 0; i < m * n; i++) {
            double expected = 0;
            for (int l = 0; l < k; l++) {
                expected += (double) a[i / n * k + l] * b[l * n + i % n];
            }
            assertEquals(expected, product[i], 1e-5);
            assertEquals(c[i] + expected, sum[i], 1e-5);
            assertEquals(expected, other[i], 1e-5);
        }
    }
}
