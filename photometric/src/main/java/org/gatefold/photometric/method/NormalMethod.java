package org.gatefold.photometric.method;

import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;

/** Finds the normal of each pixel from its intensities. */
public interface NormalMethod {
    /** As the user writes it. */
    String name();

    /** How many lights it takes. */
    default int fewestLights() {
        return 3;
    }

    /**
     * Normals of all pixels. A pixel that is dark under all lights has no normal, (0, 0, 0).
     *
     * @param lights r directions, at least 3 of them independent
     * @param intensities pixels × 1 × r, linear in light
     * @throws IllegalArgumentException if the numbers of lights differ, or the lights lie in a plane
     */
    Normals estimate(Lights lights, Batch intensities);
}
