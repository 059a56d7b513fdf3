package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;

/**
 * FISTA for {@code min_x ½‖y − Ax‖² + λ Σᵢ ‖xᵢ‖₂}, where xᵢ gathers entry i over all planes.
 *
 * <p>Beck and Teboulle, SIAM J. Imaging Sciences 2(1), 2009; step 1/‖A‖², start at 0. The momentum of a sample starts
 * anew whenever its step points against its last movement (O'Donoghue and Candès, Found. Comput. Math. 15, 2015, the
 * gradient scheme). A sample ends when {@code 2‖A‖²‖z − x‖₂ ≤ tolerance·λ}, which bounds its violation of the KKT
 * conditions of every entry by {@code tolerance·λ}, or after the given number of iterations. Cost per iteration: one
 * apply, one adjoint.
 *
 * @param penalty λ
 * @param iterations largest number of steps, at least 1
 * @param tolerance relative violation of the KKT conditions to stop at; 0 runs all iterations
 */
public record Fista(Penalty penalty, int iterations, double tolerance) implements SparseSolver {
    public Fista {
        if (iterations < 1 || !(tolerance >= 0)) {
            throw new IllegalArgumentException("FISTA needs at least 1 iteration and a tolerance of at least 0, found "
                    + iterations + " and " + tolerance);
        }
    }

    /** A fixed number of iterations, as in the benchmarks of unrolled networks. */
    public Fista(Penalty penalty, int iterations) {
        this(penalty, iterations, 0);
    }

    /** The minimiser itself: as many iterations as the KKT conditions to one part in 10³ of λ need, 10⁴ at most. */
    public static Fista minimiser(Penalty penalty) {
        return new Fista(penalty, 10_000, 1e-3);
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        return ProximalGradient.solve(problem, penalty, true, iterations, tolerance, listener);
    }
}
