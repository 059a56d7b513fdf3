package org.gatefold.sparse.classical;

/**
 * Expectation maximisation: γⱼ becomes the posterior mean of |xⱼ|² (averaged over the planes), {@code γ ← γ + γ²(q −
 * s)}, which is |μⱼ|² + Σⱼⱼ of the usual notation; the noise variance {@code λ ← λ + λ²(q − s)/m}.
 *
 * <p>Tipping, J. Machine Learning Research 1, 2001; Wipf and Rao, IEEE Trans. Signal Processing 52(8), 2004 and 55(7),
 * 2007 (several snapshots). The cost (5) never rises.
 *
 * <p><b>Sparser.</b> Noise alone leaves a third of the indices with a variance, for at the optimum of the evidence an
 * index stays wherever qⱼ &gt; sⱼ of the others. A prior {@code p(γⱼ) ∝ γⱼ^(−sparsity)} (for each plane; 1 is that of
 * Jeffreys for one complex snapshot) divides the update by {@code 1 + sparsity}, so that an index has to stand out from
 * the noise to stay. What never rises is then the cost (5) + {@code planes·sparsity·Σ log γⱼ}.
 *
 * @param sparsity exponent of the prior, at least 0; 0 is the evidence alone
 */
public record EmUpdate(double sparsity) implements SblUpdate, EvidenceUpdate {
    /** An index whose γⱼqⱼ is below this share of the exponent shrinks on and on. */
    private static final double LOST = 0.05;

    public EmUpdate {
        if (!(sparsity >= 0 && sparsity < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the exponent of a prior is at least 0, found " + sparsity);
        }
    }

    @Override
    public Course begin(Evidence e) {
        return () -> {
            int n = e.dictionary.domain * e.lanes;
            for (int i = 0; i < n; i++) {
                double g = e.gamma[i];
                e.gamma[i] = Math.max(0, (g + g * g * (e.q[i] - e.s[i])) / (1 + sparsity));
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

    @Override
    public double negligible() {
        return LOST * sparsity;
    }
}
