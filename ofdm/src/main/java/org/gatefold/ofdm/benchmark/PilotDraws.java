package org.gatefold.ofdm.benchmark;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws of channels of a profile at pilots of the same number.
 *
 * @param pilots number of pilots drawn
 * @param pilotSeed what they are drawn by, once for all draws; null for new pilots in every draw
 */
public record PilotDraws(PilotProfile profile, int pilots, @Nullable Long pilotSeed) {
    /** New pilots in every draw. */
    public static PilotDraws anew(PilotProfile profile, int pilots) {
        return new PilotDraws(profile, pilots, null);
    }

    /** Channels that share their pilots. */
    public Draw draw(RandomGenerator rng, int channels) {
        int[] frequencies = profile.pilots(pilotSeed == null ? rng : new SplittableRandom(pilotSeed), pilots);
        return profile.draw(rng, pilots, frequencies, channels);
    }

    /** A name for files: {@code released-code-100}, and {@code -at-1} after it if the pilots are those of seed 1. */
    public String label() {
        return profile.label() + "-" + pilots + (pilotSeed == null ? "" : "-at-" + pilotSeed);
    }
}
