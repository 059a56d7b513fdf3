package org.gatefold.ofdm.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.ofdm.lte.Modulation;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownlinkFrameTest {
    /**
     * Six blocks, 72·140 = 10,080 elements: 4·72 around synchronisation signals, 4·72 of the broadcast channel's
     * blocks, and twelve references of port 0 in 40 symbols, one of which is the broadcast channel's.
     */
    @Test
    void elementsLeftForDataByHand() {
        DownlinkFrame frame = new DownlinkFrame(new DownlinkCell(42, 6, 1, false), 0, new SplittableRandom(1));
        int data = IntStream.range(0, 140)
                .map(s -> frame.dataSubcarriers(s).length)
                .sum();
        assertEquals(10_080 - 4 * 72 - 4 * 72 - 39 * 12, data);
        assertEquals(2 * frame.dataSubcarriers(0).length, frame.dataBits(0).length);
        assertEquals(4 * frame.dataSubcarriers(14).length, frame.dataBits(14).length);
    }

    @ParameterizedTest
    @CsvSource({"6, 1, false", "15, 2, false", "25, 4, false", "50, 2, true", "75, 4, true", "100, 1, false"})
    void elementsThatAreSentHaveMeanEnergyOne(int resourceBlocks, int ports, boolean tdd) {
        DownlinkCell cell = new DownlinkCell(17, resourceBlocks, ports, tdd);
        DownlinkFrame frame = new DownlinkFrame(cell, 5, new SplittableRandom(2));
        double energy = 0;
        int sent = 0;
        for (int symbol = 0; symbol < 140; symbol++) {
            for (int k = 0; k < cell.subcarriers(); k++) {
                double sum = 0;
                for (int p = 0; p < ports; p++) {
                    ResourceGrid grid = frame.grid(p);
                    sum += Math.pow(grid.re(symbol, k), 2) + Math.pow(grid.im(symbol, k), 2);
                }
                energy += sum;
                sent += sum > 0 ? 1 : 0;
                assertTrue(cell.sends(symbol) || sum == 0);
            }
        }
        assertEquals(1, energy / sent, 0.01);
    }

    /** Subframes D S U U D, of the special one its first ten symbols. */
    @Test
    void timeDivisionLeavesTheUplinkEmpty() {
        DownlinkCell cell = new DownlinkCell(0, 6, 1, true);
        boolean[] sends = new boolean[70];
        for (int s = 0; s < 70; s++) {
            sends[s] = s < 24 || s >= 56;
            assertEquals(sends[s], cell.sends(s));
            assertEquals(sends[s], cell.sends(s + 70));
            assertTrue(new DownlinkCell(0, 6, 1, false).sends(s));
        }
        assertEquals(Modulation.QPSK, cell.modulation(13));
        assertEquals(Modulation.QAM16, cell.modulation(14));
    }

    @Test
    void aPortIsSilentWhereAnotherHasReferences() {
        DownlinkCell cell = new DownlinkCell(3, 15, 2, false);
        DownlinkFrame frame = new DownlinkFrame(cell, 0, new SplittableRandom(3));
        // v_shift = 3: port 0 in symbol 0 from subcarrier 3, port 1 from 0
        assertFalse(frame.grid(0).re(0, 3) == 0);
        assertEquals(0, frame.grid(0).re(0, 0));
        assertFalse(frame.grid(1).re(0, 0) == 0);
        assertEquals(0, frame.grid(1).re(0, 3));
        assertArrayEquals(
                new int[] {1, 2, 4, 5, 7},
                IntStream.of(frame.dataSubcarriers(0)).limit(5).toArray());
    }
}
