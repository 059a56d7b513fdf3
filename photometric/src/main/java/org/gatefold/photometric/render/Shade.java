package org.gatefold.photometric.render;

/** A view under one light of intensity 1: radiance is albedo·diffuse + gloss. */
public final class Shade {
    /** Highlights below this share of the diffuse light do not count as such. */
    private static final double FAINT = 1e-3;

    private final float[] diffuse;
    private final float[] gloss;

    /** All dark. */
    Shade(int pixels) {
        diffuse = new float[pixels];
        gloss = new float[pixels];
    }

    /** [height][width]: n·l, 0 in shadow and outside the object; not a copy. */
    public float[] diffuse() {
        return diffuse;
    }

    /** [height][width]: highlights, 0 in shadow and outside the object; not a copy. */
    public float[] gloss() {
        return gloss;
    }

    /** 1 where the radiance is albedo·n·l, ½ in a highlight worth the name, 0 in shadow. */
    public float grade(int pixel, double albedo) {
        if (diffuse[pixel] == 0) {
            return 0;
        }
        return gloss[pixel] <= FAINT * Math.abs(albedo * diffuse[pixel]) ? 1 : 0.5f;
    }
}
