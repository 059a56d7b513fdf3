package org.gatefold.photometric.render;

import org.gatefold.photometric.Lights;
import org.gatefold.photometric.Reflectance;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.sparse.kernel.Workers;

/**
 * A surface seen from far along −z, one ray through the middle of each pixel. What is seen at less than
 * {@value #GRAZING} of cosine is left out of the mask.
 */
public final class View {
    /** Least z of a normal. */
    private static final double GRAZING = 0.02;

    /** Distance from the surface at which a shadow ray starts, relative to the size of the object. */
    private static final double CLEAR = 1e-4;

    /** Share of the frame's smaller side that the object fills. */
    private static final double FILLED = 0.92;

    private final Mask mask;
    private final RayTree tree;
    private final float[] normals;
    private final double[] places;
    private final double pixel;

    /** Sees a surface, fitted into the frame. */
    public View(Surface surface, int width, int height) {
        this.pixel = 2 / (FILLED * Math.min(width, height));
        tree = new RayTree(surface.fitted());
        boolean[] inside = new boolean[width * height];
        normals = new float[3 * width * height];
        places = new double[3 * width * height];
        mask = new Mask(width, height, inside);
        Surface seen = surface;
        Workers.forShards(height, 8, (from, to) -> {
            for (int y = from; y < to; y++) {
                for (int x = 0; x < width; x++) {
                    look(seen, y * width + x, (x + 0.5 - width / 2.0) * pixel, (height / 2.0 - y - 0.5) * pixel);
                }
            }
        });
    }

    private void look(Surface surface, int at, double x, double y) {
        double[] eye = {x, y, 1e3};
        RayTree.Crossing hit = tree.cross(eye, new double[] {0, 0, -1}, 0, false);
        if (!hit.found()) {
            return;
        }
        double[] n = surface.normal(hit.triangle, hit.u, hit.v);
        if (!(n[2] >= GRAZING)) {
            return;
        }
        mask.inside()[at] = true;
        for (int d = 0; d < 3; d++) {
            normals[3 * at + d] = (float) n[d];
            places[3 * at + d] = d == 2 ? eye[2] - hit.distance : eye[d];
        }
    }

    public Mask mask() {
        return mask;
    }

    /** [height][width][x, y, z], 0 outside; not a copy. */
    public float[] normals() {
        return normals;
    }

    /** x, y, z of what each pixel sees, of the fitted surface; not a copy. */
    double[] places() {
        return places;
    }

    /**
     * Depth [height][width] in pixels, growing away from the viewer, 0 at the foremost place and outside the object.
     */
    public float[] depth() {
        boolean[] inside = mask.inside();
        double foremost = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < inside.length; i++) {
            foremost = inside[i] ? Math.max(foremost, places[3 * i + 2]) : foremost;
        }
        float[] depth = new float[inside.length];
        for (int i = 0; i < inside.length; i++) {
            depth[i] = inside[i] ? (float) ((foremost - places[3 * i + 2]) / pixel) : 0;
        }
        return depth;
    }

    /** Diffuse light and highlights under one light. */
    public Shade shade(Lights lights, int light, Reflectance reflectance, Shadowing shadowing) {
        Shade shade = new Shade(mask.inside().length);
        double[] l = {lights.x(light), lights.y(light), lights.z(light)};
        Workers.forShards(mask.height(), 8, (from, to) -> {
            for (int at = from * mask.width(); at < to * mask.width(); at++) {
                if (mask.inside()[at]) {
                    shade(shade, at, l, reflectance, shadowing);
                }
            }
        });
        return shade;
    }

    private void shade(Shade shade, int at, double[] l, Reflectance reflectance, Shadowing shadowing) {
        double[] n = {normals[3 * at], normals[3 * at + 1], normals[3 * at + 2]};
        double facing = n[0] * l[0] + n[1] * l[1] + n[2] * l[2];
        if (facing <= 0) {
            shade.diffuse()[at] = shadowing.attached() ? 0 : (float) facing;
        } else if (!(shadowing.cast() && shaded(at, n, l))) {
            shade.diffuse()[at] = (float) facing;
            shade.gloss()[at] = (float) reflectance.radiance(0, n, l);
        }
    }

    /**
     * The image under one light, with attached shadows.
     *
     * @param albedo [height][width]
     * @param castShadows whether the surface throws shadows on itself; places turned away from the light are dark
     *     anyway
     * @return [height][width], 0 outside
     */
    public float[] image(Lights lights, int light, Reflectance reflectance, float[] albedo, boolean castShadows) {
        Shadowing shadowing = castShadows ? Shadowing.BOTH : Shadowing.ATTACHED;
        Scene scene = new Scene(this, new Albedo(1, albedo), reflectance, shadowing);
        return scene.radiance(scene.shade(lights, light), 1);
    }

    private boolean shaded(int at, double[] n, double[] l) {
        double[] start = new double[3];
        for (int d = 0; d < 3; d++) {
            start[d] = places[3 * at + d] + CLEAR * n[d];
        }
        return tree.cross(start, l, CLEAR, true).found();
    }
}
