package org.gatefold.ofdm.receive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.gatefold.ofdm.lte.Numerology;
import org.jspecify.annotations.Nullable;

/**
 * Cell search in 1.92-Msps samples: the cyclic prefix gives the carrier up to multiples of 15 kHz, the primary signal
 * its multiple, the timing and the identity within a group, the secondary signal the group, the half frame and the
 * duplex. Searched are pieces of 40 ms, the first one that has a cell counts.
 */
final class CellSearch {
    private static final int PIECE = 8 * PrimarySearch.HALF_FRAME;
    private static final int MOST_PIECES = 5;
    private static final int MOST_PEAKS = 12;

    /** Other cells are looked for down to this share of the best one's primary signal. */
    private static final double LEAST_SHARE = 0.25;

    private CellSearch() {}

    /**
     * All cells heard on the carrier, the best first; empty if there is none.
     *
     * @param samples (Re, Im) in turn at 1.92 Msps
     */
    static List<FoundCell> search(float[] samples) {
        int length = samples.length / 2;
        int pieces = Math.max(1, Math.min(MOST_PIECES, length / PIECE));
        for (int p = 0; p < pieces; p++) {
            int from = (int) ((long) p * Math.max(0, length - PIECE) / Math.max(1, pieces - 1));
            List<FoundCell> found = search(samples, from, Math.min(length, from + PIECE + PrimarySearch.SIZE));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<FoundCell> search(float[] samples, int from, int to) {
        double fraction = PrefixScan.of(samples, from, to).carrierHz();
        float[] piece = Arrays.copyOfRange(samples, 2 * from, 2 * to);
        PrimarySearch primary = new PrimarySearch(rotated(piece, fraction));
        FoundCell best = null;
        PrimarySearch.Peak bestPeak = null;
        List<PrimarySearch.Peak> peaks = primary.peaks();
        for (PrimarySearch.Peak peak : peaks.subList(0, Math.min(MOST_PEAKS, peaks.size()))) {
            for (boolean tdd : new boolean[] {false, true}) {
                FoundCell cell = secondary(piece, fraction, peak, tdd);
                if (cell != null && (best == null || cell.coherence() > best.coherence())) {
                    best = cell;
                    bestPeak = peak;
                }
            }
        }
        List<FoundCell> found = new ArrayList<>();
        if (best != null && bestPeak != null) {
            for (PrimarySearch.Peak peak : primary.peaks(bestPeak.subcarriers(), LEAST_SHARE * bestPeak.value())) {
                FoundCell cell = secondary(piece, fraction, peak, best.tdd());
                if (cell != null && found.stream().noneMatch(f -> f.cell() == cell.cell())) {
                    found.add(shifted(cell, from));
                }
            }
        }
        found.sort(Comparator.comparingDouble(FoundCell::coherence).reversed());
        return found;
    }

    private static @Nullable FoundCell secondary(float[] piece, double fraction, PrimarySearch.Peak peak, boolean tdd) {
        double carrier = fraction + peak.subcarriers() * Numerology.SUBCARRIER_HZ;
        FoundCell cell = new SecondarySearch(rotated(piece, carrier), peak).find(tdd);
        return cell == null
                ? null
                : new FoundCell(
                        cell.cell(),
                        tdd,
                        cell.frameStart(),
                        carrier + cell.carrierHz(),
                        cell.coherence(),
                        cell.power());
    }

    private static FoundCell shifted(FoundCell cell, int from) {
        return new FoundCell(
                cell.cell(), cell.tdd(), cell.frameStart() + from, cell.carrierHz(), cell.coherence(), cell.power());
    }

    /** A copy with the frequency {@code hz} moved to zero. */
    static float[] rotated(float[] samples, double hz) {
        float[] result = new float[samples.length];
        double step = -2 * Math.PI * hz / Capture.LOWEST_RATE_HZ;
        for (int n = 0; n < samples.length / 2; n++) {
            double phase = step * n;
            double c = Math.cos(phase);
            double s = Math.sin(phase);
            result[2 * n] = (float) (c * samples[2 * n] - s * samples[2 * n + 1]);
            result[2 * n + 1] = (float) (s * samples[2 * n] + c * samples[2 * n + 1]);
        }
        return result;
    }
}
