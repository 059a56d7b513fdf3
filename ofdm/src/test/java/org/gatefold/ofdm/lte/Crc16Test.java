package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Crc16Test {
    /** The check value that catalogues of checks give for this polynomial, "CRC-16/XMODEM". */
    @Test
    void publishedCheckValue() {
        byte[] text = "123456789".getBytes(StandardCharsets.US_ASCII);
        byte[] bits = new byte[8 * text.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) (text[i / 8] >> (7 - i % 8) & 1);
        }
        assertEquals(0x31c3, Crc16.of(bits));
    }

    /** D¹⁶ mod (D¹⁶ + D¹² + D⁵ + 1) = D¹² + D⁵ + 1; D¹⁷ is D times that, still of degree below 16. */
    @Test
    void firstPowersByHand() {
        assertEquals(1 << 12 | 1 << 5 | 1, Crc16.of(new byte[] {1}));
        assertEquals(1 << 13 | 1 << 6 | 1 << 1, Crc16.of(new byte[] {1, 0}));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void onlyTheOwnMaskFits(int ports) {
        byte[] block = Crc16.attach(random(24, 1), ports);
        for (int other : new int[] {1, 2, 4}) {
            assertEquals(other == ports, Crc16.holds(block, other));
        }
    }

    /** A check of 16 bits with a constant term finds every burst of at most 16 bits. */
    @Test
    void everyShortBurstIsFound() {
        byte[] block = Crc16.attach(random(24, 2), 2);
        assertTrue(Crc16.holds(block, 2));
        for (int burst = 1; burst < 1 << 16; burst += 2) {
            int length = 32 - Integer.numberOfLeadingZeros(burst);
            int at = burst % (block.length - length + 1);
            byte[] damaged = block.clone();
            for (int i = 0; i < length; i++) {
                damaged[at + i] ^= (byte) (burst >> i & 1);
            }
            assertFalse(Crc16.holds(damaged, 2), "burst " + Integer.toBinaryString(burst) + " at " + at);
        }
    }

    static byte[] random(int length, long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        byte[] bits = new byte[length];
        for (int i = 0; i < length; i++) {
            bits[i] = (byte) rng.nextInt(2);
        }
        return bits;
    }
}
