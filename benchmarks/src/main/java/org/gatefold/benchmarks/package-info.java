/**
 * Side-by-side runs of Gatefold and LibTorch on the same numbers: each case gives both the same data and weights,
 * checks that both compute the same results, and then times them in turn.
 */
@NullMarked
package org.gatefold.benchmarks;

import org.jspecify.annotations.NullMarked;
