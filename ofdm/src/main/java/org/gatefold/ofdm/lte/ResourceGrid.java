package org.gatefold.ofdm.lte;

/**
 * Resource elements: a complex number for each OFDM symbol l and subcarrier k (36.211 §6.2). Subcarriers are counted
 * from the lowest frequency, 0 … 12·N_RB − 1, and leave the carrier itself out: k lies at {@link #frequency}.
 */
public final class ResourceGrid {
    private final int symbols;
    private final int subcarriers;
    private final float[] data;

    /** All zero; 12 subcarriers a resource block. */
    public ResourceGrid(int symbols, int subcarriers) {
        this.symbols = symbols;
        this.subcarriers = subcarriers;
        this.data = new float[2 * symbols * subcarriers];
    }

    public int symbols() {
        return symbols;
    }

    public int subcarriers() {
        return subcarriers;
    }

    /** Real and imaginary parts in turn, symbol after symbol; not a copy. */
    public float[] data() {
        return data;
    }

    public float re(int symbol, int subcarrier) {
        return data[offset(symbol, subcarrier)];
    }

    public float im(int symbol, int subcarrier) {
        return data[offset(symbol, subcarrier) + 1];
    }

    public void set(int symbol, int subcarrier, double re, double im) {
        int at = offset(symbol, subcarrier);
        data[at] = (float) re;
        data[at + 1] = (float) im;
    }

    /** Multiple of 15 kHz at which a subcarrier lies: −6·N_RB … −1, 1 … 6·N_RB. */
    public static int frequency(int subcarrier, int subcarriers) {
        int f = subcarrier - subcarriers / 2;
        return f < 0 ? f : f + 1;
    }

    private int offset(int symbol, int subcarrier) {
        if (symbol < 0 || symbol >= symbols || subcarrier < 0 || subcarrier >= subcarriers) {
            throw new IndexOutOfBoundsException("element (" + symbol + ", " + subcarrier + ") of a grid of " + symbols
                    + " symbols and " + subcarriers + " subcarriers");
        }
        return 2 * (symbol * subcarriers + subcarrier);
    }
}
