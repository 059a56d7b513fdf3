package org.gatefold.sparse.classical;

/**
 * The weight λ of an ℓ₁ penalty, in units of Aᴴy: at {@code maxᵢ ‖(Aᴴy)ᵢ‖₂} and above, the answer is 0.
 *
 * <p>λ is the largest of three terms: a number of its own; a share of that maximum, which makes answers follow the
 * scale of y; and {@code noise·σ·√(2 ln N + P)}, about the largest of N correlations of P planes of noise with unit
 * columns, where the noise variance σ² of a real number is known.
 *
 * @param absolute λ itself, at least 0
 * @param share of {@code maxᵢ ‖(Aᴴy)ᵢ‖₂}, at least 0
 * @param noise factor of the noise term, at least 0
 */
public record Penalty(double absolute, double share, double noise) {
    public Penalty {
        if (!(absolute >= 0 && share >= 0 && noise >= 0 && absolute + share + noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a penalty weight must be finite and at least 0, found " + absolute
                    + ", " + share + " and " + noise);
        }
    }

    public static Penalty absolute(double lambda) {
        return new Penalty(lambda, 0, 0);
    }

    public static Penalty relative(double share) {
        return new Penalty(0, share, 0);
    }

    /** This penalty, but never below {@code factor} times what noise alone would reach. */
    public Penalty aboveNoise(double factor) {
        return new Penalty(absolute, share, factor);
    }

    /** @param noiseVariance of a real number of the measurements, NaN if unknown */
    double lambda(double largestCorrelation, double noiseVariance, int planes, int domain) {
        double noiseTerm =
                Double.isNaN(noiseVariance) ? 0 : noise * Math.sqrt(noiseVariance * (2 * Math.log(domain) + planes));
        return Math.max(Math.max(absolute, share * largestCorrelation), noiseTerm);
    }
}
