package org.gatefold.photometric.method;

import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;

/** Normals and albedo of pixels, and how far each intensity is from what they explain. */
public final class Normals {
    private final float[] directions;
    private final float[] albedo;
    private final Batch residuals;

    /**
     * @param scaled the normals times the albedo, x, y, z of each pixel in turn
     * @param lights the lights of the intensities
     * @param intensities pixels × 1 × r
     */
    Normals(float[] scaled, Lights lights, Batch intensities) {
        int pixels = intensities.count();
        int r = lights.count();
        directions = new float[3 * pixels];
        albedo = new float[pixels];
        residuals = new Batch(pixels, 1, r);
        for (int p = 0; p < pixels; p++) {
            double x = scaled[3 * p];
            double y = scaled[3 * p + 1];
            double z = scaled[3 * p + 2];
            double length = Math.sqrt(x * x + y * y + z * z);
            albedo[p] = (float) length;
            if (length > 0) {
                directions[3 * p] = (float) (x / length);
                directions[3 * p + 1] = (float) (y / length);
                directions[3 * p + 2] = (float) (z / length);
            }
            for (int i = 0; i < r; i++) {
                double lit = lights.x(i) * x + lights.y(i) * y + lights.z(i) * z;
                residuals.data()[p * r + i] = (float) (intensities.data()[p * r + i] - lit);
            }
        }
    }

    /** The same normals with the residuals of other intensities of the same pixels. */
    Normals against(Lights lights, Batch intensities) {
        float[] scaled = new float[directions.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = albedo[i / 3] * directions[i];
        }
        return new Normals(scaled, lights, intensities);
    }

    public int pixels() {
        return albedo.length;
    }

    /** Unit normals, x, y, z of each pixel in turn; zero where there is none. Not a copy. */
    public float[] directions() {
        return directions;
    }

    /** Not a copy. */
    public float[] albedo() {
        return albedo;
    }

    /** o − Ln of every intensity, pixels × 1 × r: negative in shadow, positive in a highlight. */
    public Batch residuals() {
        return residuals;
    }

    /**
     * Share of the lights under which a pixel is no Lambertian surface: the residual exceeds {@code tolerance} times
     * the albedo. 0 for a pixel without a normal.
     */
    public double outliers(int pixel, double tolerance) {
        int r = residuals.length();
        int count = 0;
        for (int i = 0; i < r; i++) {
            count += Math.abs(residuals.data()[pixel * r + i]) > tolerance * albedo[pixel] ? 1 : 0;
        }
        return albedo[pixel] > 0 ? (double) count / r : 0;
    }
}
