package org.gatefold.sparse;

/**
 * How good estimates are: a number and a weight for each sample, and the way they make one score of many samples.
 *
 * <p>Most scores are means and have weight 1. A ratio of sums, such as the NMSE of a whole test set, has the numerator
 * as its number and the denominator as its weight.
 */
public interface Metric {
    /** How the numbers of samples become one score. */
    enum Summary {
        /** Σ score / number of samples; samples with NaN are left out. */
        MEAN,
        /** Share of samples whose score is 1; the others are 0. */
        PROPORTION,
        /** 10·log₁₀(Σ score / Σ weight). */
        RATIO_DB,
        /** 100·√(Σ score / Σ weight), a percentage. */
        ROOT_RATIO_PERCENT
    }

    /** Its name in tables, as in nmse_db. */
    String key();

    /** The unit, empty for a share. */
    String unit();

    Summary summary();

    /** The number of sample {@code sample}. */
    double score(LabelledProblem expected, Batch estimate, int sample);

    /** The weight of sample {@code sample}. */
    default double weight(LabelledProblem expected, Batch estimate, int sample) {
        return 1;
    }
}
