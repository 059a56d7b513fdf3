package org.gatefold.ofdm.link;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.ofdm.lte.CellReference;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.gatefold.ofdm.simulate.DownlinkCell;
import org.gatefold.sparse.Batch;

/**
 * The response from a port at all elements of a frame, from its cell references: an estimator for each symbol that has
 * references, straight lines in time between these symbols and the nearest one's before the first and after the last.
 */
final class PortEstimate {
    private final DownlinkCell cell;
    private final CellReference reference;
    private final ChannelEstimator estimator;
    private final Numerology numerology;

    PortEstimate(DownlinkCell cell, Numerology numerology, ChannelEstimator estimator) {
        this.cell = cell;
        this.reference = new CellReference(cell.identity(), cell.resourceBlocks());
        this.estimator = estimator;
        this.numerology = numerology;
    }

    /** Symbols of a frame in which a port has references, ascending. */
    static List<Integer> symbols(DownlinkCell cell, int port) {
        List<Integer> symbols = new ArrayList<>();
        for (int s = 0; s < DownlinkCell.SYMBOLS_PER_FRAME; s++) {
            if (cell.sends(s) && CellReference.present(port, s % Numerology.SYMBOLS_PER_SLOT)) {
                symbols.add(s);
            }
        }
        return symbols;
    }

    /** @param noiseVariance of {@code received} per real number */
    ResourceGrid of(int port, ResourceGrid received, double noiseVariance) {
        ResourceGrid response = new ResourceGrid(received.symbols(), received.subcarriers());
        List<Integer> all = symbols(cell, port);
        // references of one port lie on two sets of subcarriers; each is a batch
        for (int first : new int[] {0, CellReference.SPACING / 2}) {
            int lowest = (first + cell.identity()) % CellReference.SPACING;
            List<Integer> symbols = all.stream()
                    .filter(s -> reference.firstSubcarrier(port, slot(s), l(s)) == lowest)
                    .toList();
            estimate(port, symbols, received, noiseVariance, response);
        }
        for (int i = 0; i + 1 < all.size(); i++) {
            between(response, all.get(i), all.get(i + 1));
        }
        for (int s = 0; s < response.symbols(); s++) {
            if (s < all.get(0)) {
                copy(response, all.get(0), s);
            } else if (s > all.get(all.size() - 1)) {
                copy(response, all.get(all.size() - 1), s);
            }
        }
        return response;
    }

    private void estimate(
            int port, List<Integer> symbols, ResourceGrid received, double noiseVariance, ResourceGrid response) {
        Batch values = new Batch(symbols.size(), 2, reference.count());
        int[] subcarriers = reference.subcarriers(port, slot(symbols.get(0)), l(symbols.get(0)));
        int[] all = LinkFrame.frequencies(cell);
        int[] frequencies = new int[subcarriers.length];
        for (int m = 0; m < frequencies.length; m++) {
            frequencies[m] = all[subcarriers[m]];
        }
        for (int i = 0; i < symbols.size(); i++) {
            int s = symbols.get(i);
            double[] sent = reference.values(slot(s), l(s));
            for (int m = 0; m < subcarriers.length; m++) {
                double re = received.re(s, subcarriers[m]);
                double im = received.im(s, subcarriers[m]);
                values.set(i, 0, m, re * sent[2 * m] + im * sent[2 * m + 1]);
                values.set(i, 1, m, im * sent[2 * m] - re * sent[2 * m + 1]);
            }
        }
        Batch found = estimator.estimate(new Pilots(numerology.fftSize(), frequencies, values, noiseVariance), all);
        for (int i = 0; i < symbols.size(); i++) {
            for (int k = 0; k < all.length; k++) {
                response.set(symbols.get(i), k, found.at(i, 0, k), found.at(i, 1, k));
            }
        }
    }

    private static void between(ResourceGrid response, int from, int to) {
        for (int s = from + 1; s < to; s++) {
            double share = (double) (s - from) / (to - from);
            for (int k = 0; k < response.subcarriers(); k++) {
                response.set(
                        s,
                        k,
                        (1 - share) * response.re(from, k) + share * response.re(to, k),
                        (1 - share) * response.im(from, k) + share * response.im(to, k));
            }
        }
    }

    private static void copy(ResourceGrid response, int from, int to) {
        int row = 2 * response.subcarriers();
        System.arraycopy(response.data(), from * row, response.data(), to * row, row);
    }

    private static int slot(int symbol) {
        return symbol / Numerology.SYMBOLS_PER_SLOT;
    }

    private static int l(int symbol) {
        return symbol % Numerology.SYMBOLS_PER_SLOT;
    }
}
