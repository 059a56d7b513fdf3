package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.kernel.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Bayesian matching pursuit: climbs the posterior of the active set S under the Bernoulli–Gaussian prior,
 *
 * <pre>
 * ln p(S|y) = |S| ln(ρ/(1−ρ)) − (P/2) ln det C − ½ Σ_planes yᴴC⁻¹y + const,    C = σ²I + v A_S A_Sᴴ,
 * </pre>
 *
 * and answers with the posterior mean E[x|y, S], or its average over S and all sets one move away, weighted by their
 * posterior. No condition on A: correlated and structured dictionaries are what it is for.
 *
 * <p>A move takes an index in, {@code L = ln(ρ/(1−ρ)) − (P/2) ln(1+vQ) + v‖q‖²/(2(1+vQ))} with {@code Q = aᴴC⁻¹a, q =
 * aᴴC⁻¹y}, takes one out, or exchanges one for another; the best of the first two kinds first, exchanges when none of
 * them gains. The model is that of Schniter, Potter and Ziniel (Fast Bayesian matching pursuit, ITA 2008), the moves
 * those of Tipping and Faul (AISTATS 2003). A round ends when no move gains, or after the given number of moves; with
 * ρ, v and σ² given there is one round, else what is not given is estimated after each ({@code σ² = ‖r‖²/(P(M − d))}
 * with d the degrees of freedom of the fit) until nothing changes or the rounds are over.
 *
 * <p>Two ways out of local maxima follow, each kept only if the posterior gains: climbs from there under 10, 100 and
 * 1000 times the noise, and climbs without an active index and those its atom is correlated with.
 *
 * <p>Hardly any noise: the updates know Q and q to about ε(v‖a‖²/σ²)², relative to what decides, where columns are
 * nearly dependent. What is below 64√ε ≈ 10⁻⁶ of the measurements' power counts as that much, which keeps this small;
 * should the answer drown in rounding for all that, the pursuit begins anew with more noise.
 *
 * <p>The prior's v holds for all indices; a profile vᵢ is a scaling of the columns ({@link BernoulliGaussian}). Cost: a
 * move O(|S|N), a round of exchanges or an average O(|S|²N), in double; each Gram row once a call. Reported cost: −ln
 * p(S|y) relative to the empty set, which falls within a round.
 *
 * @param prior ρ and v, or what of them is known
 * @param averaged whether to average over the sets one move away
 * @param rounds largest number of rounds where something is to be estimated, at least 1
 * @param moves largest number of moves a round, at least 1
 */
public record BayesianMatchingPursuit(BernoulliGaussian prior, boolean averaged, int rounds, int moves)
        implements SparseSolver {
    /** Samples a shard: fewer than the products of others need, for here samples differ much in cost. */
    private static final int SHARD = 8;

    public BayesianMatchingPursuit {
        if (rounds < 1 || moves < 1) {
            throw new IllegalArgumentException(
                    "Bayesian matching pursuit needs at least 1 round and 1 move, found " + rounds + " and " + moves);
        }
    }

    /** Averaged, up to 8 rounds to where no move gains. */
    public BayesianMatchingPursuit(BernoulliGaussian prior) {
        this(prior, true, 8, 10_000);
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        return solve(problem, null, null, listener);
    }

    /**
     * The same under a prior with an activity for each index.
     *
     * @param activities ρⱼ in (0, 1) in place of the prior's ρ; null for that one
     * @param powers count × 1 × N, which is filled with {@code E[‖xⱼ‖²/P | y, S]} of the active indices and 0 for the
     *     others; null if nobody asks
     */
    Batch solve(
            SparseProblem problem, double @Nullable [] activities, @Nullable Batch powers, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        Atoms atoms = new Atoms(problem.operator());
        GramRows gram = new GramRows(atoms);
        Workers.forShards(problem.count(), SHARD, (from, to) -> {
            var pursuit = new SamplePursuit(this, problem, atoms, gram, activities, listener);
            for (int s = from; s < to; s++) {
                pursuit.pursue(s, answer);
                if (powers != null) {
                    pursuit.powers(s, powers);
                }
            }
        });
        return answer;
    }
}
