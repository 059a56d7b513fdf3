package org.gatefold.sparse.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 31, 100})
    void equalsThePlainSum(int length) {
        SplittableRandom rng = new SplittableRandom(length);
        float[][] v = new float[4][length + 5];
        for (float[] row : v) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) rng.nextGaussian();
            }
        }
        double expected = 0;
        for (int i = 3; i < 3 + length; i++) {
            expected += (double) (v[0][i] - v[1][i]) * (v[2][i] - v[3][i]);
        }
        assertEquals(expected, Reduction.dotOfDifferences(v[0], v[1], v[2], v[3], 3, 3 + length), 1e-4);
    }
}
