package org.gatefold.photometric.depth;

/** Finds the surface of a normal map. */
public interface DepthIntegration {
    /** As the user writes it. */
    String name();

    /**
     * The depth of all pixels with a normal. Normals say nothing of the distance: each connected piece (pixels that
     * share a side) has mean depth 0 in parallel projection, and geometric mean depth 1 in perspective, where any
     * multiple fits as well.
     */
    DepthMap integrate(NormalMap normals, Camera camera);
}
