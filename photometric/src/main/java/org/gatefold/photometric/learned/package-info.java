/**
 * Gated SBL in the space of the normal: the unrolled iteration, the pixels it is trained on and the loss. It serves any
 * lights and any number of them.
 */
@NullMarked
package org.gatefold.photometric.learned;

import org.jspecify.annotations.NullMarked;
