package org.gatefold.ofdm.lte;

/**
 * The primary synchronisation signal of 36.211 §6.11.1: a Zadoff–Chu sequence of length 63 and root 25, 29 or 34
 * without its middle element, on the {@value #LENGTH} subcarriers around the carrier, {@link ResourceGrid#frequency
 * frequencies} −31 … −1, 1 … 31.
 */
public final class PrimarySync {
    public static final int LENGTH = 62;

    /** Values of N_ID⁽²⁾, the cell within its group. */
    public static final int IDENTITIES = 3;

    private static final int[] ROOTS = {25, 29, 34};

    private PrimarySync() {}

    /** Slot of its first transmission in a frame; the second is ten slots later. */
    public static int slot(boolean tdd) {
        return tdd ? 2 : 0;
    }

    /** Symbol within the slot, normal prefix. */
    public static int symbol(boolean tdd) {
        return tdd ? 2 : 6;
    }

    /**
     * d(0) … d(61), real and imaginary parts in turn, magnitude 1.
     *
     * @param identity N_ID⁽²⁾ from 0 to 2, the physical cell identity mod 3
     */
    public static double[] values(int identity) {
        double[] values = new double[2 * LENGTH];
        for (int n = 0; n < LENGTH; n++) {
            int product = n < LENGTH / 2 ? n * (n + 1) : (n + 1) * (n + 2);
            double angle = -Math.PI * (ROOTS[identity] * product % 126) / 63;
            values[2 * n] = Math.cos(angle);
            values[2 * n + 1] = Math.sin(angle);
        }
        return values;
    }
}
