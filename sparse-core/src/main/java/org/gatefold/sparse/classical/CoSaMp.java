package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.kernel.Workers;

/**
 * Compressive sampling matching pursuit for {@code min ‖y − Ax‖₂} with at most {@code sparsity} non-zero entries.
 *
 * <p>Needell and Tropp, Appl. Comput. Harmon. Anal. 26, 2009: merge the 2k atoms of largest {@code ‖aⱼᴴr‖₂/‖aⱼ‖₂} with
 * the present k, fit by least squares, keep the k largest. One departure: the k kept are fitted again, so the residual
 * is that of the best fit on its support. A sample ends when the residual no longer falls (the iterate before is kept)
 * or after the given number of iterations. k must be well below M/3, for a fit on 3k atoms to mean anything. Cost per
 * iteration: one adjoint, and two QR factorisations of O(9k²M) in double. Reported cost: ½‖y − Ax‖², which falls.
 *
 * @param sparsity k, most non-zero entries, at least 1
 * @param iterations largest number of iterations, at least 1
 */
public record CoSaMp(int sparsity, int iterations) implements SparseSolver {
    /** What float32 measurements can say of a residual: below this share of ‖y‖₂ it is rounding. */
    private static final double ROUNDING = 1e-7;

    public CoSaMp {
        if (sparsity < 1 || iterations < 1) {
            throw new IllegalArgumentException(
                    "CoSaMP needs a sparsity and a number of iterations of at least 1, found " + sparsity + " and "
                            + iterations);
        }
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        Atoms atoms = new Atoms(problem.operator());
        Workers.forShards(problem.count(), ProximalGradient.SHARD, (from, to) -> {
            Batch y = problem.measurements().slice(from, to);
            var run = new Run(atoms, y);
            run.iterate(problem.operator(), from, listener);
            answer.put(from, run.x);
        });
        return answer;
    }

    /** The iterations of a shard. */
    private final class Run {
        private final Atoms atoms;
        private final Batch y;
        private final Batch x;
        private final Batch trial;
        private final Batch residual;
        private final Batch correlation;
        private final OrthogonalFit wide;
        private final OrthogonalFit narrow;
        private final Largest largest;
        private final double[] scores;
        private final boolean[] chosen;

        Run(Atoms atoms, Batch y) {
            this.atoms = atoms;
            this.y = y;
            x = y.like(atoms.domain());
            trial = new Batch(1, y.planes(), atoms.domain());
            residual = y.copy();
            correlation = y.like(atoms.domain());
            int most = (int) Math.min(3L * sparsity, atoms.domain());
            wide = new OrthogonalFit(atoms, y.planes(), most);
            narrow = new OrthogonalFit(atoms, y.planes(), Math.min(sparsity, most));
            largest = new Largest(atoms.domain());
            scores = new double[atoms.domain()];
            chosen = new boolean[atoms.domain()];
        }

        void iterate(LinearOperator a, int first, IterateListener listener) {
            double[] energy = new double[y.count()];
            double[] target = new double[y.count()];
            boolean[] done = new boolean[y.count()];
            for (int s = 0; s < energy.length; s++) {
                energy[s] = y.energy(s);
                target[s] = ROUNDING * ROUNDING * energy[s];
            }
            for (int k = 1, running = energy.length; k <= iterations && running > 0; k++) {
                a.adjoint(residual, correlation);
                for (int s = 0; s < energy.length; s++) {
                    if (done[s]) {
                        continue;
                    }
                    fit(s);
                    double reached = narrow.residualEnergy();
                    if (!(reached < energy[s]) || energy[s] <= target[s]) {
                        done[s] = true;
                        running--;
                        continue;
                    }
                    energy[s] = reached;
                    narrow.coefficients(x, s);
                    narrow.residual(residual, s);
                    if (listener != IterateListener.NONE) {
                        listener.iterate(first + s, k, x.slice(s, s + 1), new double[0], reached / 2);
                    }
                }
            }
        }

        /** Leaves the next iterate of sample {@code s} in {@code narrow}. */
        private void fit(int s) {
            for (int j = 0; j < scores.length; j++) {
                scores[j] = atoms.energy(j) > 0 ? correlation.energy(s, j) / atoms.energy(j) : 0;
            }
            largest.mark(scores, (int) Math.min(2L * sparsity, scores.length), chosen);
            wide.start(y, s);
            for (int j = 0; j < scores.length; j++) {
                if (x.energy(s, j) > 0) {
                    wide.add(j);
                    chosen[j] = false;
                }
            }
            addChosen(wide);
            wide.coefficients(trial, 0);
            for (int j = 0; j < scores.length; j++) {
                scores[j] = trial.energy(0, j) * atoms.energy(j);
            }
            largest.mark(scores, sparsity, chosen);
            narrow.start(y, s);
            addChosen(narrow);
        }

        private void addChosen(OrthogonalFit fit) {
            for (int j = 0; j < chosen.length; j++) {
                if (chosen[j]) {
                    fit.add(j);
                }
            }
        }
    }
}
