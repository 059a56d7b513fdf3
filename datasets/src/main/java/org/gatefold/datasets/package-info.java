/** Data sets: cards that say what a recording is and where to get it, readers of its formats, synthetic scenes. */
@NullMarked
package org.gatefold.datasets;

import org.jspecify.annotations.NullMarked;
