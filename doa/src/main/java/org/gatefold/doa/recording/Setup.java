package org.gatefold.doa.recording;

import org.gatefold.doa.array.ArrayGeometry;
import org.jspecify.annotations.Nullable;

/**
 * How a recording was made and what of it is wanted.
 *
 * @param geometry the array; channels are its elements in order
 * @param speedMetresPerSecond of the waves, NaN for the usual: {@link #SOUND} for real samples, {@link #LIGHT} for
 *     complex ones
 * @param carrierHz frequency of narrow-band snapshots, or at which an array in wavelengths is meant; NaN if not given
 * @param band frequencies to use, null to choose them
 * @param segment part to use, null for all
 * @param everySeconds length of the blocks of a track, NaN for one estimate
 */
public record Setup(
        ArrayGeometry geometry,
        double speedMetresPerSecond,
        double carrierHz,
        @Nullable FrequencyBand band,
        @Nullable Segment segment,
        double everySeconds) {
    /** Sound in air at 20 °C, m/s. */
    public static final double SOUND = 343;

    /** Light in vacuum, m/s. */
    public static final double LIGHT = 299_792_458;
}
