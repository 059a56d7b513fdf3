package org.gatefold.sparse.classical;

import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseSolver;

class CoSaMpTest extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return new CoSaMp(3, 30);
    }
}
