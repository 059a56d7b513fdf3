package org.gatefold.ofdm.channel;

import org.gatefold.sparse.Batch;

/** Finds the response of a channel at all frequencies from what pilots say of some. */
public interface ChannelEstimator {
    /** As the user writes it. */
    String name();

    /**
     * The response at the wanted frequencies.
     *
     * @param pilots the observation
     * @param frequencies multiples of the subcarrier spacing, in [−N/2, N/2)
     * @return count × 2 × frequencies, scaled as the pilots' values are
     */
    Batch estimate(Pilots pilots, int[] frequencies);
}
