package org.gatefold.sparse.classical;

import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseSolver;

class SblFastTest extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return Sbl.of(SblUpdate.FAST);
    }
}
