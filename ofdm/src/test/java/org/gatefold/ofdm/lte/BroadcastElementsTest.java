package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastElementsTest {
    /** Cell 150 in 72 subcarriers: v_shift = 0, so symbols 0 and 1 begin 1, 2, 4, 5 … and symbols 2 and 3 hold all. */
    @Test
    void firstElementsByHand() {
        BroadcastElements elements = new BroadcastElements(150, 72);
        assertEquals(1, elements.subcarrier(0));
        assertEquals(2, elements.subcarrier(1));
        assertEquals(4, elements.subcarrier(2));
        assertEquals(0, elements.symbol(47));
        assertEquals(71, elements.subcarrier(47));
        assertEquals(1, elements.symbol(48));
        assertEquals(2, elements.symbol(96));
        assertEquals(0, elements.subcarrier(96));
        assertEquals(3, elements.symbol(239));
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "1, 15", "2, 25", "360, 50", "503, 75", "100, 100"})
    void everyElementOnceAndNoReferenceOfFourPorts(int cell, int resourceBlocks) {
        BroadcastElements elements = new BroadcastElements(cell, 12 * resourceBlocks);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < BroadcastElements.COUNT; i++) {
            seen.add(elements.symbol(i) * 10_000 + elements.subcarrier(i));
            int frequency = ResourceGrid.frequency(elements.subcarrier(i), 12 * resourceBlocks);
            assertEquals(true, frequency >= -36 && frequency <= 36);
        }
        assertEquals(240, seen.size());
        CellReference reference = new CellReference(cell, resourceBlocks);
        for (int port = 0; port < 4; port++) {
            for (int symbol = 0; symbol < 4; symbol++) {
                if (CellReference.present(port, symbol)) {
                    for (int k : reference.subcarriers(port, 1, symbol)) {
                        assertFalse(seen.contains(symbol * 10_000 + k));
                    }
                }
            }
        }
    }

    @Test
    void writtenElementsAreRead() {
        BroadcastElements elements = new BroadcastElements(7, 180);
        ResourceGrid grid = new ResourceGrid(14, 180);
        float[] values = SfbcTest.gaussian(new SplittableRandom(1), 480, 1);
        elements.write(grid, BroadcastElements.FIRST_SYMBOL, values);
        assertArrayEquals(values, elements.read(grid, BroadcastElements.FIRST_SYMBOL));
    }
}
