package org.gatefold.sparse.evaluation;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;

/**
 * How little scores of the indices expect the true ones: {@code −log softmax(z)ⱼ}, the mean over the non-zero entries j
 * of the truth, in nats. At best log d, where the scores of the d true indices are equal and far above all others.
 */
public record SupportSurprise() implements Metric {
    @Override
    public String key() {
        return "surprise";
    }

    @Override
    public String unit() {
        return "nats";
    }

    @Override
    public Summary summary() {
        return Summary.MEAN;
    }

    /**
     * @param estimate scores z, count × 1 × domain
     * @return NaN for a truth of zero
     */
    @Override
    public double score(LabelledProblem expected, Batch estimate, int sample) {
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < estimate.length(); i++) {
            top = Math.max(top, estimate.at(sample, 0, i));
        }
        double sum = 0;
        double scores = 0;
        int active = 0;
        for (int i = 0; i < estimate.length(); i++) {
            double z = estimate.at(sample, 0, i) - top;
            sum += Math.exp(z);
            if (expected.truth().energy(sample, i) > 0) {
                scores += z;
                active++;
            }
        }
        return active == 0 ? Double.NaN : Math.log(sum) - scores / active;
    }
}
