package org.gatefold.sparse.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;

/**
 * Whether the indices of the largest estimates, by ℓ₂ norm over the planes, are those of the non-zero truth.
 *
 * <p>An estimate of zero is never a guess; equal norms are taken in the order of their index. A truth without non-zero
 * entries counts as found. He et al., "From Bayesian Sparsity to Gated Recurrent Nets", 2017, section 4.1.
 */
public enum SupportAccuracy implements Metric {
    /** Share of samples whose d largest estimates are exactly the d true indices. */
    STRICT("strict", Summary.PROPORTION) {
        @Override
        public double score(LabelledProblem expected, Batch estimate, int sample) {
            int d = sparsity(expected.truth(), sample);
            return hits(expected.truth(), estimate, sample, d) == d ? 1 : 0;
        }
    },
    /** Share of the true indices among the n largest estimates, n the number of measurements; mean over samples. */
    LOOSE("loose", Summary.MEAN) {
        @Override
        public double score(LabelledProblem expected, Batch estimate, int sample) {
            int d = sparsity(expected.truth(), sample);
            int n = expected.problem().operator().range();
            return d == 0 ? 1 : (double) hits(expected.truth(), estimate, sample, n) / d;
        }
    };

    private final String key;
    private final Summary summary;

    SupportAccuracy(String key, Summary summary) {
        this.key = key;
        this.summary = summary;
    }

    private static int sparsity(Batch truth, int sample) {
        return (int) IntStream.range(0, truth.length())
                .filter(i -> truth.energy(sample, i) > 0)
                .count();
    }

    /** How many of the {@code guesses} largest estimates are non-zero in truth. */
    private static int hits(Batch truth, Batch estimate, int sample, int guesses) {
        double[] energy = IntStream.range(0, estimate.length())
                .mapToDouble(i -> estimate.energy(sample, i))
                .toArray();
        Integer[] order = IntStream.range(0, energy.length)
                .filter(i -> energy[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -energy[i]))
                .toArray(Integer[]::new);
        return (int) Arrays.stream(order)
                .limit(guesses)
                .filter(i -> truth.energy(sample, i) > 0)
                .count();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String unit() {
        return "";
    }

    @Override
    public Summary summary() {
        return summary;
    }
}
