package org.gatefold.sparse.classical;

/** The Bernoulli–Gaussian prior of one sample on its way: what is given stays, what is not is learned by EM. */
final class TunedPrior {
    private final BernoulliGaussian given;
    private final int length;
    private BernoulliGaussian now;

    /**
     * @param length number of indices
     * @param range number of measurements M, which bounds what sparsity can be hoped for: the start is ρ = M/(10N)
     * @param power signal power an index, per real number, that all ρv should make at the start
     */
    TunedPrior(BernoulliGaussian given, int length, int range, double power) {
        this.given = given;
        this.length = length;
        double activity = Double.isNaN(given.activity())
                ? Math.min(0.5, Math.max(0.1 * range / length, 0.5 / length))
                : given.activity();
        double variance = Double.isNaN(given.variance()) ? Math.max(power / activity, 1e-30) : given.variance();
        now = new BernoulliGaussian(activity, variance);
    }

    BernoulliGaussian now() {
        return now;
    }

    /** Back to what was learned earlier. */
    void assume(BernoulliGaussian learned) {
        now = learned;
    }

    /** The EM update from the moments of a shrinkage (Vila and Schniter, IEEE Trans. Signal Process. 61, 2013). */
    void learn(BernoulliGaussian.Moments moments) {
        learn(moments.activity(), moments.energy());
    }

    /** The same from an expected number of active indices and the sum of their E‖xᵢ‖²/P. */
    void learn(double active, double energy) {
        if (!Double.isNaN(given.activity()) && !Double.isNaN(given.variance())) {
            return;
        }
        double activity = now.activity();
        double variance = now.variance();
        if (Double.isNaN(given.activity())) {
            activity = Math.max(0.1 / length, Math.min(1 - 0.1 / length, active / length));
        }
        if (Double.isNaN(given.variance()) && active > 1e-3) {
            double next = energy / active;
            variance = Double.isFinite(next) ? Math.max(next, 1e-30) : variance;
        }
        now = new BernoulliGaussian(activity, variance);
    }
}
