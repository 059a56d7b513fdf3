package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellReferenceTest {
    /** v of §6.10.1.2 plus the cell identity, mod 6. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0",
        "0, 0, 0, 4, 3",
        "0, 1, 0, 0, 3",
        "0, 1, 0, 4, 0",
        "0, 2, 0, 1, 0",
        "0, 2, 1, 1, 3",
        "0, 3, 0, 1, 3",
        "0, 3, 1, 1, 0",
        "503, 0, 7, 0, 5",
        "503, 0, 7, 4, 2",
        "301, 1, 3, 4, 1"
    })
    void firstSubcarriers(int cell, int port, int slot, int symbol, int expected) {
        assertEquals(expected, new CellReference(cell, 6).firstSubcarrier(port, slot, symbol));
    }

    @Test
    void portsNeverShareAnElement() {
        CellReference reference = new CellReference(100, 25);
        for (int slot = 0; slot < 2; slot++) {
            for (int symbol : new int[] {0, 1, 4}) {
                int[] used = new int[300];
                for (int port = 0; port < 4; port++) {
                    if (CellReference.present(port, symbol)) {
                        Arrays.stream(reference.subcarriers(port, slot, symbol)).forEach(k -> used[k]++);
                    }
                }
                assertTrue(Arrays.stream(used).allMatch(u -> u <= 1));
                assertEquals(100, Arrays.stream(used).sum());
            }
        }
        assertFalse(CellReference.present(0, 1));
        assertThrows(IllegalArgumentException.class, () -> reference.subcarriers(2, 0, 0));
    }

    /** c_init of cell 0, slot 0, symbol 0 is 2¹⁰·8 + 1; of cell 503, slot 19, symbol 4: 2¹⁰·145·1007 + 1007. */
    @Test
    void valuesAreTheGoldSequenceAroundTheCarrier() {
        check(new CellReference(0, 110), 0, 0, 8193);
        check(new CellReference(503, 110), 19, 4, 1024 * 145 * 1007 + 1007);
    }

    private static void check(CellReference widest, int slot, int symbol, int init) {
        byte[] bits = GoldSequence.bits(init, 440);
        double[] values = widest.values(slot, symbol);
        assertEquals(440, values.length);
        for (int i = 0; i < values.length; i++) {
            assertEquals(bits[i] == 0 ? Math.sqrt(0.5) : -Math.sqrt(0.5), values[i], 1e-12);
        }
    }

    /** A narrower cell sends the middle of what a wider one sends: values belong to frequencies. */
    @Test
    void bandwidthDoesNotChangeTheMiddle() {
        double[] wide = new CellReference(77, 100).values(3, 4);
        double[] narrow = new CellReference(77, 6).values(3, 4);
        for (int i = 0; i < narrow.length; i++) {
            assertEquals(wide[2 * (100 - 6) + i], narrow[i]);
        }
    }
}
