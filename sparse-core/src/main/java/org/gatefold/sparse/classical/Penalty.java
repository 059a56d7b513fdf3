package org.gatefold.sparse.classical;

/**
 * The weight λ of an ℓ₁ penalty, in units of Aᴴy: at {@code maxᵢ ‖(Aᴴy)ᵢ‖₂} and above, the answer is 0.
 *
 * @param value λ itself, or the share of that maximum, which makes answers follow the scale of y
 * @param relative whether {@code value} is such a share, per sample
 */
public record Penalty(double value, boolean relative) {
    public Penalty {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a penalty weight must be finite and at least 0, found " + value);
        }
    }

    public static Penalty absolute(double lambda) {
        return new Penalty(lambda, false);
    }

    public static Penalty relative(double share) {
        return new Penalty(share, true);
    }

    double lambda(double largestCorrelation) {
        return relative ? value * largestCorrelation : value;
    }
}
