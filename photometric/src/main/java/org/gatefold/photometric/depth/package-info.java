/**
 * Depth from normals: the surface whose slopes fit a normal map best, under parallel or perspective projection. Depth
 * runs along the optical axis, away from the camera.
 */
@NullMarked
package org.gatefold.photometric.depth;

import org.jspecify.annotations.NullMarked;
