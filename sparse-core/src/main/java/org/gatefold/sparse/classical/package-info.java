/**
 * The classical solvers, each named after its paper: proximal methods for ℓ₁ (ISTA, FISTA, reweighted ℓ₁), greedy ones
 * (OMP, CoSaMP, IHT, Bayesian matching pursuit), sparse Bayesian learning and approximate message passing.
 */
@NullMarked
package org.gatefold.sparse.classical;

import org.jspecify.annotations.NullMarked;
