package org.gatefold.ofdm.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplingTest {
    /** Cycles per sample of the result. */
    private static float[] tone(double cycles, double ratio, int count) {
        float[] samples = new float[2 * count];
        for (int n = 0; n < count; n++) {
            samples[2 * n] = (float) Math.cos(2 * Math.PI * cycles * n / ratio);
            samples[2 * n + 1] = (float) Math.sin(2 * Math.PI * cycles * n / ratio);
        }
        return samples;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.25, 25 / 19.2, 8, 10})
    void tonesInsideTheBandStayAndOthersGo(double ratio) {
        int count = 4000;
        for (double cycles : new double[] {0, 0.1, -0.3, 0.44}) {
            float[] result = Resampling.resample(tone(cycles, ratio, count), ratio);
            float[] expected = tone(cycles, 1, result.length / 2);
            for (int i = 40; i < result.length - 40; i++) {
                assertEquals(expected[i], result[i], 8e-3);
            }
        }
        if (ratio > 1.5) {
            float[] result = Resampling.resample(tone(0.8, ratio, count), ratio);
            for (int i = 40; i < result.length - 40; i++) {
                assertTrue(Math.abs(result[i]) < 1e-3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void shortSignalsAreResampledToo(int count) {
        float[] samples = tone(0.1, 1, count);
        assertSame(samples, Resampling.resample(samples, 1));
        assertEquals(count == 0 ? 0 : 2 * ((count - 1) / 4 + 1), Resampling.resample(samples, 4).length);
        assertArrayEquals(new float[0], Resampling.resample(new float[0], 10));
    }
}
