package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModulationTest {
    /** Rows of tables 7.1.2-1 (in 1/√2) and 7.1.3-1 (in 1/√10). */
    @ParameterizedTest
    @CsvSource({
        "QPSK, 00, 1, 1", "QPSK, 01, 1, -1", "QPSK, 10, -1, 1", "QPSK, 11, -1, -1",
        "QAM16, 0000, 1, 1", "QAM16, 0001, 1, 3", "QAM16, 0010, 3, 1", "QAM16, 0011, 3, 3",
        "QAM16, 0100, 1, -1", "QAM16, 0111, 3, -3", "QAM16, 1001, -1, 3", "QAM16, 1110, -3, -1"
    })
    void pointsOfTheStandard(Modulation modulation, String bits, int re, int im) {
        double unit = modulation == Modulation.QPSK ? Math.sqrt(0.5) : Math.sqrt(0.1);
        byte[] word = new byte[bits.length()];
        for (int i = 0; i < word.length; i++) {
            word[i] = (byte) (bits.charAt(i) - '0');
        }
        assertArrayEquals(new float[] {(float) (re * unit), (float) (im * unit)}, modulation.modulate(word), 1e-7f);
    }

    @ParameterizedTest
    @EnumSource(Modulation.class)
    void meanEnergyIsOneAndSoftBitsSayTheBits(Modulation modulation) {
        byte[] bits = Crc16Test.random(4000, 9);
        float[] symbols = modulation.modulate(bits);
        double energy = 0;
        for (float x : symbols) {
            energy += 2.0 * x * x / symbols.length;
        }
        assertEquals(1, energy, 0.02);
        float[] variances = new float[symbols.length / 2];
        Arrays.fill(variances, 0.01f);
        float[] soft = modulation.softBits(symbols, variances);
        for (int i = 0; i < bits.length; i++) {
            assertEquals(bits[i], soft[i] < 0 ? 1 : 0);
        }
    }

    /** Bayes' rule over all points of the constellation, for a symbol between them. */
    @ParameterizedTest
    @EnumSource(Modulation.class)
    void softBitsAreTheLogarithmOfTheOdds(Modulation modulation) {
        double re = 0.37;
        double im = -0.52;
        double variance = 0.11;
        int width = modulation.bitsPerSymbol();
        double[] zero = new double[width];
        double[] one = new double[width];
        for (int word = 0; word < 1 << width; word++) {
            byte[] bits = new byte[width];
            for (int i = 0; i < width; i++) {
                bits[i] = (byte) (word >> i & 1);
            }
            float[] point = modulation.modulate(bits);
            double likelihood = Math.exp(-(Math.pow(re - point[0], 2) + Math.pow(im - point[1], 2)) / (2 * variance));
            for (int i = 0; i < width; i++) {
                if (bits[i] == 0) {
                    zero[i] += likelihood;
                } else {
                    one[i] += likelihood;
                }
            }
        }
        float[] soft = modulation.softBits(new float[] {(float) re, (float) im}, new float[] {(float) variance});
        for (int i = 0; i < width; i++) {
            assertEquals(Math.log(zero[i] / one[i]), soft[i], 1e-4, "bit " + i);
        }
    }

    @Test
    void withoutNoiseSoftBitsAreFiniteAndWithoutSignalNothingIsKnown() {
        float[] sure = Modulation.QAM16.softBits(new float[] {0.3f, 0.9f}, new float[] {0});
        float[] unsure = Modulation.QAM16.softBits(new float[] {0, 0}, new float[] {Float.POSITIVE_INFINITY});
        for (int i = 0; i < 4; i++) {
            assertEquals(true, Float.isFinite(sure[i]));
            assertEquals(0, unsure[i]);
        }
    }
}
