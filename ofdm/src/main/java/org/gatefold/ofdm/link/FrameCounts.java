package org.gatefold.ofdm.link;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.sparse.evaluation.Interval;

/**
 * Errors counted frame by frame: those of a frame go through the same fades, so that frames are what is independent.
 */
final class FrameCounts {
    private final List<long[]> frames = new ArrayList<>();

    /** A frame with {@code errors} in {@code bits}. */
    void add(long errors, long bits) {
        frames.add(new long[] {errors, bits});
    }

    /** Errors a bit, see {@link Interval#clustered}. */
    Interval rate() {
        return Interval.clustered(
                frames.stream().mapToLong(f -> f[0]).toArray(),
                frames.stream().mapToLong(f -> f[1]).toArray());
    }
}
