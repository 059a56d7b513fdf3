package org.gatefold.ofdm.receive;

import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.lte.PrimarySync;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.gatefold.ofdm.lte.SecondarySync;
import org.jspecify.annotations.Nullable;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Finds group, half frame and duplex of a cell whose primary signal is known: the secondary signal lies one symbol
 * before it with FDD and three with TDD. The primary signal, smoothed over {@value #SMOOTHING} subcarriers, serves as
 * the channel; correlations are added up over half frames without their phase.
 */
final class SecondarySearch {
    private static final Numerology NARROW = new Numerology(PrimarySearch.SIZE);
    private static final DoubleFFT_1D TRANSFORM = new DoubleFFT_1D(PrimarySearch.SIZE);
    private static final int SMOOTHING = 7;

    private final float[] samples;
    private final PrimarySearch.Peak peak;
    private final double[] primary;

    /** @param samples (Re, Im) in turn at 1.92 Msps, with the carrier at zero */
    SecondarySearch(float[] samples, PrimarySearch.Peak peak) {
        this.samples = samples;
        this.peak = peak;
        this.primary = PrimarySync.values(peak.identity());
    }

    /** The cell with its carrier relative to that of the samples, null if the secondary signal is not heard. */
    @Nullable
    FoundCell find(boolean tdd) {
        double[][] scores = new double[2][SecondarySync.GROUPS];
        int halves = 0;
        for (int half = 0; position(half) + PrimarySearch.SIZE <= samples.length / 2; half++) {
            double @Nullable [] matched = matched(half, tdd);
            if (matched != null) {
                add(matched, half, scores);
                halves++;
            }
        }
        int parity = 0;
        int group = 0;
        for (int p = 0; p < 2; p++) {
            for (int g = 0; g < SecondarySync.GROUPS; g++) {
                if (scores[p][g] > scores[parity][group]) {
                    parity = p;
                    group = g;
                }
            }
        }
        double coherence = halves == 0 ? 0 : scores[parity][group] / halves;
        // one of 168·2 groups on 62 subcarriers of noise reaches 0.16 in one half frame, 0.04 on average of eight
        if (coherence < Math.max(0.1, 0.3 / Math.sqrt(halves))) {
            return null;
        }
        int cell = PrimarySync.IDENTITIES * group + peak.identity();
        return new FoundCell(cell, tdd, frameStart(parity, tdd), carrier(cell, parity, tdd), coherence, peak.value());
    }

    /** Half frames of this parity are first halves. */
    private double frameStart(int parity, boolean tdd) {
        int inFrame = PrimarySync.slot(tdd) * NARROW.samplesPerSlot()
                + NARROW.start(PrimarySync.symbol(tdd))
                + NARROW.prefix(PrimarySync.symbol(tdd));
        return position(parity) - inFrame;
    }

    private int position(int half) {
        return peak.at() + half * PrimarySearch.HALF_FRAME;
    }

    /** Samples from the secondary to the primary signal. */
    private static int distance(boolean tdd) {
        int symbols = tdd ? 3 : 1;
        return symbols * (NARROW.fftSize() + NARROW.prefix(1)) + (tdd ? NARROW.prefix(0) - NARROW.prefix(1) : 0);
    }

    /** Values on the subcarriers of the secondary signal times the conjugate channel, normalised; null if outside. */
    private double @Nullable [] matched(int half, boolean tdd) {
        int at = position(half);
        if (at - distance(tdd) < 0) {
            return null;
        }
        double[] channel = channel(spectrum(at));
        double[] values = spectrum(at - distance(tdd));
        double energy = 1e-300;
        for (int n = 0; n < PrimarySync.LENGTH; n++) {
            double hr = 0;
            double hi = 0;
            for (int m = Math.max(0, n - SMOOTHING / 2); m <= Math.min(61, n + SMOOTHING / 2); m++) {
                hr += channel[2 * m];
                hi += channel[2 * m + 1];
            }
            double re = values[2 * n] * hr + values[2 * n + 1] * hi;
            double im = values[2 * n + 1] * hr - values[2 * n] * hi;
            values[2 * n] = re;
            values[2 * n + 1] = im;
            energy += re * re + im * im;
        }
        double scale = 1 / Math.sqrt(energy * PrimarySync.LENGTH);
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
        return values;
    }

    private double[] channel(double[] values) {
        double[] channel = new double[values.length];
        for (int n = 0; n < PrimarySync.LENGTH; n++) {
            double pr = primary[2 * n];
            double pi = primary[2 * n + 1];
            channel[2 * n] = values[2 * n] * pr + values[2 * n + 1] * pi;
            channel[2 * n + 1] = values[2 * n + 1] * pr - values[2 * n] * pi;
        }
        return channel;
    }

    private void add(double[] matched, int half, double[][] scores) {
        for (int group = 0; group < SecondarySync.GROUPS; group++) {
            for (int second = 0; second < 2; second++) {
                byte[] d = SecondarySync.values(PrimarySync.IDENTITIES * group + peak.identity(), second == 1);
                double re = 0;
                double im = 0;
                for (int n = 0; n < d.length; n++) {
                    re += d[n] * matched[2 * n];
                    im += d[n] * matched[2 * n + 1];
                }
                scores[(half + second) % 2][group] += re * re + im * im;
            }
        }
    }

    /** The carrier by the rotation from the secondary to the primary signal, both known now. */
    private double carrier(int cell, int parity, boolean tdd) {
        double re = 0;
        double im = 0;
        for (int half = 0; position(half) + PrimarySearch.SIZE <= samples.length / 2; half++) {
            int at = position(half);
            if (at - distance(tdd) < 0) {
                continue;
            }
            double[] p = channel(spectrum(at));
            double[] s = spectrum(at - distance(tdd));
            byte[] d = SecondarySync.values(cell, half % 2 != parity);
            for (int n = 0; n < d.length; n++) {
                re += d[n] * (p[2 * n] * s[2 * n] + p[2 * n + 1] * s[2 * n + 1]);
                im += d[n] * (p[2 * n + 1] * s[2 * n] - p[2 * n] * s[2 * n + 1]);
            }
        }
        return Math.atan2(im, re) / (2 * Math.PI * distance(tdd)) * NARROW.sampleRateHz();
    }

    /** The 62 subcarriers around the carrier of the symbol whose useful part begins at a sample. */
    private double[] spectrum(int at) {
        double[] block = new double[2 * PrimarySearch.SIZE];
        for (int i = 0; i < block.length; i++) {
            block[i] = samples[2 * at + i];
        }
        TRANSFORM.complexForward(block);
        double[] values = new double[2 * PrimarySync.LENGTH];
        for (int n = 0; n < PrimarySync.LENGTH; n++) {
            int bin = Math.floorMod(ResourceGrid.frequency(n, PrimarySync.LENGTH), PrimarySearch.SIZE);
            values[2 * n] = block[2 * bin];
            values[2 * n + 1] = block[2 * bin + 1];
        }
        return values;
    }
}
