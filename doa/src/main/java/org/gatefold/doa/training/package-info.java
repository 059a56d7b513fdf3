/** Problems on which learned direction finders are trained: random arrays, grids and sources. */
@NullMarked
package org.gatefold.doa.training;

import org.jspecify.annotations.NullMarked;
