package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SfbcTest {
    /** The matrix of §6.3.4.3 for x₀ = √2, x₁ = √2·j: port 1 sends −x₁* = j·√2 and x₀* = √2, over √2. */
    @Test
    void twoPortsByHand() {
        float r = (float) Math.sqrt(2);
        float[][] sent = new Sfbc(2).precode(new float[] {r, 0, 0, r});
        assertArrayEquals(new float[] {1, 0, 0, 1}, sent[0], 1e-6f);
        assertArrayEquals(new float[] {0, 1, 1, 0}, sent[1], 1e-6f);
    }

    /** Ports 0 and 2 send the first pair, 1 and 3 the second. */
    @Test
    void fourPortsByHand() {
        float r = (float) Math.sqrt(2);
        float[][] sent = new Sfbc(4).precode(new float[] {r, 0, 0, r, -r, 0, r, 0});
        assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0, 0, 0}, sent[0], 1e-6f);
        assertArrayEquals(new float[] {0, 0, 0, 0, -1, 0, 1, 0}, sent[1], 1e-6f);
        assertArrayEquals(new float[] {0, 1, 1, 0, 0, 0, 0, 0}, sent[2], 1e-6f);
        assertArrayEquals(new float[] {0, 0, 0, 0, -1, 0, -1, 0}, sent[3], 1e-6f);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "4, 1", "1, 1e-6", "2, 1e-6", "4, 1e4"})
    void withoutNoiseTheSymbolsComeBack(int ports, double scale) {
        SplittableRandom rng = new SplittableRandom(ports);
        float[] symbols = gaussian(rng, 480, 1);
        float[][] channels = channels(rng, ports, 480, scale);
        float[] received = received(new Sfbc(ports).precode(symbols), channels);
        SoftSymbols combined = new Sfbc(ports).combine(received, channels, 0);
        assertArrayEquals(symbols, combined.values(), 2e-3f);
    }

    /** The errors have the variance that the combiner names, symbol by symbol: their ratio is 1 in the mean. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void errorsAreAsLargeAsSaid(int ports) {
        SplittableRandom rng = new SplittableRandom(10 + ports);
        double sum = 0;
        int count = 40_000;
        float[] symbols = Modulation.QPSK.modulate(Crc16Test.random(count, 4));
        float[][] channels = channels(rng, ports, count, 1);
        float[] received = received(new Sfbc(ports).precode(symbols), channels);
        for (int i = 0; i < count; i++) {
            received[i] += (float) (0.3 * rng.nextGaussian());
        }
        SoftSymbols combined = new Sfbc(ports).combine(received, channels, 0.09);
        for (int i = 0; i < count; i++) {
            sum += Math.pow(combined.values()[i] - symbols[i], 2) / combined.noiseVariances()[i / 2];
        }
        assertEquals(1, sum / count, 0.03);
    }

    @Test
    void aDeadChannelSaysNothing() {
        for (int ports : new int[] {1, 2, 4}) {
            SoftSymbols none = new Sfbc(ports).combine(new float[8], new float[4][8], 0);
            for (int i = 0; i < 4; i++) {
                assertEquals(Float.POSITIVE_INFINITY, none.noiseVariances()[i]);
                assertEquals(0, none.values()[2 * i]);
            }
        }
    }

    static float[] gaussian(SplittableRandom rng, int length, double scale) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (scale * rng.nextGaussian());
        }
        return values;
    }

    static float[][] channels(SplittableRandom rng, int ports, int length, double scale) {
        float[][] channels = new float[ports][];
        for (int p = 0; p < ports; p++) {
            channels[p] = gaussian(rng, length, scale * Math.sqrt(0.5));
        }
        return channels;
    }

    static float[] received(float[][] sent, float[][] channels) {
        float[] received = new float[sent[0].length];
        for (int p = 0; p < sent.length; p++) {
            for (int i = 0; i < received.length; i += 2) {
                received[i] += channels[p][i] * sent[p][i] - channels[p][i + 1] * sent[p][i + 1];
                received[i + 1] += channels[p][i] * sent[p][i + 1] + channels[p][i + 1] * sent[p][i];
            }
        }
        return received;
    }
}
