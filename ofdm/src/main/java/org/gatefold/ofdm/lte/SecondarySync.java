package org.gatefold.ofdm.lte;

/**
 * The secondary synchronisation signal of 36.211 §6.11.2: two interleaved cyclic shifts m₀ and m₁ of a binary sequence
 * of length 31, scrambled by the primary signal's identity and swapped in the second half of a frame, on the same
 * subcarriers as {@link PrimarySync}.
 */
public final class SecondarySync {
    public static final int LENGTH = 62;

    /** Values of N_ID⁽¹⁾, the group of the cell: its identity is 3·N_ID⁽¹⁾ + N_ID⁽²⁾. */
    public static final int GROUPS = 168;

    private static final int PERIOD = 31;

    /** Feedback taps as bits: x(i+5) is the sum of those x(i+b). */
    private static final byte[] S = sequence(0b00101);

    private static final byte[] C = sequence(0b01001);
    private static final byte[] Z = sequence(0b10111);

    private SecondarySync() {}

    /** Slot of its first transmission in a frame; the second is ten slots later. */
    public static int slot(boolean tdd) {
        return tdd ? 1 : 0;
    }

    /** Symbol within the slot, normal prefix. */
    public static int symbol(boolean tdd) {
        return tdd ? 6 : 5;
    }

    /** m₀ of table 6.11.2.1-1. */
    public static int m0(int group) {
        return shifts(group) % PERIOD;
    }

    /** m₁ of table 6.11.2.1-1. */
    public static int m1(int group) {
        int m = shifts(group);
        return (m % PERIOD + m / PERIOD + 1) % PERIOD;
    }

    /**
     * d(0) … d(61), each 1 or −1.
     *
     * @param cell physical cell identity, 0 to 503
     * @param secondHalf false in subframe 0, true in subframe 5
     */
    public static byte[] values(int cell, boolean secondHalf) {
        int identity = cell % PrimarySync.IDENTITIES;
        int group = cell / PrimarySync.IDENTITIES;
        int even = secondHalf ? m1(group) : m0(group);
        int odd = secondHalf ? m0(group) : m1(group);
        byte[] values = new byte[LENGTH];
        for (int n = 0; n < PERIOD; n++) {
            values[2 * n] = (byte) (at(S, n + even) * at(C, n + identity));
            values[2 * n + 1] = (byte) (at(S, n + odd) * at(C, n + identity + 3) * at(Z, n + even % 8));
        }
        return values;
    }

    private static int shifts(int group) {
        int q1 = group / 30;
        int q = (group + q1 * (q1 + 1) / 2) / 30;
        return group + q * (q + 1) / 2;
    }

    private static int at(byte[] sequence, int n) {
        return sequence[n % PERIOD];
    }

    private static byte[] sequence(int taps) {
        byte[] values = new byte[PERIOD];
        int x = 0b10000;
        for (int i = 0; i < PERIOD; i++) {
            values[i] = (byte) (1 - 2 * (x & 1));
            x = x >>> 1 | (Integer.bitCount(x & taps) & 1) << 4;
        }
        return values;
    }
}
