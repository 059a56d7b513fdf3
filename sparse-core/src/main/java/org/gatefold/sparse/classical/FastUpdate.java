package org.gatefold.sparse.classical;

/**
 * Fast marginal likelihood: starts with no column and makes, one at a time, the change of a single variance (add,
 * re-estimate, delete) that lowers the cost (5) most.
 *
 * <p>Tipping and Faul, AISTATS 2003. With {@code s̄ = s/(1 − γs)}, {@code q̄ = q/(1 − γs)²} (what s and q would be
 * without the column) the best variance of a column is {@code γ = (q̄ − s̄)/s̄²} if q̄ &gt; s̄, else 0, and a column at
 * γ costs {@code log(1 + γs̄) − γq̄/(1 + γs̄)} a plane. An iteration is one change; it moves Σ⁻¹, s and a by rank-one
 * updates, about 2m² + 2mN flops (four times as many if complex), renewed from scratch every 64 changes. A learned
 * noise variance is re-estimated by MacKay's rule at each renewal. The cost never rises while the noise variance is
 * known.
 */
public record FastUpdate() implements SblUpdate {}
