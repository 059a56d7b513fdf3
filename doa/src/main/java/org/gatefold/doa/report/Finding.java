package org.gatefold.doa.report;

import java.util.List;
import org.gatefold.doa.method.DoaEstimate;
import org.gatefold.doa.recording.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What one method made of one observation.
 *
 * @param method as the user wrote it
 * @param observation the snapshots
 * @param estimate null if the observation is silent
 * @param warnings what to know about it
 */
public record Finding(String method, Observation observation, @Nullable DoaEstimate estimate, List<String> warnings) {
    /** The sources, none in silence. */
    public List<DoaEstimate.Source> sources() {
        return estimate == null ? List.of() : estimate.sources();
    }
}
