package org.gatefold.sparse.learned;

/**
 * What is known of the problems a model is to be trained on, by which its settings get their defaults; NaN stands for
 * what is not known.
 *
 * @param activity share of entries that are not zero
 * @param sparsity their number
 * @param amplitudeVariance mean square of each real number of such an entry
 * @param snrDb signal-to-noise ratio, infinite for no noise
 */
public record ProblemStatistics(double activity, double sparsity, double amplitudeVariance, double snrDb) {
    /** Nothing. */
    public static final ProblemStatistics UNKNOWN =
            new ProblemStatistics(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** {@code value}, or {@code fallback} if it is not known. */
    static double known(double value, double fallback) {
        return Double.isNaN(value) ? fallback : value;
    }
}
