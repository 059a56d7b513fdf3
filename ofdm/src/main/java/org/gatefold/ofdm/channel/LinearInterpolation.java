package org.gatefold.ofdm.channel;

import org.gatefold.sparse.Batch;

/**
 * What a plain receiver does: a straight line from pilot to pilot, and the value of the outermost pilot beyond it. The
 * values at the pilots are the least-squares estimates, received value over sent one.
 *
 * @param name as the user writes it
 */
public record LinearInterpolation(String name) implements ChannelEstimator {
    @Override
    public Batch estimate(Pilots pilots, int[] frequencies) {
        int[] at = pilots.frequencies();
        Batch values = pilots.values();
        Batch response = values.like(frequencies.length);
        for (int i = 0; i < frequencies.length; i++) {
            int right = right(at, frequencies[i]);
            int left = Math.max(0, right - 1);
            double share = right == left ? 0 : (double) (frequencies[i] - at[left]) / (at[right] - at[left]);
            share = Math.max(0, Math.min(1, share));
            for (int s = 0; s < values.count(); s++) {
                for (int p = 0; p < 2; p++) {
                    double line = (1 - share) * values.at(s, p, left) + share * values.at(s, p, right);
                    response.set(s, p, i, line);
                }
            }
        }
        return response;
    }

    /** The first pilot at or above a frequency, the last one if there is none. */
    private static int right(int[] at, int frequency) {
        int right = 0;
        while (right < at.length - 1 && at[right] < frequency) {
            right++;
        }
        return right;
    }
}
