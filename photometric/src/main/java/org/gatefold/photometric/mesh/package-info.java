/**
 * Triangle meshes: from depth maps, and to and from PLY and OBJ files.
 *
 * <p>The two codecs are own code: those of BoofCV 1.1.7 come with about 30 jars of 16 MB (protobuf, zip4j, Trove,
 * SnakeYAML and a deep-learning library among them) for two small formats.
 */
@NullMarked
package org.gatefold.photometric.mesh;

import org.jspecify.annotations.NullMarked;
