package org.gatefold.sparse.evaluation;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;

/**
 * Error vector magnitude in per cent, {@code 100·√(Σ|x̂−x|² / Σ|x|²)}: of received constellation points against the
 * sent ones, or of any estimate against its truth.
 */
public record Evm() implements Metric {
    @Override
    public String key() {
        return "evm_percent";
    }

    @Override
    public String unit() {
        return "%";
    }

    @Override
    public Summary summary() {
        return Summary.ROOT_RATIO_PERCENT;
    }

    @Override
    public double score(LabelledProblem expected, Batch estimate, int sample) {
        return Nmse.error(expected.truth(), estimate, sample);
    }

    @Override
    public double weight(LabelledProblem expected, Batch estimate, int sample) {
        return expected.truth().energy(sample);
    }

    /**
     * The EVM of complex points.
     *
     * @param re,im received points
     * @param trueRe,trueIm sent points, as many
     */
    public static Interval percent(double[] re, double[] im, double[] trueRe, double[] trueIm) {
        double[] error = new double[re.length];
        double[] energy = new double[re.length];
        for (int i = 0; i < re.length; i++) {
            error[i] = Math.pow(re[i] - trueRe[i], 2) + Math.pow(im[i] - trueIm[i], 2);
            energy[i] = Math.pow(trueRe[i], 2) + Math.pow(trueIm[i], 2);
        }
        return Scores.summary(Summary.ROOT_RATIO_PERCENT, error, energy);
    }
}
