/** Small dense complex matrices in double: array manifolds, covariances and subspaces. */
@NullMarked
package org.gatefold.doa.algebra;

import org.jspecify.annotations.NullMarked;
