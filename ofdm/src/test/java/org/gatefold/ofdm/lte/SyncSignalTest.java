package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncSignalTest {
    /** With d(n) = exp(−jπ·25·n(n+1)/63): d(0) = 1, d(1) = exp(−j50π/63), and the ends are equal: d(n) = d(61 − n). */
    @Test
    void primaryValuesByHand() {
        double[] d = PrimarySync.values(0);
        assertEquals(1, d[0], 1e-12);
        assertEquals(0, d[1], 1e-12);
        assertEquals(Math.cos(50 * Math.PI / 63), d[2], 1e-12);
        assertEquals(-Math.sin(50 * Math.PI / 63), d[3], 1e-12);
        // n = 31: 25·32·33 = 26400 = 209·126 + 66
        assertEquals(Math.cos(66 * Math.PI / 63), d[62], 1e-12);
        assertEquals(-Math.sin(66 * Math.PI / 63), d[63], 1e-12);
        for (int n = 0; n < 31; n++) {
            assertEquals(d[2 * n], d[2 * (61 - n)], 1e-12);
            assertEquals(d[2 * n + 1], d[2 * (61 - n) + 1], 1e-12);
        }
    }

    /** Roots 29 and 34 add up to 63: their sequences are conjugates. */
    @Test
    void primarySignalsOneAndTwoAreConjugates() {
        double[] one = PrimarySync.values(1);
        double[] two = PrimarySync.values(2);
        for (int n = 0; n < PrimarySync.LENGTH; n++) {
            assertEquals(one[2 * n], two[2 * n], 1e-12);
            assertEquals(one[2 * n + 1], -two[2 * n + 1], 1e-12);
        }
    }

    /** A Zadoff–Chu sequence of 63 is orthogonal to its shifts; one missing element leaves at most 1 + 1. */
    @Test
    void primarySignalsHaveFlatAutocorrelation() {
        for (int identity = 0; identity < 3; identity++) {
            double[] d = PrimarySync.values(identity);
            double[] whole = new double[2 * 63];
            System.arraycopy(d, 0, whole, 0, 62);
            System.arraycopy(d, 62, whole, 64, 62);
            for (int shift = 0; shift < 63; shift++) {
                double re = 0;
                double im = 0;
                for (int n = 0; n < 63; n++) {
                    int m = (n + shift) % 63;
                    re += whole[2 * n] * whole[2 * m] + whole[2 * n + 1] * whole[2 * m + 1];
                    im += whole[2 * n] * whole[2 * m + 1] - whole[2 * n + 1] * whole[2 * m];
                }
                double size = Math.hypot(re, im);
                assertTrue(shift == 0 ? Math.abs(size - 62) < 1e-9 : size < 2 + 1e-9, shift + ": " + size);
            }
        }
    }

    /** Rows of table 6.11.2.1-1. */
    @ParameterizedTest
    @CsvSource({"0,0,1", "1,1,2", "29,29,30", "30,0,2", "58,28,30", "59,0,3", "87,0,4", "166,1,8", "167,2,9"})
    void shiftsOfTheTable(int group, int m0, int m1) {
        assertEquals(m0, SecondarySync.m0(group));
        assertEquals(m1, SecondarySync.m1(group));
    }

    /** Cell 0 by hand: s̃ starts 1 1 1 1 −1 1 1 −1, c̃ 1 1 1 1 −1 1 −1 1 −1, z̃ 1 1 1 1 −1 −1 −1 1. */
    @Test
    void secondaryValuesByHand() {
        byte[] first = SecondarySync.values(0, false);
        assertArrayEquals(new byte[] {1, 1, 1, -1, 1, 1, 1, 1}, java.util.Arrays.copyOf(first, 8));
        byte[] second = SecondarySync.values(0, true);
        assertArrayEquals(new byte[] {1, 1, 1, -1, 1, 1, -1, 1}, java.util.Arrays.copyOf(second, 8));
    }

    @Test
    void everyCellAndHalfHasItsOwnSecondarySignal() {
        Set<String> seen = new HashSet<>();
        for (int cell = 0; cell < CellReference.CELLS; cell++) {
            seen.add(java.util.Arrays.toString(SecondarySync.values(cell, false)));
            seen.add(java.util.Arrays.toString(SecondarySync.values(cell, true)));
        }
        assertEquals(2 * 504, seen.size());
    }
}
