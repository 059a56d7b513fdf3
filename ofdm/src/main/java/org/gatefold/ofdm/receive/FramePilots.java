package org.gatefold.ofdm.receive;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.ofdm.lte.BroadcastElements;
import org.gatefold.ofdm.lte.CellReference;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.gatefold.sparse.Batch;

/** The first two slots of a frame: its broadcast channel and the references around it. */
final class FramePilots {
    private static final int SLOTS = 2;

    /** Subcarriers to each side whose references serve the 36 ones of the broadcast channel. */
    private static final int WIDTH = 150;

    private final ResourceGrid grid;
    private final CellReference reference;

    private FramePilots(ResourceGrid grid, CellReference reference) {
        this.grid = grid;
        this.reference = reference;
    }

    static FramePilots of(Demodulator demodulator, Track track, int frame, CellReference reference) {
        ResourceGrid grid = demodulator.slots(track.clock(frame), 0, SLOTS, 12 * reference.resourceBlocks());
        return new FramePilots(grid, reference);
    }

    /** Whether the broadcast channel, symbols 0 to 3 of slot 1, was wholly received. */
    boolean broadcast() {
        for (int l = 0; l < BroadcastElements.SYMBOLS; l++) {
            if (!received(1, l)) {
                return false;
            }
        }
        return true;
    }

    ResourceGrid grid() {
        return grid;
    }

    /**
     * The references of a port around the broadcast channel: for ports 0 and 1 those of symbol 0 of slot 1 and the mean
     * of the two symbols 4 before and after it, for ports 2 and 3 those of symbol 1 of both slots.
     */
    Comb around(int port) {
        return whole(port).middle(WIDTH);
    }

    private Comb whole(int port) {
        List<Comb> first = new ArrayList<>();
        List<Comb> second = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            if (port >= 2) {
                add(slot == 0 ? first : second, port, slot, 1);
            } else {
                if (slot == 1) {
                    add(first, port, slot, 0);
                }
                add(second, port, slot, 4);
            }
        }
        if (first.isEmpty() || second.isEmpty()) {
            return Comb.mean(first.isEmpty() ? second : first);
        }
        return Comb.merged(Comb.mean(first), Comb.mean(second));
    }

    /** Variance of noise in the references per real number, by what symbols 4 of both slots do not have in common. */
    double noiseVariance() {
        double sum = 0;
        int numbers = 0;
        for (int port = 0; port < 2; port++) {
            if (received(0, 4) && received(1, 4)) {
                float[] a = comb(port, 0, 4).values();
                float[] b = comb(port, 1, 4).values();
                for (int i = 0; i < a.length; i++) {
                    sum += (a[i] - b[i]) * (double) (a[i] - b[i]) / 2;
                }
                numbers += a.length;
            }
        }
        return numbers == 0 ? 0 : sum / numbers;
    }

    /** Combs as pilots, one sample each; all on the same frequencies. */
    static Pilots pilots(int fftSize, List<Comb> combs, double noiseVariance) {
        int[] frequencies = combs.get(0).frequencies();
        Batch values = new Batch(combs.size(), 2, frequencies.length);
        for (int s = 0; s < combs.size(); s++) {
            float[] from = combs.get(s).values();
            for (int m = 0; m < frequencies.length; m++) {
                values.set(s, 0, m, from[2 * m]);
                values.set(s, 1, m, from[2 * m + 1]);
            }
        }
        return new Pilots(fftSize, frequencies, values, noiseVariance);
    }

    private void add(List<Comb> combs, int port, int slot, int symbol) {
        if (received(slot, symbol)) {
            combs.add(comb(port, slot, symbol));
        }
    }

    private Comb comb(int port, int slot, int symbol) {
        return Comb.of(grid, row(slot, symbol), reference, port, slot, symbol);
    }

    private boolean received(int slot, int symbol) {
        int row = row(slot, symbol);
        int width = 2 * grid.subcarriers();
        for (int i = row * width; i < (row + 1) * width; i++) {
            if (grid.data()[i] != 0) {
                return true;
            }
        }
        return false;
    }

    private static int row(int slot, int symbol) {
        return slot * Numerology.SYMBOLS_PER_SLOT + symbol;
    }
}
