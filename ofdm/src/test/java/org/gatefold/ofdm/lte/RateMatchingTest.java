package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateMatchingTest {
    /**
     * 40 bits take two rows of 32, 24 dummies in front: column c holds bit c + 8 in its second row and, from column 24
     * on, bit c − 24 in its first. Read in the order 1, 17, 9, 25 … of table 5.1.4-2, by hand.
     */
    @Test
    void fortyBitsByHand() {
        assertArrayEquals(
                new int[] {
                    9, 25, 17, 1, 33, 13, 29, 21, 5, 37, 11, 27, 19, 3, 35, 15, 31, 23, 7, 39, 8, 24, 16, 0, 32, 12, 28,
                    20, 4, 36, 10, 26, 18, 2, 34, 14, 30, 22, 6, 38
                },
                RateMatching.interleaver(40));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 31, 32, 33, 40, 64, 100})
    void theInterleaverIsAPermutation(int length) {
        int[] sorted = Arrays.stream(RateMatching.interleaver(length)).sorted().toArray();
        assertArrayEquals(IntStream.range(0, length).toArray(), sorted);
    }

    /** Streams follow each other in the buffer, and the buffer goes round. */
    @Test
    void bitsAreTakenStreamByStream() {
        byte[][] streams = new byte[3][40];
        streams[0][9] = 1;
        streams[1][9] = 1;
        streams[2][38] = 1;
        byte[] matched = new RateMatching(40).match(streams, 250);
        int[] ones =
                IntStream.range(0, matched.length).filter(i -> matched[i] == 1).toArray();
        assertArrayEquals(new int[] {0, 40, 119, 120, 160, 239, 240}, ones);
    }

    @Test
    void repetitionsAddUpAndPuncturedBitsAreUnknown() {
        byte[] bits = Crc16Test.random(40, 7);
        byte[][] coded = TailBitingCode.encode(bits);
        RateMatching matching = new RateMatching(40);
        for (int count : new int[] {100, 120, 480, 500}) {
            byte[] matched = matching.match(coded, count);
            float[] soft = new float[count];
            for (int i = 0; i < count; i++) {
                soft[i] = 1 - 2 * matched[i];
            }
            float[][] combined = matching.combine(soft);
            double weight = 0;
            for (int s = 0; s < 3; s++) {
                for (int i = 0; i < 40; i++) {
                    weight += Math.abs(combined[s][i]);
                    assertEquals(Math.abs(combined[s][i]), combined[s][i] * (1 - 2 * coded[s][i]), 0f);
                }
            }
            assertEquals(count, weight);
            assertArrayEquals(bits, TailBitingCode.decode(combined));
        }
    }
}
