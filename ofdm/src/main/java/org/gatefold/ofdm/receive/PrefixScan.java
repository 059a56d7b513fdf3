package org.gatefold.ofdm.receive;

import org.gatefold.ofdm.lte.Numerology;

/**
 * What the cyclic prefixes of 1.92-Msps samples say, each a copy of the end of its symbol: the products of samples 128
 * apart, added up over all slots, tell that there is LTE and how far its carrier lies from a multiple of 15 kHz.
 *
 * @param carrierHz offset of the carrier, in (−7500, 7500]
 * @param coherence magnitude of the correlation, 0 … 1
 */
record PrefixScan(double carrierHz, double coherence) {
    private static final Numerology NARROW = new Numerology(128);
    private static final int SLOT = NARROW.samplesPerSlot();

    /** @param samples (Re, Im) in turn, at 1.92 Msps */
    static PrefixScan of(float[] samples, int from, int to) {
        int lag = NARROW.fftSize();
        double[] re = new double[SLOT];
        double[] im = new double[SLOT];
        double[] energy = new double[SLOT];
        for (int n = from; n < to - lag; n++) {
            double ar = samples[2 * n];
            double ai = samples[2 * n + 1];
            double br = samples[2 * (n + lag)];
            double bi = samples[2 * (n + lag) + 1];
            int at = (n - from) % SLOT;
            re[at] += ar * br + ai * bi;
            im[at] += ar * bi - ai * br;
            energy[at] += 0.5 * (ar * ar + ai * ai + br * br + bi * bi);
        }
        PrefixScan best = new PrefixScan(0, 0);
        for (int offset = 0; offset < SLOT; offset++) {
            best = better(best, re, im, energy, offset);
        }
        return best;
    }

    private static PrefixScan better(PrefixScan best, double[] re, double[] im, double[] energy, int offset) {
        double sumRe = 0;
        double sumIm = 0;
        double sum = 0;
        for (int symbol = 0; symbol < Numerology.SYMBOLS_PER_SLOT; symbol++) {
            int start = offset + NARROW.start(symbol);
            for (int i = 0; i < NARROW.prefix(symbol); i++) {
                int at = (start + i) % SLOT;
                sumRe += re[at];
                sumIm += im[at];
                sum += energy[at];
            }
        }
        double coherence = sum > 0 ? Math.hypot(sumRe, sumIm) / sum : 0;
        return coherence <= best.coherence()
                ? best
                : new PrefixScan(Math.atan2(sumIm, sumRe) / (2 * Math.PI) * Numerology.SUBCARRIER_HZ, coherence);
    }
}
