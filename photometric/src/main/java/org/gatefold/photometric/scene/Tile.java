package org.gatefold.photometric.scene;

import org.gatefold.photometric.Lights;
import org.gatefold.photometric.method.Normals;
import org.gatefold.sparse.Batch;

/** Pixels of an object and their intensities in each colour. */
public final class Tile {
    /** A residual above this share of the albedo is no Lambertian reflection. */
    public static final double OUTLIER = 0.1;

    private final int[] pixels;
    private final Batch colour;
    private final int[] saturated;

    /**
     * @param pixels places in the image, row · width + column
     * @param colour pixels × colours × lights
     * @param saturated number of samples at full scale under each light
     */
    Tile(int[] pixels, Batch colour, int[] saturated) {
        this.pixels = pixels;
        this.colour = colour;
        this.saturated = saturated;
    }

    int colours() {
        return colour.planes();
    }

    /** Number of samples of an image that are at full scale. */
    int saturated(int image) {
        return saturated[image];
    }

    public int count() {
        return pixels.length;
    }

    /** Place of a pixel in the image, row · width + column. */
    public int place(int pixel) {
        return pixels[pixel];
    }

    /** The mean over the colours, pixels × 1 × lights. */
    public Batch grey() {
        int colours = colour.planes();
        int r = colour.length();
        if (colours == 1) {
            return colour;
        }
        Batch grey = new Batch(pixels.length, 1, r);
        for (int p = 0; p < pixels.length; p++) {
            for (int i = 0; i < r; i++) {
                double sum = 0;
                for (int c = 0; c < colours; c++) {
                    sum += colour.at(p, c, i);
                }
                grey.set(p, 0, i, sum / colours);
            }
        }
        return grey;
    }

    /**
     * Albedo of each colour, pixel after pixel: least squares of the intensities that the normal explains in grey,
     * {@code Σ oᵢsᵢ/Σ sᵢ²} with {@code sᵢ = max(0, lᵢᵀn)}.
     */
    public float[] albedo(Lights lights, Normals normals) {
        int colours = colour.planes();
        float[] albedo = new float[pixels.length * colours];
        for (int p = 0; p < pixels.length; p++) {
            for (int c = 0; c < colours; c++) {
                double above = 0;
                double below = 0;
                for (int i = 0; i < lights.count(); i++) {
                    double s = 0;
                    for (int d = 0; d < 3; d++) {
                        s += lights.at(i, d) * normals.directions()[3 * p + d];
                    }
                    double left = Math.abs(normals.residuals().at(p, 0, i));
                    if (s > 0 && left <= OUTLIER * normals.albedo()[p]) {
                        above += s * colour.at(p, c, i);
                        below += s * s;
                    }
                }
                albedo[p * colours + c] = below > 0 ? (float) (above / below) : normals.albedo()[p];
            }
        }
        return albedo;
    }
}
