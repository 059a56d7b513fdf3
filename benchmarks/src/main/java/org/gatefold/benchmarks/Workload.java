package org.gatefold.benchmarks;

import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.dictionary.AnalyticWeights;
import org.gatefold.sparse.dictionary.Dictionaries;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.operator.RealMatrix;

/**
 * The data of a case: a Gaussian dictionary, its analytic weights, and problems of the NA-ALISTA benchmark (Bernoulli
 * support of 50 on average, N(0,1) amplitudes, 40 dB).
 *
 * @param dictionary Φ, m×n, columns of unit length
 * @param analytic W, m×n: min ‖WᵀΦ‖_F with wᵢᵀφᵢ = 1
 * @param truth x, count×1×n
 * @param measurements y, count×1×m
 */
public record Workload(RealMatrix dictionary, Matrix analytic, Batch truth, Batch measurements) {
    private static final int SPARSITY = 50;
    private static final double SNR_DB = 40;

    /** Draws all of it anew. */
    public static Workload draw(RandomGenerator rng, int m, int n, int count) {
        RealMatrix dictionary = Dictionaries.gaussian(rng, m, n);
        LabelledProblem drawn = new SyntheticProblems(
                        dictionary,
                        SyntheticProblems.Support.BERNOULLI,
                        SyntheticProblems.Amplitudes.GAUSSIAN,
                        SPARSITY,
                        SNR_DB,
                        false)
                .draw(rng, count);
        return new Workload(
                dictionary,
                Matrix.of(m, n, AnalyticWeights.of(dictionary).re()),
                drawn.truth(),
                drawn.problem().measurements());
    }

    public int m() {
        return dictionary.range();
    }

    public int n() {
        return dictionary.domain();
    }

    public int count() {
        return truth.count();
    }

    /** The problems as solvers get them. */
    public LabelledProblem labelled() {
        return new LabelledProblem(new SparseProblem(dictionary, measurements, SparseProblem.UNKNOWN), truth);
    }

    public Matrix phi() {
        return Matrix.of(m(), n(), dictionary.re());
    }
}
