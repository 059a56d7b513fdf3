package org.gatefold.ofdm.channel;

import org.gatefold.sparse.Batch;

/** An estimator that finds the taps of a channel in a window of delays, and so its response at any frequency. */
public interface DelayEstimator extends ChannelEstimator {
    /** The delays of {@link #taps}. */
    DelayWindow window(Pilots pilots);

    /** count × 2 × taps of the window, of which the response is the unitary DFT: ‖taps‖ = ‖response at all N bins‖. */
    Batch taps(Pilots pilots);

    @Override
    default Batch estimate(Pilots pilots, int[] frequencies) {
        return window(pilots).response(frequencies).apply(taps(pilots));
    }
}
