/** Photometric stereo: from images under different lights to normals, albedo, depth and mesh. */
@NullMarked
package org.gatefold.photometric;

import org.jspecify.annotations.NullMarked;
