/**
 * LibTorch's side, through DJL, as a careful user of eager PyTorch writes it: batched products, work in place where
 * autograd permits, derivatives for parameters only; with several ways of writing what can be written in several ways.
 */
@NullMarked
package org.gatefold.benchmarks.torch;

import org.jspecify.annotations.NullMarked;
