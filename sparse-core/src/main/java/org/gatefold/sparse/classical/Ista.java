package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;

/**
 * ISTA for {@code min_x ½‖y − Ax‖² + λ Σᵢ ‖xᵢ‖₂}, where xᵢ gathers entry i over all planes.
 *
 * <p>Daubechies, Defrise and De Mol, Comm. Pure Appl. Math. 57(11), 2004; step 1/‖A‖², start at 0. Ends after the given
 * number of iterations. Cost per iteration: one apply, one adjoint.
 *
 * @param penalty λ
 * @param iterations number of steps, at least 1
 */
public record Ista(Penalty penalty, int iterations) implements SparseSolver {
    public Ista {
        if (iterations < 1) {
            throw new IllegalArgumentException("ISTA needs at least 1 iteration, found " + iterations);
        }
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        return ProximalGradient.solve(problem, penalty, false, iterations, 0, listener);
    }
}
