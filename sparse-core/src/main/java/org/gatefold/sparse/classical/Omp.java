package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.kernel.Workers;

/**
 * Orthogonal matching pursuit, the greedy way to {@code min ‖y − Ax‖₂} with at most {@code sparsity} non-zero entries.
 *
 * <p>Pati, Rezaiifar and Krishnaprasad, Asilomar 1993; over several planes it is the simultaneous OMP of Tropp, Gilbert
 * and Strauss (Signal Processing 86, 2006) with q = 2. Each step takes the atom with the largest {@code ‖aⱼᴴr‖₂/‖aⱼ‖₂}
 * and fits all taken atoms anew by least squares. A sample ends when it has {@code sparsity} atoms, when {@code ‖r‖₂ ≤
 * residualTolerance·‖y‖₂}, or when the best atom is in the span of those taken; where the noise variance σ² of a real
 * number is known, also when the best atom is no better than noise alone would make it, {@code ‖aⱼᴴr‖₂/‖aⱼ‖₂ ≤
 * noise·σ√(2 ln N + P)} with P planes (Cai and Wang, IEEE Trans. Inf. Theory 57, 2011). k atoms are found exactly from
 * noiseless data when the coherence μ < 1/(2k−1) (Tropp, IEEE Trans. Inf. Theory 50, 2004). Cost per step: one adjoint,
 * and O(kM) of QR in double. Reported cost: ½‖y − Ax‖².
 *
 * @param sparsity most non-zero entries, at least 1
 * @param residualTolerance ‖r‖₂/‖y‖₂ to stop at, in [0, 1)
 * @param noise factor of what noise alone would reach, at least 0; 0 takes no notice of the noise
 */
public record Omp(int sparsity, double residualTolerance, double noise) implements SparseSolver {
    /** What float32 measurements can say of a residual: below this share of ‖y‖₂ it is rounding. */
    private static final double ROUNDING = 1e-7;

    public Omp {
        if (sparsity < 1 || !(residualTolerance >= 0 && residualTolerance < 1) || !(noise >= 0)) {
            throw new IllegalArgumentException("OMP needs a sparsity of at least 1, a tolerance in [0, 1) and a factor"
                    + " of the noise of at least 0, found " + sparsity + ", " + residualTolerance + " and " + noise);
        }
    }

    /** Stops at a sparsity and a residual, whatever is known of the noise. */
    public Omp(int sparsity, double residualTolerance) {
        this(sparsity, residualTolerance, 0);
    }

    /** Always {@code sparsity} atoms, fewer only if these explain everything. */
    public Omp(int sparsity) {
        this(sparsity, 0);
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        Atoms atoms = new Atoms(problem.operator());
        Workers.forShards(problem.count(), ProximalGradient.SHARD, (from, to) -> {
            Batch y = problem.measurements().slice(from, to);
            answer.put(from, pursue(problem, atoms, y, from, listener));
        });
        return answer;
    }

    private Batch pursue(SparseProblem problem, Atoms atoms, Batch y, int first, IterateListener listener) {
        Batch residual = y.copy();
        Batch correlation = y.like(atoms.domain());
        Batch x = y.like(atoms.domain());
        double[] target = new double[y.count()];
        double[] least = new double[y.count()];
        OrthogonalFit[] fits = new OrthogonalFit[y.count()];
        for (int s = 0; s < fits.length; s++) {
            fits[s] = new OrthogonalFit(atoms, y.planes(), sparsity);
            fits[s].start(y, s);
            double share = Math.max(residualTolerance, ROUNDING);
            target[s] = share * share * y.energy(s);
            double square = noise * noise * problem.noiseVariance(first + s);
            least[s] = noise == 0 || Double.isNaN(square) ? 0 : square * (2 * Math.log(atoms.domain()) + y.planes());
        }
        boolean[] done = new boolean[fits.length];
        for (int step = 1, running = fits.length; step <= sparsity && running > 0; step++) {
            problem.operator().adjoint(residual, correlation);
            for (int s = 0; s < fits.length; s++) {
                if (!done[s]
                        && (fits[s].residualEnergy() <= target[s]
                                || !takeBest(fits[s], atoms, correlation, s, least[s]))) {
                    done[s] = true;
                    running--;
                } else if (!done[s]) {
                    fits[s].residual(residual, s);
                    report(fits[s], x, s, first, step, listener);
                }
            }
        }
        for (int s = 0; s < fits.length; s++) {
            fits[s].coefficients(x, s);
        }
        return x;
    }

    /** Takes the atom of the largest share of the residual's energy above {@code least}; false if there is none. */
    private static boolean takeBest(OrthogonalFit fit, Atoms atoms, Batch correlation, int s, double least) {
        int best = -1;
        double most = least;
        for (int j = 0; j < atoms.domain(); j++) {
            double score = atoms.energy(j) > 0 ? correlation.energy(s, j) / atoms.energy(j) : 0;
            if (score > most && !fit.contains(j)) {
                most = score;
                best = j;
            }
        }
        return best >= 0 && fit.add(best);
    }

    private static void report(OrthogonalFit fit, Batch x, int s, int first, int step, IterateListener listener) {
        if (listener != IterateListener.NONE) {
            fit.coefficients(x, s);
            listener.iterate(first + s, step, x.slice(s, s + 1), new double[0], fit.residualEnergy() / 2);
        }
    }
}
