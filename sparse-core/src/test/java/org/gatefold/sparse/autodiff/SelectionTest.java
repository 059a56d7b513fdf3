package org.gatefold.sparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SelectionTest {
    @Test
    void isTheSortedValue() {
        RandomGenerator rng = new SplittableRandom(6);
        for (int n : new int[] {1, 2, 3, 10, 257, 1000}) {
            for (int kind = 0; kind < 4; kind++) {
                float[] values = new float[n + 3];
                for (int i = 0; i < values.length; i++) {
                    values[i] = switch (kind) {
                        case 0 -> (float) Math.abs(rng.nextGaussian());
                        case 1 -> rng.nextInt(3);
                        case 2 -> (float) Math.pow(10, rng.nextDouble(-30, 30));
                        default -> 0;
                    };
                }
                float[] sorted = Arrays.copyOfRange(values, 3, n + 3);
                Arrays.sort(sorted);
                for (int k : new int[] {1, (n + 11) / 12, (n + 1) / 2, n}) {
                    assertEquals(sorted[n - k], Selection.largest(Arrays.copyOfRange(values, 3, n + 3), n, k));
                }
            }
        }
    }
}
