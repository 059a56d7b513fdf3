package org.gatefold.sparse.classical;

/**
 * The reweighted ℓ₁ form of He, Xin, Ikehata and Wipf (NIPS 2017), Eqs. 6–7: with {@code wⱼ = (φⱼᴴ(λI + ΦΓΦᴴ)⁻¹φⱼ)^½},
 * the closed form of Eq. 7,
 *
 * <pre>
 * x ← argmin ½‖y − Φx‖² + λ Σⱼ wⱼ‖xⱼ‖₂·√planes,   γⱼ ← ‖xⱼ‖₂/(√planes·wⱼ).
 * </pre>
 *
 * The inner problem is solved by FISTA from the posterior mean, rejecting any step that does not descend; it ends when
 * every entry keeps its KKT condition to {@code tolerance·λwⱼ√planes}, or after {@code innerIterations} steps. However
 * early it ends, the cost (5) never rises (Proposition 1), given a known noise variance. The penalty shrinks with λ, so
 * that nearly noiseless problems need many inner steps: {@link EmUpdate} suits those better.
 *
 * <p>Cost of an iteration: one evaluation of the evidence and up to {@code innerIterations} products with Φ and Φᴴ.
 *
 * @param innerIterations at least 1
 * @param innerTolerance at least 0
 */
public record ReweightedL1Update(int innerIterations, double innerTolerance) implements SblUpdate, EvidenceUpdate {
    public ReweightedL1Update {
        if (innerIterations < 1 || !(innerTolerance >= 0)) {
            throw new IllegalArgumentException(
                    "the inner problem needs at least 1 iteration and a tolerance ≥ 0, found " + innerIterations
                            + " and " + innerTolerance);
        }
    }

    @Override
    public Course begin(Evidence e) {
        double squaredNorm = e.dictionary.squaredNorm();
        WeightedL1 inner = new WeightedL1(e, squaredNorm);
        return () -> {
            inner.solve(innerIterations, innerTolerance);
            for (int i = 0; i < e.dictionary.domain * e.lanes; i++) {
                e.gamma[i] = e.s[i] > 0 ? inner.norm(i) / Math.sqrt(e.planes * e.s[i]) : 0;
            }
        };
    }

    @Override
    public double noiseVariance(double lambda, double q, double s, int range) {
        return lambda * Math.sqrt(q / s);
    }

    @Override
    public boolean revives() {
        return true;
    }
}
