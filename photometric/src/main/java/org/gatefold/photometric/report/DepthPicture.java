package org.gatefold.photometric.report;

import java.nio.file.Path;
import org.gatefold.datasets.image.Srgb;
import org.gatefold.photometric.depth.Camera;
import org.gatefold.photometric.depth.DepthMap;
import org.jspecify.annotations.Nullable;

/**
 * Depth maps as files: the numbers, NaN where there is no surface, or the surface shaded as white plaster under a light
 * from the upper left. The shading comes from the depth, not from the normals it was made of, and so shows bumps and
 * steps that the integration made.
 */
public final class DepthPicture {
    private static final double[] LIGHT = {-0.48, 0.48, 0.73};
    private static final double AMBIENT = 0.06;

    private DepthPicture() {}

    /** Writes numbers or shades by the ending of the name; see {@link MapFile}. */
    public static void write(Path file, DepthMap depth, Camera camera) {
        float[] values = MapFile.exact(file) ? depth.values() : shades(depth, camera);
        MapFile.write(file, depth.width(), depth.height(), 1, values);
    }

    /** Encoded for sRGB; 0 where there is no surface. */
    static float[] shades(DepthMap depth, Camera camera) {
        int width = depth.width();
        float[] shades = new float[width * depth.height()];
        for (int i = 0; i < shades.length; i++) {
            int u = i % width;
            int v = i / width;
            double[] right = depth.has(u, v) ? tangent(depth, camera, u, v, 1, 0) : null;
            double[] down = depth.has(u, v) ? tangent(depth, camera, u, v, 0, 1) : null;
            if (right != null && down != null) {
                shades[i] = (float) Srgb.encode(AMBIENT + (1 - AMBIENT) * lit(right, down));
            }
        }
        return shades;
    }

    /** From the neighbour before to the one after, or from or to the pixel itself if one is missing. */
    private static double @Nullable [] tangent(DepthMap depth, Camera camera, int u, int v, int du, int dv) {
        boolean after = u + du < depth.width() && v + dv < depth.height() && depth.has(u + du, v + dv);
        boolean before = u >= du && v >= dv && depth.has(u - du, v - dv);
        if (!after && !before) {
            return null;
        }
        double[] to = place(depth, camera, after ? u + du : u, after ? v + dv : v);
        double[] from = place(depth, camera, before ? u - du : u, before ? v - dv : v);
        for (int c = 0; c < 3; c++) {
            to[c] -= from[c];
        }
        return to;
    }

    private static double[] place(DepthMap depth, Camera camera, int u, int v) {
        double[] point = new double[3];
        camera.place(u, v, depth.at(u, v), point);
        return point;
    }

    /** The cosine between the light and the normal of two tangents to the right and down, 0 in shadow. */
    private static double lit(double[] right, double[] down) {
        double x = down[1] * right[2] - down[2] * right[1];
        double y = down[2] * right[0] - down[0] * right[2];
        double z = down[0] * right[1] - down[1] * right[0];
        double length = Math.sqrt(x * x + y * y + z * z);
        return Math.max(0, (x * LIGHT[0] + y * LIGHT[1] + z * LIGHT[2]) / length);
    }
}
