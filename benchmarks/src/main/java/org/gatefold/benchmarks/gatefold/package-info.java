/** Gatefold's side: its learned solvers with the weights of a case. */
@NullMarked
package org.gatefold.benchmarks.gatefold;

import org.jspecify.annotations.NullMarked;
