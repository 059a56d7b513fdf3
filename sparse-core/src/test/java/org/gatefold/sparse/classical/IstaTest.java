package org.gatefold.sparse.classical;

import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseSolver;

class IstaTest extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return new Ista(Penalty.relative(0.005), 3000);
    }

    @Override
    protected double tolerance() {
        return 1e-3;
    }
}
