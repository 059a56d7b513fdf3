package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailBitingCodeTest {
    /** A single 1 shows the generators bit by bit: 133 = 1011011, 171 = 1111001 and 165 = 1110101. */
    @Test
    void impulseResponseIsTheGenerators() {
        byte[][] coded = TailBitingCode.encode(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0});
        assertArrayEquals(new byte[] {1, 0, 1, 1, 0, 1, 1, 0, 0}, coded[0]);
        assertArrayEquals(new byte[] {1, 1, 1, 1, 0, 0, 1, 0, 0}, coded[1]);
        assertArrayEquals(new byte[] {1, 1, 1, 0, 1, 0, 1, 0, 0}, coded[2]);
    }

    /** A 1 in the last place begins in the register: its response goes on at the front. */
    @Test
    void theRegisterStartsWithTheLastBits() {
        byte[][] coded = TailBitingCode.encode(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 1});
        assertArrayEquals(new byte[] {0, 1, 1, 0, 1, 1, 0, 0, 1}, coded[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 16, 40})
    void decoderInvertsEncoderAtAnyRotation(int length) {
        byte[] bits = Crc16Test.random(length, length);
        float[][] soft = soft(TailBitingCode.encode(bits));
        for (int shift = 0; shift < length; shift++) {
            assertArrayEquals(rotate(bits, shift), TailBitingCode.decode(rotate(soft, shift)), "shift " + shift);
        }
    }

    @Test
    void fiveErrorsOrTenErasuresAreMended() {
        SplittableRandom rng = new SplittableRandom(3);
        for (int trial = 0; trial < 50; trial++) {
            byte[] bits = Crc16Test.random(40, 100 + trial);
            float[][] wrong = soft(TailBitingCode.encode(bits));
            float[][] unknown = soft(TailBitingCode.encode(bits));
            for (int e = 0; e < 10; e++) {
                int at = rng.nextInt(120);
                unknown[at / 40][at % 40] = 0;
                if (e < 5) {
                    wrong[at / 40][at % 40] = -wrong[at / 40][at % 40];
                }
            }
            assertArrayEquals(bits, TailBitingCode.decode(wrong));
            assertArrayEquals(bits, TailBitingCode.decode(unknown));
        }
    }

    /** Against the best of all 1,024 code words, at a noise at which one word in four is wrong. */
    @Test
    void asGoodAsExhaustiveSearch() {
        SplittableRandom rng = new SplittableRandom(5);
        int length = 10;
        int trials = 300;
        int same = 0;
        int errors = 0;
        for (int trial = 0; trial < trials; trial++) {
            byte[] bits = Crc16Test.random(length, trial);
            float[][] soft = soft(TailBitingCode.encode(bits));
            for (float[] stream : soft) {
                for (int i = 0; i < length; i++) {
                    stream[i] += (float) (1.4 * rng.nextGaussian());
                }
            }
            byte[] best = bits;
            for (int word = 0; word < 1 << length; word++) {
                byte[] candidate = new byte[length];
                for (int i = 0; i < length; i++) {
                    candidate[i] = (byte) (word >> i & 1);
                }
                best = metric(soft, candidate) > metric(soft, best) ? candidate : best;
            }
            byte[] decoded = TailBitingCode.decode(soft);
            same += Arrays.equals(best, decoded) ? 1 : 0;
            errors += Arrays.equals(best, bits) ? 0 : 1;
        }
        assertTrue(errors > 30, "the noise is too low to tell: " + errors);
        assertTrue(same == trials, same + " of " + trials);
    }

    private static double metric(float[][] soft, byte[] bits) {
        byte[][] coded = TailBitingCode.encode(bits);
        double sum = 0;
        for (int s = 0; s < soft.length; s++) {
            for (int i = 0; i < bits.length; i++) {
                sum += coded[s][i] == 0 ? soft[s][i] : -soft[s][i];
            }
        }
        return sum;
    }

    private static float[][] soft(byte[][] coded) {
        float[][] soft = new float[coded.length][coded[0].length];
        for (int s = 0; s < coded.length; s++) {
            for (int i = 0; i < coded[s].length; i++) {
                soft[s][i] = 1 - 2 * coded[s][i];
            }
        }
        return soft;
    }

    private static byte[] rotate(byte[] bits, int shift) {
        byte[] rotated = new byte[bits.length];
        for (int i = 0; i < bits.length; i++) {
            rotated[(i + shift) % bits.length] = bits[i];
        }
        return rotated;
    }

    private static float[][] rotate(float[][] soft, int shift) {
        float[][] rotated = new float[soft.length][soft[0].length];
        for (int s = 0; s < soft.length; s++) {
            for (int i = 0; i < soft[s].length; i++) {
                rotated[s][(i + shift) % soft[s].length] = soft[s][i];
            }
        }
        return rotated;
    }
}
