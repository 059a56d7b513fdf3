package org.gatefold.ofdm.receive;

import java.util.Locale;

/** There is no LTE cell in a capture, or not at the sample rate and in the format it was read with. */
public final class NoCellException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final double SHORT_SECONDS = 0.005;

    private NoCellException(String message) {
        super(message);
    }

    static NoCellException of(Capture capture, float[] narrowband) {
        double seconds = capture.seconds();
        String found = seconds < SHORT_SECONDS
                ? String.format(Locale.ROOT, "none in %.3g ms, less than the 5 ms they take to recur", 1e3 * seconds)
                : String.format(
                        Locale.ROOT,
                        "none (cyclic prefixes correlate by %.2f)",
                        PrefixScan.of(narrowband, 0, narrowband.length / 2).coherence());
        return new NoCellException(String.format(
                Locale.ROOT,
                "%s: expected the synchronisation signals of an LTE cell at %.6g Msps, found %s",
                capture.name(),
                capture.rateHz() / 1e6,
                found));
    }
}
