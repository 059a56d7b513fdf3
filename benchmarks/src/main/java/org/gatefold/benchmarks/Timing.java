package org.gatefold.benchmarks;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.gatefold.sparse.evaluation.Interval;

/** Medians of repeated measurements. */
final class Timing {
    private Timing() {}

    /**
     * The median with its 95 % interval between order statistics, which holds for any law of the values; below six
     * values, where no such interval exists, their whole range.
     */
    static Interval median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        int below = Math.max(1, new BinomialDistribution(null, n, 0.5).inverseCumulativeProbability(0.025));
        return new Interval(median, sorted[below - 1], sorted[n - below]);
    }

    /** The median of the ratios of values measured in turn. */
    static Interval medianRatio(double[] numerators, double[] denominators) {
        double[] ratios = new double[numerators.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = numerators[i] / denominators[i];
        }
        return median(ratios);
    }
}
