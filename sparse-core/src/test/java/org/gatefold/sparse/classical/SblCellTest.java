package org.gatefold.sparse.classical;

import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseSolver;

class SblCellTest extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return Sbl.of(SblUpdate.CELL);
    }
}
