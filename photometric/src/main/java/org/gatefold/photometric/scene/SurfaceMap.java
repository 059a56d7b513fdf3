package org.gatefold.photometric.scene;

import org.gatefold.photometric.depth.NormalMap;

/** What was found at each pixel of an image; zero outside the object. */
public final class SurfaceMap {
    private final Mask mask;
    private final int colours;
    private final float[] normals;
    private final float[] albedo;
    private final float[] outliers;

    /** Nothing found yet. */
    SurfaceMap(Mask mask, int colours) {
        this.mask = mask;
        this.colours = colours;
        int size = mask.width() * mask.height();
        normals = new float[3 * size];
        albedo = new float[colours * size];
        outliers = new float[size];
    }

    public Mask mask() {
        return mask;
    }

    public int colours() {
        return colours;
    }

    /** Unit normals [height][width][x, y, z], x to the right, y up, z to the camera; not a copy. */
    public float[] normals() {
        return normals;
    }

    /** The normals of the object alone, to be integrated. */
    public NormalMap normalMap() {
        float[] inside = new float[3 * mask.count()];
        int k = 0;
        for (int i = 0; i < mask.inside().length; i++) {
            if (mask.inside()[i]) {
                System.arraycopy(normals, 3 * i, inside, k, 3);
                k += 3;
            }
        }
        return new NormalMap(mask.width(), mask.height(), mask.inside(), inside);
    }

    /** [height][width][colours]; not a copy. */
    public float[] albedo() {
        return albedo;
    }

    /** Share of the lights whose intensity the normal does not explain, [height][width]; not a copy. */
    public float[] outliers() {
        return outliers;
    }
}
