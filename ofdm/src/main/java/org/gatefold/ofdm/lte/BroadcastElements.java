package org.gatefold.ofdm.lte;

/**
 * Where the broadcast channel lies in a frame (36.211 §6.6.4, normal prefix): the 72 subcarriers around the carrier in
 * the first four symbols of slot 1, without the elements that hold references of any of four antenna ports, whether the
 * cell has so many or not. That leaves {@value #COUNT}, counted subcarrier by subcarrier, then symbol by symbol.
 */
public final class BroadcastElements {
    public static final int COUNT = 240;

    /** The first symbol, counted from the start of the frame. */
    public static final int FIRST_SYMBOL = Numerology.SYMBOLS_PER_SLOT;

    /** Symbols that hold it. */
    public static final int SYMBOLS = 4;

    private static final int WIDTH = 72;

    private final int[] symbols = new int[COUNT];
    private final int[] subcarriers = new int[COUNT];

    /**
     * @param cell physical cell identity
     * @param gridSubcarriers subcarriers of the grids they are looked up in, a multiple of 12 and at least 72
     */
    public BroadcastElements(int cell, int gridSubcarriers) {
        if (gridSubcarriers < WIDTH || gridSubcarriers % 12 != 0) {
            throw new IllegalArgumentException("expected whole blocks, at least 6, found " + gridSubcarriers);
        }
        int count = 0;
        for (int l = 0; l < SYMBOLS; l++) {
            for (int k = 0; k < WIDTH; k++) {
                // ports 0 and 1 in symbol 0, ports 2 and 3 in symbol 1: together every third subcarrier
                int subcarrier = gridSubcarriers / 2 - WIDTH / 2 + k;
                boolean reference = l < 2 && subcarrier % 3 == cell % 3;
                if (!reference) {
                    symbols[count] = l;
                    subcarriers[count] = subcarrier;
                    count++;
                }
            }
        }
    }

    /** Symbol 0 … 3 of slot 1 that holds element {@code i}. */
    public int symbol(int i) {
        return symbols[i];
    }

    /** Subcarrier of element {@code i} in the grid. */
    public int subcarrier(int i) {
        return subcarriers[i];
    }

    /**
     * The values of all elements, (Re, Im) in turn.
     *
     * @param firstSymbol symbol of the grid that is symbol 0 of slot 1
     */
    public float[] read(ResourceGrid grid, int firstSymbol) {
        float[] values = new float[2 * COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[2 * i] = grid.re(firstSymbol + symbols[i], subcarriers[i]);
            values[2 * i + 1] = grid.im(firstSymbol + symbols[i], subcarriers[i]);
        }
        return values;
    }

    /** Sets all elements; the counterpart of {@link #read}. */
    public void write(ResourceGrid grid, int firstSymbol, float[] values) {
        for (int i = 0; i < COUNT; i++) {
            grid.set(firstSymbol + symbols[i], subcarriers[i], values[2 * i], values[2 * i + 1]);
        }
    }
}
