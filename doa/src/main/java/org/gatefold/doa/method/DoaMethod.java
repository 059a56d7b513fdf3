package org.gatefold.doa.method;

import java.util.List;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.sparse.io.InputException;

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
}
