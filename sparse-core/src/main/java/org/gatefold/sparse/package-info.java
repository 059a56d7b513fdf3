/**
 * The vocabulary of sparse recovery: batches of planes, linear operators, problems, solvers, sources and metrics.
 *
 * <p>Everything rests on one data layout, {@link org.gatefold.sparse.Batch}: {@code count} independent problems, each
 * with {@code planes} real arrays of one length. One plane is real data, two are a complex vector (Re, Im), 2T are T
 * complex snapshots, three are colours. Sparsity always means the ℓ₂ norm over the planes of an index, so one shrinkage
 * and one variance per index serve them all.
 */
@NullMarked
package org.gatefold.sparse;

import org.jspecify.annotations.NullMarked;
