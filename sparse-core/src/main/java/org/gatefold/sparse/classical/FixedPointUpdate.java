package org.gatefold.sparse.classical;

/**
 * The fixed points {@code γ ← γ·(q/s)^power}, {@code λ ← λ·(q/s)^power}.
 *
 * <p>Power 1 is MacKay's rule γ ← |μ|²/(1 − Σⱼⱼ/γⱼ) (MacKay, Neural Computation 4(3), 1992; Tipping 2001), written with
 * μⱼ = γⱼaⱼ and Σⱼⱼ = γⱼ − γⱼ²sⱼ; its cost need not descend. Power ½ is the multi-snapshot rule of Gerstoft,
 * Mecklenbräuker, Xenaki and Nannuru, IEEE Signal Processing Letters 23(10), 2016, and also the minimiser γⱼ = |μⱼ|/√sⱼ
 * of the bound behind Proposition 1 of He, Xin, Ikehata and Wipf (NIPS 2017): with it the cost (5) never rises. Powers
 * between trade speed for safety. Both have the same fixed points.
 *
 * @param power in (0, 1]
 */
public record FixedPointUpdate(double power) implements SblUpdate, EvidenceUpdate {
    public FixedPointUpdate {
        if (!(power > 0 && power <= 1)) {
            throw new IllegalArgumentException("the power of a fixed point is in (0, 1], found " + power);
        }
    }

    @Override
    public Course begin(Evidence e) {
        return () -> {
            int n = e.dictionary.domain * e.lanes;
            for (int i = 0; i < n; i++) {
                if (e.gamma[i] > 0) {
                    e.gamma[i] *= raised(e.q[i] / e.s[i]);
                }
            }
        };
    }

    @Override
    public double noiseVariance(double lambda, double q, double s, int range) {
        return lambda * raised(q / s);
    }

    private double raised(double ratio) {
        return power == 1 ? ratio : power == 0.5 ? Math.sqrt(ratio) : Math.pow(ratio, power);
    }

    @Override
    public boolean revives() {
        return false;
    }
}
