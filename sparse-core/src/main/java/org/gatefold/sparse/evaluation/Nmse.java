package org.gatefold.sparse.evaluation;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;

/** Normalised mean squared error in dB, in the two conventions of the literature. */
public enum Nmse implements Metric {
    /** 10·log₁₀(Σ‖x̂−x‖² / Σ‖x‖²) over all samples, as in the NA-ALISTA paper. */
    RATIO_OF_SUMS("nmse_db", Summary.RATIO_DB) {
        @Override
        public double score(LabelledProblem expected, Batch estimate, int sample) {
            return error(expected.truth(), estimate, sample);
        }

        @Override
        public double weight(LabelledProblem expected, Batch estimate, int sample) {
            return expected.truth().energy(sample);
        }
    },
    /** Mean of 10·log₁₀(‖x̂−x‖² / ‖x‖²) over samples; samples with x = 0 are left out. */
    MEAN_OF_DB("mean_sample_nmse_db", Summary.MEAN) {
        @Override
        public double score(LabelledProblem expected, Batch estimate, int sample) {
            double energy = expected.truth().energy(sample);
            return energy == 0 ? Double.NaN : 10 * Math.log10(error(expected.truth(), estimate, sample) / energy);
        }
    };

    private final String key;
    private final Summary summary;

    Nmse(String key, Summary summary) {
        this.key = key;
        this.summary = summary;
    }

    /** ‖x̂−x‖² of one sample, all planes together. */
    static double error(Batch truth, Batch estimate, int sample) {
        double sum = 0;
        for (int i = sample * truth.stride(), end = i + truth.stride(); i < end; i++) {
            double d = (double) estimate.data()[i] - truth.data()[i];
            sum += d * d;
        }
        return sum;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String unit() {
        return "dB";
    }

    @Override
    public Summary summary() {
        return summary;
    }
}
