package org.gatefold.ofdm.lte;

/**
 * Cell-specific reference signals of 36.211 §6.10.1 with the normal prefix: known QPSK values on every sixth
 * subcarrier. Ports 0 and 1 have them in symbols 0 and 4 of each slot, ports 2 and 3 in symbol 1. A port sends nothing
 * where another of the cell's ports has its reference.
 *
 * @param cell physical cell identity, 0 to 503
 * @param resourceBlocks N_RB of the downlink, 6 to 110
 */
public record CellReference(int cell, int resourceBlocks) {
    public static final int CELLS = 504;
    public static final int PORTS = 4;

    /** Subcarriers from one reference of a port to the next. */
    public static final int SPACING = 6;

    private static final int MOST_RESOURCE_BLOCKS = 110;

    public CellReference {
        if (cell < 0 || cell >= CELLS || resourceBlocks < 6 || resourceBlocks > MOST_RESOURCE_BLOCKS) {
            throw new IllegalArgumentException("expected a cell from 0 to 503 and 6 to 110 resource blocks, found "
                    + cell + " and " + resourceBlocks);
        }
    }

    /** References of one port in one symbol, 2·N_RB. */
    public int count() {
        return 2 * resourceBlocks;
    }

    /** Whether a port has references in symbol 0 … 6 of each slot. */
    public static boolean present(int port, int symbol) {
        return port < 2 ? symbol == 0 || symbol == 4 : symbol == 1;
    }

    /**
     * The subcarrier of the first reference, {@code (v + v_shift) mod 6}; they follow at a {@link #SPACING} of six.
     *
     * @param port 0 to 3
     * @param slot 0 to 19
     * @param symbol one in which the port's references are {@link #present}
     */
    public int firstSubcarrier(int port, int slot, int symbol) {
        if (port < 0 || port >= PORTS || !present(port, symbol)) {
            throw new IllegalArgumentException("port " + port + " has no references in symbol " + symbol);
        }
        int v =
                switch (port) {
                    case 0 -> symbol == 0 ? 0 : 3;
                    case 1 -> symbol == 0 ? 3 : 0;
                    case 2 -> 3 * (slot % 2);
                    default -> 3 + 3 * (slot % 2);
                };
        return (v + cell % SPACING) % SPACING;
    }

    /** All subcarriers of a port's references, ascending; arguments as for {@link #firstSubcarrier}. */
    public int[] subcarriers(int port, int slot, int symbol) {
        int[] subcarriers = new int[count()];
        int first = firstSubcarrier(port, slot, symbol);
        for (int m = 0; m < subcarriers.length; m++) {
            subcarriers[m] = first + SPACING * m;
        }
        return subcarriers;
    }

    /**
     * The values on those subcarriers, real and imaginary parts in turn, magnitude 1; the same for all ports.
     *
     * @param slot n_s, 0 to 19
     * @param symbol l, 0 to 6
     */
    public double[] values(int slot, int symbol) {
        int init = (7 * (slot + 1) + symbol + 1) * (2 * cell + 1) * 1024 + 2 * cell + 1;
        int first = MOST_RESOURCE_BLOCKS - resourceBlocks;
        byte[] bits = GoldSequence.bits(init, 2 * (first + count()));
        double[] values = new double[2 * count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (1 - 2 * bits[2 * first + i]) * Math.sqrt(0.5);
        }
        return values;
    }
}
