package org.gatefold.sparse.classical;

/**
 * How {@link Sbl} goes from one set of variances γ to the next.
 *
 * <p>All rules use {@code sⱼ = φⱼᴴΣ⁻¹φⱼ} and {@code qⱼ = |φⱼᴴΣ⁻¹y|²}, averaged over the planes; at a stationary point
 * of the evidence qⱼ = sⱼ wherever γⱼ &gt; 0 and qⱼ ≤ sⱼ elsewhere. A learned noise variance λ follows the same rule
 * with {@code q = ‖Σ⁻¹y‖²} and {@code s = tr Σ⁻¹}.
 */
public sealed interface SblUpdate permits EmUpdate, FixedPointUpdate, FastUpdate, ReweightedL1Update, GatedCellUpdate {
    /** Expectation maximisation: the slowest rule and the one that ends in the best optima. */
    SblUpdate EM = new EmUpdate(0);

    /** MacKay's fixed point {@code γ ← γ·q/s}. */
    SblUpdate MACKAY = new FixedPointUpdate(1);

    /** The multi-snapshot fixed point {@code γ ← γ·√(q/s)} of Gerstoft and others. */
    SblUpdate GERSTOFT = new FixedPointUpdate(0.5);

    /** Tipping and Faul's fast marginal likelihood. */
    SblUpdate FAST = new FastUpdate();

    /** The reweighted ℓ₁ form, at most 200 inner steps. */
    SblUpdate REWEIGHTED_L1 = new ReweightedL1Update(200, 1e-3);

    /** The gated cell with α = 1, β = 0 and the largest step that provably descends. */
    SblUpdate CELL = new GatedCellUpdate(1, GatedCellUpdate.Momentum.NONE);
}
