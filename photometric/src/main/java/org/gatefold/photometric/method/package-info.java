/**
 * Normals from the intensities of a pixel under r lights, {@code o = Ln + e}: n the normal times the albedo, e shadows
 * and highlights.
 */
@NullMarked
package org.gatefold.photometric.method;

import org.jspecify.annotations.NullMarked;
