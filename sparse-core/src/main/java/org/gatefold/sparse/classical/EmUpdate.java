package org.gatefold.sparse.classical;

/**
 * Expectation maximisation: γⱼ becomes the posterior mean of |xⱼ|² (averaged over the planes), {@code γ ← γ + γ²(q −
 * s)}, which is |μⱼ|² + Σⱼⱼ of the usual notation; the noise variance {@code λ ← λ + λ²(q − s)/m}.
 *
 * <p>Tipping, J. Machine Learning Research 1, 2001; Wipf and Rao, IEEE Trans. Signal Processing 52(8), 2004 and 55(7),
 * 2007 (several snapshots). The cost (5) never rises.
 */
public record EmUpdate() implements SblUpdate, EvidenceUpdate {
    @Override
    public Course begin(Evidence e) {
        return () -> {
            int n = e.dictionary.domain * e.lanes;
            for (int i = 0; i < n; i++) {
                double g = e.gamma[i];
                e.gamma[i] = Math.max(0, g + g * g * (e.q[i] - e.s[i]));
            }
        };
    }

    @Override
    public double noiseVariance(double lambda, double q, double s, int range) {
        return lambda + lambda * lambda * (q - s) / range;
    }

    @Override
    public boolean revives() {
        return false;
    }
}
