/** Images of one object under different lights, and the normals, albedo and errors found in them, tile by tile. */
@NullMarked
package org.gatefold.photometric.scene;

import org.jspecify.annotations.NullMarked;
