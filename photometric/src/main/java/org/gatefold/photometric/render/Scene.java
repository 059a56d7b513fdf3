package org.gatefold.photometric.render;

import org.gatefold.photometric.Lights;
import org.gatefold.photometric.Reflectance;

/**
 * A view of a surface with its material.
 *
 * @param view geometry
 * @param albedo diffuse reflection of each pixel
 * @param reflectance diffuse or glossy
 * @param shadowing which shadows there are
 */
public record Scene(View view, Albedo albedo, Reflectance reflectance, Shadowing shadowing) {
    /** The view under a light of intensity 1. */
    public Shade shade(Lights lights, int light) {
        return view.shade(lights, light, reflectance, shadowing);
    }

    /**
     * Radiance [height][width][colours] under a shade, 0 outside the object.
     *
     * @param intensity of the light, for each colour
     */
    public float[] radiance(Shade shade, double... intensity) {
        int colours = albedo.colours();
        float[] radiance = new float[albedo.values().length];
        for (int i = 0; i < radiance.length; i++) {
            int pixel = i / colours;
            double v = (double) albedo.values()[i] * shade.diffuse()[pixel] + shade.gloss()[pixel];
            radiance[i] = (float) (intensity[i % colours] * v);
        }
        return radiance;
    }
}
