package org.gatefold.doa.recording;

import java.util.List;
import org.gatefold.doa.array.Snapshots;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of a stretch of time, ready for a direction finder.
 *
 * @param startSeconds where the stretch begins in the file, NaN where the recording has no time
 * @param bins one entry a frequency; none if nothing rose above the noise
 * @param band the frequencies used, null for narrow-band snapshots
 */
public record Observation(double startSeconds, List<Snapshots> bins, @Nullable FrequencyBand band) {
    /** Snapshots of each frequency, 0 if there are none. */
    public int snapshots() {
        return bins.stream().mapToInt(Snapshots::count).max().orElse(0);
    }
}
