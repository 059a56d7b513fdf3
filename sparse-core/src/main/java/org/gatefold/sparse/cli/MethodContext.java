package org.gatefold.sparse.cli;

/**
 * What is known of the problems beside their measurements. Every method of a comparison gets the same, so that none
 * wins by knowledge; NaN stands for what is not known.
 *
 * @param range number of measurements m
 * @param domain number of unknowns N
 * @param sparsity true (or expected) number d of non-zero entries
 * @param amplitudeVariance mean square of each real number of a non-zero entry
 * @param noiseKnown whether the problems carry their noise variance
 */
public record MethodContext(int range, int domain, double sparsity, double amplitudeVariance, boolean noiseKnown) {
    /** Nothing known but the sizes. */
    public static MethodContext blind(int range, int domain) {
        return new MethodContext(range, domain, Double.NaN, Double.NaN, false);
    }

    /** Probability that an entry is not zero, d/N; NaN if the sparsity is not known. */
    public double activityRate() {
        return sparsity / domain;
    }

    /** The number of entries a method that must be told one looks for: the known one, else a quarter of m. */
    public int sparsityOrGuess() {
        double guess = Double.isNaN(sparsity) ? range / 4.0 : sparsity;
        return (int) Math.max(1, Math.min(Math.round(guess), Math.min(range, domain)));
    }
}
