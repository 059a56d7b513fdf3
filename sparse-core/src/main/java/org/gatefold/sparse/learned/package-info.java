/**
 * Learned solvers: classical iterations unrolled into layers whose parameters are trained, one class per architecture,
 * named after its paper.
 */
@NullMarked
package org.gatefold.sparse.learned;

import org.jspecify.annotations.NullMarked;
