package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;

/**
 * Normalised iterative hard thresholding, {@code x ← H_k(x + μAᴴ(y − Ax))} with a step μ of its own for each sample and
 * iteration; it descends on {@code ½‖y − Ax‖²} among vectors with at most k non-zero entries, whatever the scale of A.
 *
 * <p>Blumensath and Davies, IEEE J. Sel. Topics Signal Process. 4(2), 2010: {@code μ = ‖g_Γ‖²/‖A g_Γ‖²} for the
 * gradient on the present support Γ; where the step would change the support, it is shortened by 1/(κ(1−c)) until
 * {@code μ ≤ (1−c)‖x⁺−x‖²/‖A(x⁺−x)‖²}, with c = 0.01 and κ = 2. Start at 0 with the support of H_k(Aᴴy). A sample ends
 * when {@code ‖x⁺ − x‖₂ ≤ tolerance·‖x⁺‖₂} or after the given number of iterations. Cost per iteration: two applies,
 * one adjoint, and one apply for each shortening.
 *
 * @param sparsity k, at least 1
 * @param iterations largest number of steps, at least 1
 * @param tolerance relative movement to stop at; 0 runs all iterations unless nothing moves
 */
public record NormalisedIht(int sparsity, int iterations, double tolerance) implements SparseSolver {
    public NormalisedIht {
        requirePossible("normalised IHT", sparsity, iterations, tolerance);
    }

    /** To rest at float32 precision, 1000 iterations at most. */
    public NormalisedIht(int sparsity) {
        this(sparsity, 1000, 1e-6);
    }

    static void requirePossible(String name, int sparsity, int iterations, double tolerance) {
        if (sparsity < 1 || iterations < 1 || !(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    name + " needs a sparsity and iterations of at least 1 and a tolerance of at least 0, found "
                            + sparsity + ", " + iterations + " and " + tolerance);
        }
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        return HardThresholding.solve(problem, sparsity, true, iterations, tolerance, listener);
    }
}
