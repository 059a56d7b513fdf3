package org.gatefold.sparse.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sparse products equal the dense ones, at sizes that leave every kind of remainder. */
class RowMatrixTest {
    private final RandomGenerator rng = new SplittableRandom(4);

    private float[] random(int size, double density) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = rng.nextDouble() < density ? (float) rng.nextGaussian() : 0;
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "3,7,5", "5,33,17", "4,64,130", "9,250,31", "2,1,19", "7,40,1", "131,12,300", "70,140,1100"})
    void equalTheDenseProducts(int count, int inputs, int outputs) {
        for (double density : new double[] {0, 0.05, 0.3, 1}) {
            float[] x = random(count * inputs, density);
            float[] w = random(inputs * outputs, 1);
            float[] dense = new float[count * outputs];
            Blas.multiply(count, outputs, inputs, x, w, dense);
            float[] sparse = random(dense.length, 1);
            RowMatrix.of(outputs, w).multiply(count, x, sparse);
            assertArrayEquals(dense, sparse, 1e-4f);

            float[] sum = random(count * outputs, 1);
            float[] expected = sum.clone();
            Blas.addMultiply(count, outputs, inputs, x, w, expected);
            RowMatrix.of(outputs, w).addMultiply(count, x, sum, sparse);
            assertArrayEquals(expected, sparse, 1e-4f);
            RowMatrix.of(outputs, w).addMultiply(count, x, sum, sum);
            assertArrayEquals(expected, sum, 1e-4f);

            float[] wide = random(outputs * inputs, 1);
            Blas.multiplyTransposed(count, outputs, inputs, x, wide, dense);
            RowMatrix.transposeOf(inputs, wide).multiply(count, x, sparse);
            assertArrayEquals(dense, sparse, 1e-4f);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.02,true", "0.5,false"})
    void payByDensity(double density, boolean pays) {
        assertEquals(pays, RowMatrix.pays(random(5000, density), 5000));
    }
}
