package org.gatefold.ofdm.simulate;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.ofdm.lte.BroadcastChannel;
import org.gatefold.ofdm.lte.BroadcastElements;
import org.gatefold.ofdm.lte.CellReference;
import org.gatefold.ofdm.lte.MasterInformationBlock;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.lte.PrimarySync;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.gatefold.ofdm.lte.SecondarySync;
import org.gatefold.ofdm.lte.Sfbc;

/**
 * One frame of a cell's downlink: synchronisation signals (from port 0), cell references, the broadcast channel and, in
 * all elements that are left, random data with transmit diversity. Every element that is sent has mean energy 1 over
 * all ports together.
 */
public final class DownlinkFrame {
    private static final int SYNC_WIDTH = 72;

    private final DownlinkCell cell;
    private final int number;
    private final ResourceGrid[] grids;
    private final int[][] dataSubcarriers;
    private final byte[][] dataBits;

    /**
     * @param number of the frame, 0 … 1023
     * @param rng of the data
     */
    public DownlinkFrame(DownlinkCell cell, int number, SplittableRandom rng) {
        this.cell = cell;
        this.number = number;
        this.grids = new ResourceGrid[cell.ports()];
        for (int p = 0; p < grids.length; p++) {
            grids[p] = new ResourceGrid(DownlinkCell.SYMBOLS_PER_FRAME, cell.subcarriers());
        }
        this.dataSubcarriers = new int[DownlinkCell.SYMBOLS_PER_FRAME][];
        this.dataBits = new byte[DownlinkCell.SYMBOLS_PER_FRAME][];
        for (int symbol = 0; symbol < dataBits.length; symbol++) {
            boolean[] taken = new boolean[cell.subcarriers()];
            if (cell.sends(symbol)) {
                references(symbol, taken);
                synchronisation(symbol, taken);
                data(symbol, taken, rng);
            } else {
                dataSubcarriers[symbol] = new int[0];
                dataBits[symbol] = new byte[0];
            }
        }
        broadcast();
    }

    public int number() {
        return number;
    }

    public MasterInformationBlock block() {
        return cell.block(number);
    }

    /** What a port sends, 140 symbols; not a copy. */
    public ResourceGrid grid(int port) {
        return grids[port];
    }

    /** Subcarriers of the data in symbol 0 … 139, ascending; not a copy. */
    public int[] dataSubcarriers(int symbol) {
        return dataSubcarriers[symbol];
    }

    /** The bits of the data in symbol 0 … 139, modulated as {@link DownlinkCell#modulation} says; not a copy. */
    public byte[] dataBits(int symbol) {
        return dataBits[symbol];
    }

    private void references(int symbol, boolean[] taken) {
        int slot = symbol / Numerology.SYMBOLS_PER_SLOT;
        int l = symbol % Numerology.SYMBOLS_PER_SLOT;
        CellReference reference = new CellReference(cell.identity(), cell.resourceBlocks());
        for (int port = 0; port < grids.length; port++) {
            if (CellReference.present(port, l)) {
                double[] values = reference.values(slot, l);
                int[] subcarriers = reference.subcarriers(port, slot, l);
                for (int m = 0; m < subcarriers.length; m++) {
                    grids[port].set(symbol, subcarriers[m], values[2 * m], values[2 * m + 1]);
                    taken[subcarriers[m]] = true;
                }
            }
        }
    }

    /** The signals of both halves of the frame, and the elements around them and of the broadcast channel as taken. */
    private void synchronisation(int symbol, boolean[] taken) {
        int half = symbol % (DownlinkCell.SYMBOLS_PER_FRAME / 2);
        int slot = half / Numerology.SYMBOLS_PER_SLOT;
        int l = half % Numerology.SYMBOLS_PER_SLOT;
        boolean primary = slot == PrimarySync.slot(cell.tdd()) && l == PrimarySync.symbol(cell.tdd());
        boolean secondary = slot == SecondarySync.slot(cell.tdd()) && l == SecondarySync.symbol(cell.tdd());
        int broadcast = symbol - BroadcastElements.FIRST_SYMBOL;
        if (primary || secondary || (broadcast >= 0 && broadcast < BroadcastElements.SYMBOLS)) {
            int first = (cell.subcarriers() - SYNC_WIDTH) / 2;
            for (int k = 0; k < SYNC_WIDTH; k++) {
                taken[first + k] = true;
            }
        }
        int first = (cell.subcarriers() - PrimarySync.LENGTH) / 2;
        double[] zadoffChu = PrimarySync.values(cell.identity() % PrimarySync.IDENTITIES);
        byte[] binary = SecondarySync.values(cell.identity(), symbol != half);
        for (int n = 0; n < PrimarySync.LENGTH; n++) {
            if (primary) {
                grids[0].set(symbol, first + n, zadoffChu[2 * n], zadoffChu[2 * n + 1]);
            } else if (secondary) {
                grids[0].set(symbol, first + n, binary[n], 0);
            }
        }
    }

    private void data(int symbol, boolean[] taken, SplittableRandom rng) {
        int[] free = IntStream.range(0, taken.length).filter(k -> !taken[k]).toArray();
        byte[] bits = new byte[free.length * cell.modulation(symbol).bitsPerSymbol()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) rng.nextInt(2);
        }
        float[][] sent = new Sfbc(cell.ports()).precode(cell.modulation(symbol).modulate(bits));
        for (int p = 0; p < grids.length; p++) {
            for (int i = 0; i < free.length; i++) {
                grids[p].set(symbol, free[i], sent[p][2 * i], sent[p][2 * i + 1]);
            }
        }
        dataSubcarriers[symbol] = free;
        dataBits[symbol] = bits;
    }

    private void broadcast() {
        BroadcastElements elements = new BroadcastElements(cell.identity(), cell.subcarriers());
        float[] symbols =
                new BroadcastChannel(cell.identity()).symbols(block(), cell.ports(), number % BroadcastChannel.FRAMES);
        float[][] sent = new Sfbc(cell.ports()).precode(symbols);
        for (int p = 0; p < grids.length; p++) {
            elements.write(grids[p], BroadcastElements.FIRST_SYMBOL, sent[p]);
        }
    }
}
