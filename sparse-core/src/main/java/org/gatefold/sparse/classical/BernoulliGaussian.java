package org.gatefold.sparse.classical;

/**
 * The Bernoulli–Gaussian prior: each index is active with probability ρ by itself, and then each of its P real numbers
 * is N(0, v). Its MMSE shrinkage is the denoiser of the message-passing solvers.
 *
 * <p>For {@code r = x + n} with noise of variance τ a real number, with {@code g = v/(v + τ)}:
 *
 * <pre>
 * ln(π/(1−π)) = ln(ρ/(1−ρ)) − (P/2) ln(1 + v/τ) + g‖r‖²/(2τ)
 * E[x|r]      = π g r
 * var         = π g τ + π(1−π) g²‖r‖²/P      mean posterior variance of the P real numbers
 * divergence  = var/τ                        mean of ∂E[x_p|r]/∂r_p over them
 * </pre>
 *
 * <p>A profile of variances over the index is a scaling of the columns: solve for u with A·diag(√pᵢ), then xᵢ = √pᵢ uᵢ.
 *
 * @param activity ρ in (0, 1); NaN if the solver is to learn it
 * @param variance v > 0, per real number (a complex active entry has E|x|² = 2v); NaN if the solver is to learn it
 */
public record BernoulliGaussian(double activity, double variance) {
    /** Nothing known beforehand: the solver learns both numbers from each sample. */
    public static final BernoulliGaussian LEARNED = new BernoulliGaussian(Double.NaN, Double.NaN);

    /** Beyond these log-odds an index is certainly inactive or active, at double precision. */
    private static final double CERTAIN = 40;

    public BernoulliGaussian {
        if (activity <= 0 || activity >= 1 || variance <= 0 || variance == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "a Bernoulli–Gaussian prior needs an activity in (0, 1) and a variance > 0, found " + activity
                            + " and " + variance);
        }
    }

    /** Sums over the indices of a sample that a shrinkage leaves behind; reused from call to call. */
    public static final class Moments {
        private double divergence;
        private double activity;
        private double energy;

        /** Sum of the divergences. */
        public double divergence() {
            return divergence;
        }

        /** Sum of the posterior activities π. */
        public double activity() {
            return activity;
        }

        /** Sum of π·E[‖xᵢ‖²/P | active]; over {@link #activity()} it is the EM update of v. */
        public double energy() {
            return energy;
        }
    }

    /**
     * x ← E[x|r] for one sample.
     *
     * @param r planes·length numbers from {@code offset}, plane after plane
     * @param tau τ of an index with {@code energies} 1
     * @param energies eᵢ > 0: index i has noise τ/eᵢ; where neighbours are equal to 10⁻⁶ the logarithm is shared
     * @param x where the result goes, with the same layout and offset; may be {@code r}
     * @param moments is overwritten
     */
    public void shrink(
            float[] r, int offset, int planes, int length, double tau, double[] energies, float[] x, Moments moments) {
        double prior = Math.log(activity / (1 - activity));
        double energy = Double.NaN;
        double noise = 0;
        double gain = 0;
        double odds = 0;
        double divergences = 0;
        double activities = 0;
        double sizes = 0;
        for (int i = 0; i < length; i++) {
            if (!(Math.abs(energies[i] - energy) <= 1e-6 * energy)) {
                energy = energies[i];
                noise = tau / energy;
                gain = variance / (variance + noise);
                odds = prior - planes / 2.0 * Math.log1p(variance / noise);
            }
            double size = 0;
            for (int p = 0, at = offset + i; p < planes; p++, at += length) {
                size += (double) r[at] * r[at];
            }
            double logit = odds + gain * size / (2 * noise);
            double active = logit < -CERTAIN ? 0 : logit > CERTAIN ? 1 : 1 / (1 + Math.exp(-logit));
            float factor = (float) (active * gain);
            for (int p = 0, at = offset + i; p < planes; p++, at += length) {
                x[at] = factor * r[at];
            }
            if (active > 0) {
                double square = gain * gain * size / planes;
                divergences += active * (gain + (1 - active) * square / noise);
                activities += active;
                sizes += active * (gain * noise + square);
            }
        }
        moments.divergence = divergences;
        moments.activity = activities;
        moments.energy = sizes;
    }
}
