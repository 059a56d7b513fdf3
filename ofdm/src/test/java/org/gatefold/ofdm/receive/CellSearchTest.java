package org.gatefold.ofdm.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellSearchTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 300, 1000, 10_000, 80_000})
    void noiseHasNoCell(int count) {
        Random random = new Random(count);
        float[] samples = new float[2 * count];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextGaussian();
        }
        assertEquals(List.of(), CellSearch.search(samples));
        assertTrue(count < 80_000 || PrefixScan.of(samples, 0, count).coherence() < 0.08);
    }

    /** Only repetitions one symbol apart correlate, and their turn is the carrier. */
    @Test
    void prefixesTellTheCarrier() {
        Random random = new Random(3);
        float[] samples = new float[2 * 960 * 10];
        for (int slot = 0; slot < 10; slot++) {
            for (int symbol = 0, at = 960 * slot; symbol < 7; symbol++) {
                int prefix = symbol == 0 ? 10 : 9;
                float[] useful = new float[256];
                for (int i = 0; i < useful.length; i++) {
                    useful[i] = (float) random.nextGaussian();
                }
                for (int i = 0; i < prefix + 128; i++) {
                    int from = Math.floorMod(i - prefix, 128);
                    samples[2 * (at + i)] = useful[2 * from];
                    samples[2 * (at + i) + 1] = useful[2 * from + 1];
                }
                at += prefix + 128;
            }
        }
        PrefixScan scan = PrefixScan.of(CellSearch.rotated(samples, -2345), 0, 9600);
        assertEquals(2345, scan.carrierHz(), 1);
        assertEquals(1, scan.coherence(), 1e-3);
    }
}
