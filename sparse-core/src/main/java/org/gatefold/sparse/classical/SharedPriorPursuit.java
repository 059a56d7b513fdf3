package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * {@link BayesianMatchingPursuit} of samples that have one prior in common, which is learned from them (empirical
 * Bayes): index i is active with probability ρᵢ, and then each of its P real numbers is N(0, vᵢ).
 *
 * <p>The start is {@code ρᵢ = ρ₀ = 0.2, vᵢ = γᵢ/ρ₀} with the variances γ of {@link Sbl} that takes all samples for
 * snapshots of one (MacKay's update). Each round pursues every sample under ρ and v and renews them from the sets S and
 * the moments that were found, with one sample's worth of the start and of the mean activity ρ̄ beside the n of the
 * batch, so that few samples rule nothing out:
 *
 * <pre>
 * ρᵢ = (Σ_s [i ∈ S_s] + ρ̄)/(n + 1),    vᵢ = (Σ_s [i ∈ S_s] E[‖xᵢ‖²/P | y_s, S_s] + γᵢ/ρ₀)/(Σ_s [i ∈ S_s] + 1)
 * </pre>
 *
 * <p>The answer is that of a last pursuit. An unknown noise is learned for each sample. Cost: 1 + rounds pursuits and
 * one {@link Sbl}; iterates are reported for the last pursuit, for columns scaled by √vᵢ.
 *
 * @param averaged whether the answer is averaged over the sets one move away
 * @param rounds how often ρ and v are renewed
 */
public record SharedPriorPursuit(boolean averaged, int rounds) implements SparseSolver {
    private static final double FIRST_ACTIVITY = 0.2;

    /** Further from certainty than this an activity stays. */
    private static final double UNSURE = 1e-4;

    /** Variances stay above this share of the largest. */
    private static final double LEAST = 1e-8;

    /** Scaled columns: active entries have variance 1, and each index has an activity of its own. */
    private static final BernoulliGaussian UNIT = new BernoulliGaussian(FIRST_ACTIVITY, 1);

    private static final Sbl SHARED = new Sbl(SblUpdate.MACKAY, false, 1e-8, 1, 15, 1e-4);

    /** Rounds and moves of the pursuit of one sample. */
    private static final int ROUNDS = 8;

    private static final int MOVES = 100_000;

    public SharedPriorPursuit {
        if (rounds < 0) {
            throw new IllegalArgumentException("expected at least 0 rounds, found " + rounds);
        }
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        DenseOperator matrix = DenseOperator.of(problem.operator());
        int n = matrix.domain();
        double[] start = start(problem, matrix);
        double[] activities = new double[n];
        Arrays.fill(activities, FIRST_ACTIVITY);
        double[] variances = start.clone();
        for (int round = 0; round < rounds; round++) {
            Batch powers = new Batch(problem.count(), 1, n);
            pursue(problem, matrix, false, activities, variances, powers, IterateListener.NONE);
            renew(powers, start, activities, variances);
        }
        return pursue(problem, matrix, averaged, activities, variances, new Batch(problem.count(), 1, n), listener);
    }

    /** γᵢ/ρ₀. */
    private static double[] start(SparseProblem problem, DenseOperator matrix) {
        Batch y = problem.measurements();
        Batch snapshots = Batch.wrap(1, y.count() * y.planes(), y.length(), y.data());
        double noise = 0;
        for (int s = 0; s < y.count(); s++) {
            noise += problem.noiseVariance(s) / y.count();
        }
        double[] start =
                SHARED.posterior(new SparseProblem(matrix, snapshots, noise)).gamma(0);
        double least = Math.max(LEAST * Arrays.stream(start).max().orElse(0), Float.MIN_NORMAL);
        for (int i = 0; i < start.length; i++) {
            start[i] = Math.max(start[i], least) / FIRST_ACTIVITY;
        }
        return start;
    }

    private static Batch pursue(
            SparseProblem problem,
            DenseOperator matrix,
            boolean averaged,
            double[] activities,
            double[] variances,
            Batch powers,
            IterateListener listener) {
        double[] roots = Arrays.stream(variances).map(Math::sqrt).toArray();
        Batch x = new BayesianMatchingPursuit(UNIT, averaged, ROUNDS, MOVES)
                .solve(problem.with(matrix.scaled(roots)), activities, powers, listener);
        int n = roots.length;
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] *= (float) roots[i % n];
        }
        for (int i = 0; i < powers.data().length; i++) {
            powers.data()[i] *= (float) variances[i % n];
        }
        return x;
    }

    private static void renew(Batch powers, double[] start, double[] activities, double[] variances) {
        int n = powers.length();
        double[] active = new double[n];
        double[] sums = new double[n];
        for (int s = 0; s < powers.count(); s++) {
            for (int i = 0; i < n; i++) {
                double power = powers.at(s, 0, i);
                active[i] += power > 0 ? 1 : 0;
                sums[i] += power;
            }
        }
        double mean = Arrays.stream(active).sum() / ((double) n * powers.count());
        for (int i = 0; i < n; i++) {
            activities[i] = Math.max(UNSURE, Math.min(1 - UNSURE, (active[i] + mean) / (powers.count() + 1)));
            variances[i] = (sums[i] + start[i]) / (active[i] + 1);
        }
    }
}
