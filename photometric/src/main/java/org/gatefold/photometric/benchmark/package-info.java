/** Methods side by side on the same draws of lights: renders with known normals, and photographs with scanned ones. */
@NullMarked
package org.gatefold.photometric.benchmark;

import org.jspecify.annotations.NullMarked;
