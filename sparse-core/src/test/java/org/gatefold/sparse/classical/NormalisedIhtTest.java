package org.gatefold.sparse.classical;

import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseSolver;

class NormalisedIhtTest extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return new NormalisedIht(3);
    }
}
