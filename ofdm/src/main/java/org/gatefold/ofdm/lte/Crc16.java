package org.gatefold.ofdm.lte;

import java.util.Arrays;

/**
 * The cyclic redundancy check of 16 bits, {@code D¹⁶ + D¹² + D⁵ + 1} from a register of zeros (36.212 §5.1.1), and its
 * use on the broadcast channel, where a mask tells the number of transmit antenna ports (§5.3.1.1). Bits are bytes of 0
 * or 1, the most significant first.
 */
public final class Crc16 {
    public static final int BITS = 16;
    private static final int POLYNOMIAL = 0x1021;

    private Crc16() {}

    /** The remainder of {@code bits}, p₀ in its most significant bit. */
    public static int of(byte[] bits) {
        int register = 0;
        for (byte bit : bits) {
            int out = (register >> 15 & 1) ^ bit;
            register = (register << 1 & 0xffff) ^ (out * POLYNOMIAL);
        }
        return register;
    }

    /** The mask of table 5.3.1.1-1 for 1, 2 or 4 ports. */
    public static int mask(int ports) {
        return switch (ports) {
            case 1 -> 0x0000;
            case 2 -> 0xffff;
            case 4 -> 0x5555;
            default -> throw new IllegalArgumentException("expected 1, 2 or 4 antenna ports, found " + ports);
        };
    }

    /** The payload followed by its 16 check bits under the mask of {@code ports}. */
    public static byte[] attach(byte[] payload, int ports) {
        byte[] block = Arrays.copyOf(payload, payload.length + BITS);
        int check = of(payload) ^ mask(ports);
        for (int i = 0; i < BITS; i++) {
            block[payload.length + i] = (byte) (check >> (BITS - 1 - i) & 1);
        }
        return block;
    }

    /** Whether the last 16 bits of {@code block} check the others under the mask of {@code ports}. */
    public static boolean holds(byte[] block, int ports) {
        return Arrays.equals(block, attach(Arrays.copyOf(block, block.length - BITS), ports));
    }
}
