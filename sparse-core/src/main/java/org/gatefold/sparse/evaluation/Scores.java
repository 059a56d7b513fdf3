package org.gatefold.sparse.evaluation;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;

/** The numbers one metric gives one solver over all samples, and their score. Not safe for concurrent use. */
public final class Scores {
    private final Metric metric;
    private double[] scores = new double[64];
    private double[] weights = new double[64];
    private int count;

    public Scores(Metric metric) {
        this.metric = metric;
    }

    /** Adds every sample of {@code estimate}. */
    public void add(LabelledProblem expected, Batch estimate) {
        Batch truth = expected.truth();
        // Scores of indices have one plane, whatever the planes of the truth.
        int planes = metric instanceof SupportSurprise ? 1 : truth.planes();
        estimate.requireShape(truth.count(), planes, truth.length());
        int needed = count + estimate.count();
        if (needed > scores.length) {
            scores = Arrays.copyOf(scores, Math.max(needed, 2 * scores.length));
            weights = Arrays.copyOf(weights, scores.length);
        }
        for (int s = 0; s < estimate.count(); s++) {
            scores[count] = metric.score(expected, estimate, s);
            weights[count] = metric.weight(expected, estimate, s);
            count++;
        }
    }

    /** The score of all samples so far, with its 95 % confidence interval. */
    public Interval summary() {
        return summary(metric.summary(), Arrays.copyOf(scores, count), Arrays.copyOf(weights, count));
    }

    static Interval summary(Metric.Summary summary, double[] scores, double[] weights) {
        return switch (summary) {
            case MEAN -> Interval.mean(scores);
            case PROPORTION ->
                Interval.proportion(Arrays.stream(scores).filter(v -> v == 1).count(), scores.length);
            case RATIO_DB -> Interval.ratio(scores, weights).map(r -> 10 * Math.log10(r));
            case ROOT_RATIO_PERCENT -> Interval.ratio(scores, weights).map(r -> 100 * Math.sqrt(r));
        };
    }
}
