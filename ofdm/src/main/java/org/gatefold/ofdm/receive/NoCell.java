package org.gatefold.ofdm.receive;

import java.util.Locale;

/** Says what was found where no cell is. */
final class NoCell {
    private NoCell() {}

    static String message(Capture capture) {
        float[] samples = capture.narrowband();
        double coherence = PrefixScan.of(samples, 0, samples.length / 2).coherence();
        return String.format(
                Locale.ROOT,
                "%s: expected an LTE downlink at %.6g MHz, found no synchronisation signal (cyclic prefixes correlate"
                        + " by %.2f)",
                capture.name(),
                capture.rateHz() / 1e6,
                coherence);
    }
}
