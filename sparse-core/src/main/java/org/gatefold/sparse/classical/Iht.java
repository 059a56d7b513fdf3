package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;

/**
 * Iterative hard thresholding, {@code x ← H_k(x + Aᴴ(y − Ax)/‖A‖²)}, which descends on {@code ½‖y − Ax‖²} among vectors
 * with at most k non-zero entries; H_k keeps the k entries of largest ‖xᵢ‖₂ over the planes.
 *
 * <p>Blumensath and Davies, J. Fourier Anal. Appl. 14, 2008, with the step that makes any A one of norm 1. Start at 0.
 * A sample ends when {@code ‖x⁺ − x‖₂ ≤ tolerance·‖x⁺‖₂} or after the given number of iterations; the end may be a
 * local minimum. Cost per iteration: one apply, one adjoint, O(N) of selection.
 *
 * @param sparsity k, at least 1
 * @param iterations largest number of steps, at least 1
 * @param tolerance relative movement to stop at; 0 runs all iterations unless nothing moves
 */
public record Iht(int sparsity, int iterations, double tolerance) implements SparseSolver {
    public Iht {
        NormalisedIht.requirePossible("IHT", sparsity, iterations, tolerance);
    }

    /** To rest at float32 precision, 2000 iterations at most. */
    public Iht(int sparsity) {
        this(sparsity, 2000, 1e-6);
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        return HardThresholding.solve(problem, sparsity, false, iterations, tolerance, listener);
    }
}
