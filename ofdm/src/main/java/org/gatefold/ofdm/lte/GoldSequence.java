package org.gatefold.ofdm.lte;

/**
 * Pseudo-random bits of 36.211 §7.2, a Gold sequence of length-31 registers: {@code c(n) = x₁(n+1600) + x₂(n+1600) mod
 * 2} with {@code x₁(n+31) = x₁(n+3) + x₁(n)}, started at 1, and {@code x₂(n+31) = x₂(n+3) + x₂(n+2) + x₂(n+1) + x₂(n)},
 * started at c_init.
 */
public final class GoldSequence {
    private static final int DISCARDED = 1600;

    private GoldSequence() {}

    /**
     * c(0) … c(length − 1), each 0 or 1.
     *
     * @param init c_init = Σ x₂(i)·2ⁱ, of 31 bits
     */
    public static byte[] bits(int init, int length) {
        byte[] bits = new byte[length];
        int x1 = 1;
        int x2 = init & 0x7fffffff;
        for (int n = -DISCARDED; n < length; n++) {
            if (n >= 0) {
                bits[n] = (byte) ((x1 ^ x2) & 1);
            }
            int new1 = (x1 >>> 3 ^ x1) & 1;
            int new2 = (x2 >>> 3 ^ x2 >>> 2 ^ x2 >>> 1 ^ x2) & 1;
            x1 = x1 >>> 1 | new1 << 30;
            x2 = x2 >>> 1 | new2 << 30;
        }
        return bits;
    }
}
