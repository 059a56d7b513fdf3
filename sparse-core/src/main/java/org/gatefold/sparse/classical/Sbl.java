package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * Sparse Bayesian learning: minimises the type-II cost {@code L(γ) = Σ_planes yᴴΣ⁻¹y + planes·log|Σ|, Σ = λI + ΦΓΦᴴ}
 * over one variance γⱼ ≥ 0 an index, shared by all planes, and answers the posterior mean {@code ΓΦᴴΣ⁻¹y}.
 *
 * <p>He, Xin, Ikehata and Wipf, NIPS 2017, Eqs. 3–5; Tipping 2001; several snapshots as in Wipf and Rao 2007. λ is the
 * noise variance per real number (so for complex planes yᴴΣ⁻¹y + 2·log|Σ| a snapshot, twice the circular negative
 * log-likelihood). The {@link SblUpdate} says how γ moves; γ starts equal for all columns, relative to their lengths,
 * unless {@link StartingVariances} say otherwise.
 *
 * <p><b>Noise.</b> λ is the problem's noise variance, or learned where that is unknown or {@code learnNoise} is set,
 * but never less than {@code noiseFloor} times the mean square of y. Measurements and columns are scaled inside: the
 * answer is equivariant to the scale of y and to that of the columns.
 *
 * <p>The joint optimum over γ and λ states λ too small where m &lt; N, in every form: a tenth of it from one snapshot
 * at 60×80, seven tenths from 32 snapshots at 12×24; with m &gt; N it is within a tenth.
 *
 * <p><b>Stopping.</b> A problem ends when no γ changes by more than {@code tolerance} times the largest in an
 * iteration, as every fourth one looks (for {@link FastUpdate}: when no change lowers the cost by more than
 * {@code tolerance}), or after {@code iterations}. Variances below {@code 1e-8} times the largest are dropped, except
 * by the forms in which they may come back.
 *
 * <p><b>Which form.</b> EM is the strongest in general and the default of {@link #of()}: on the correlated 20×100
 * dictionary of the paper, noiseless with d = 7, it finds the exact support of 72 % of the problems, from the small
 * start of the textbooks (1 in place of 100) 61 %, MacKay's and Gerstoft's fixed points 24 and 21 %, the cell 23 to 27
 * %, the fast form 2 %. Its slow, nearly even descent from large variances decides late. The others are faster.
 *
 * <p>All algebra is in double. Cost of an iteration: about m²N multiply-adds a problem, four times as many if complex.
 * Listeners hear the posterior mean, the cost in the units of the data, and the variances γ, or for the reweighted ℓ₁
 * and cell forms their penalty weights w = √s.
 *
 * @param update the form of the algorithm
 * @param learnNoise whether to learn λ even where the problem states it; the statement is then not used
 * @param noiseFloor smallest λ relative to the mean square of y, positive
 * @param start tr(ΦΓΦᴴ) at the start relative to ‖y‖², positive; {@link FastUpdate} starts at γ = 0 instead
 * @param iterations largest number of iterations, at least 1
 * @param tolerance when to stop; 0 runs all iterations
 * @param variances how uneven γ is at the start
 */
public record Sbl(
        SblUpdate update,
        boolean learnNoise,
        double noiseFloor,
        double start,
        int iterations,
        double tolerance,
        StartingVariances variances)
        implements SparseSolver {
    /** Most problems solved side by side on one thread: enough to fill vectors, few enough for a second-level cache. */
    private static final int LANES = 128;

    /** Fewer problems than this are solved one by one: side by side they would not fill a vector. */
    private static final int FEW = 8;

    public Sbl {
        if (iterations < 1 || !(tolerance >= 0) || !(noiseFloor > 0) || !(start > 0)) {
            throw new IllegalArgumentException("SBL needs at least 1 iteration, a tolerance ≥ 0, a positive noise floor"
                    + " and start, found " + iterations + ", " + tolerance + ", " + noiseFloor + " and " + start);
        }
    }

    /** From even variances. */
    public Sbl(
            SblUpdate update, boolean learnNoise, double noiseFloor, double start, int iterations, double tolerance) {
        this(update, learnNoise, noiseFloor, start, iterations, tolerance, StartingVariances.EVEN);
    }

    /** The strongest general form: EM with its usual settings. */
    public static Sbl of() {
        return of(SblUpdate.EM);
    }

    /** The form with its usual settings. */
    public static Sbl of(SblUpdate update) {
        if (update instanceof FastUpdate) {
            return new Sbl(update, false, 1e-8, 1, 2000, 1e-6);
        }
        return new Sbl(update, false, 1e-8, update instanceof EmUpdate ? 100 : 1, 300, 1e-4);
    }

    /** The same solver with other limits. */
    public Sbl withStop(int otherIterations, double otherTolerance) {
        return new Sbl(update, learnNoise, noiseFloor, start, otherIterations, otherTolerance, variances);
    }

    /** The same solver from other variances. */
    public Sbl from(StartingVariances other) {
        return new Sbl(update, learnNoise, noiseFloor, start, iterations, tolerance, other);
    }

    /** The same solver, learning the noise variance whatever the problem states. */
    public Sbl learningNoise() {
        return new Sbl(update, true, noiseFloor, start, iterations, tolerance, variances);
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        return posterior(problem, listener).mean();
    }

    /** Solves every sample and hands out all that was learned on the way. */
    public SblPosterior posterior(SparseProblem problem, IterateListener listener) {
        SblDictionary dictionary = new SblDictionary(DenseOperator.of(problem.operator()));
        SblPosterior posterior = new SblPosterior(problem.zeroEstimate());
        if (update instanceof EvidenceUpdate rule) {
            boolean small = dictionary.small() && problem.count() >= FEW;
            double[] products = small ? dictionary.products() : new double[0];
            Workers.forShards(problem.count(), small ? lanes(problem.count()) : 1, (from, to) -> {
                SblShard shard = new SblShard(this, problem, listener, posterior, dictionary);
                shard.solve(rule, products, from, to);
            });
        } else {
            Workers.forShards(
                    problem.count(), 4, (from, to) -> new FastMarginal(this, problem, listener, posterior, dictionary)
                            .solve(from, to));
        }
        return posterior;
    }

    /** Several shards even of a small batch, so that all threads have work; the size depends on the batch alone. */
    private static int lanes(int count) {
        return Math.min(LANES, Math.max(16, (count + 3) / 4));
    }

    /** As {@link #posterior(SparseProblem, IterateListener)} with nobody listening. */
    public SblPosterior posterior(SparseProblem problem) {
        return posterior(problem, IterateListener.NONE);
    }
}
