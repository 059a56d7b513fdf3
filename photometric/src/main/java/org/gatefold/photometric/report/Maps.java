package org.gatefold.photometric.report;

import java.nio.file.Path;
import java.util.List;
import org.gatefold.datasets.image.Srgb;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.photometric.scene.SurfaceMap;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.HeatMap;

/**
 * Maps as files. Images of integers (PNG, TIFF, TGA) show colours for eyes; NumPy, OpenEXR, PFM and Radiance files hold
 * the numbers themselves.
 */
public final class Maps {
    private Maps() {}

    /**
     * Normals: (n + 1)/2 in 16 bits, outside the object 0; or x, y, z in floating point. Both with y turned for
     * DirectX.
     */
    public static void writeNormals(Path file, SurfaceMap map, Convention convention) {
        Mask mask = map.mask();
        float[] values = map.normals().clone();
        for (int i = 1; i < values.length; i += 3) {
            values[i] *= convention.up();
        }
        if (!MapFile.exact(file)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = mask.inside()[i / 3] ? (values[i] + 1) / 2 : 0;
            }
        }
        write(file, mask, 3, values);
    }

    /** Albedo: relative to the largest and encoded for sRGB, or as it is in floating point. */
    public static void writeAlbedo(Path file, SurfaceMap map) {
        float[] values = map.albedo().clone();
        if (!MapFile.exact(file)) {
            encode(values);
        }
        write(file, map.mask(), map.colours(), values);
    }

    /**
     * Share of the lights under which a pixel is in shadow or highlight: in colours with a scale in .png, as grey from
     * 0 black to 1 white in other images of integers, or the share itself.
     */
    public static void writeOutliers(Path file, SurfaceMap map) {
        if (!MapFile.picture(file)) {
            write(file, map.mask(), 1, map.outliers().clone());
            return;
        }
        double[] shares = new double[map.outliers().length];
        double most = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = map.mask().inside()[i] ? map.outliers()[i] : Double.NaN;
            most = Math.max(most, map.outliers()[i]);
        }
        Axis scale = Axis.of("share of the lights", "").range(0, Math.max(0.1, Math.ceil(10 * most) / 10));
        HeatMap panel = MapPicture.panel("In shadow or highlight", map.mask(), scale, shares);
        MapPicture.figure("", map.mask(), List.of(panel)).write(file);
    }

    /** The object as a Lambertian surface under a light from direction (x, y, z), encoded for sRGB in integer files. */
    public static void writeRelit(Path file, SurfaceMap map, double[] light) {
        double length = Math.sqrt(light[0] * light[0] + light[1] * light[1] + light[2] * light[2]);
        int colours = map.colours();
        float[] values = new float[map.albedo().length];
        for (int i = 0; i < map.mask().inside().length; i++) {
            double lit = 0;
            for (int d = 0; d < 3; d++) {
                lit += light[d] / length * map.normals()[3 * i + d];
            }
            for (int c = 0; c < colours; c++) {
                values[i * colours + c] = (float) (Math.max(0, lit) * map.albedo()[i * colours + c]);
            }
        }
        if (!MapFile.exact(file)) {
            encode(values);
        }
        write(file, map.mask(), colours, values);
    }

    /** Relative to all but the brightest thousandth, encoded for sRGB. */
    private static void encode(float[] values) {
        float[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        double white = sorted[(int) Math.floor(0.999 * (sorted.length - 1))];
        white = white > 0 ? white : sorted[sorted.length - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Srgb.encode(white > 0 ? Math.min(1, Math.max(0, values[i] / white)) : 0);
        }
    }

    private static void write(Path file, Mask mask, int channels, float[] values) {
        MapFile.write(file, mask.width(), mask.height(), channels, values);
    }
}
