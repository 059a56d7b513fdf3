package org.gatefold.sparse.classical;

import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseSolver;

class IhtTest extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return new Iht(3);
    }

    /** The short step of 1/‖A‖² ends in local minima on 20×40; {@link HardThresholdingTest} has the fair problems. */
    @Override
    protected int missesAllowed() {
        return 6;
    }
}
