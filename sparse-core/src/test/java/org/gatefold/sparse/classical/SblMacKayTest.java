package org.gatefold.sparse.classical;

import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseSolver;

class SblMacKayTest extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return Sbl.of(SblUpdate.MACKAY).withStop(400, 1e-6);
    }

    /** The last digits come slowly: what is nearly 0 goes there as one over the number of iterations. */
    @Override
    protected double tolerance() {
        return 1e-3;
    }
}
