package org.gatefold.sparse.classical;

import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseSolver;

class SblReweightedL1FormTest extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return Sbl.of(SblUpdate.REWEIGHTED_L1).withStop(40, 1e-6);
    }

    @Override
    protected double tolerance() {
        return 1e-3;
    }
}
