package org.gatefold.doa.method;

import java.util.List;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.kernel.Workers;

/** A direction finder. Implementations are immutable and safe for concurrent use. */
public interface DoaMethod {
    /** The method as the user may write it. */
    String name();

    /**
     * Finds the directions of the sources.
     *
     * @param bins the snapshots of one frequency or several, at least one, all of the same number of elements
     * @throws InputException if the array or the number of sources does not suit the method
     */
    DoaEstimate estimate(ArrayGeometry geometry, List<Snapshots> bins, SourceCount sources);

    /**
     * Finds the directions of many trials of one array, each by itself; what one operator serves is solved together.
     *
     * @param trials the snapshots of each
     */
    default List<DoaEstimate> estimateAll(ArrayGeometry geometry, List<List<Snapshots>> trials, SourceCount sources) {
        DoaEstimate[] estimates = new DoaEstimate[trials.size()];
        Workers.forShards(estimates.length, 1, (from, to) -> {
            for (int t = from; t < to; t++) {
                estimates[t] = estimate(geometry, trials.get(t), sources);
            }
        });
        return List.of(estimates);
    }
}
