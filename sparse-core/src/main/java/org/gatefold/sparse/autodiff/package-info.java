/**
 * Reverse-mode differentiation over batches of float32: a {@link org.gatefold.sparse.autodiff.Tape} of fused operations
 * with explicit vector-Jacobian products.
 *
 * <p>A forward pass is written once. On a recording tape every operation remembers how to send a gradient back to its
 * inputs; on an inference tape it only computes, and the arrays of finished layers are used again. Sums over a batch
 * are taken in a fixed order, so gradients do not depend on the number of threads.
 */
@NullMarked
package org.gatefold.sparse.autodiff;

import org.jspecify.annotations.NullMarked;
