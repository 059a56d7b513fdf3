package org.gatefold.photometric.method;

import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.jspecify.annotations.Nullable;

/** Normals and albedo of pixels, and how far each intensity is from what they explain. */
public final class Normals {
    private static final double OUTLIER = 0.1;

    /** Expected error of a confidence of ½, in degrees. */
    private static final double HALF_TRUSTED = 5;

    private final float[] directions;
    private final float[] albedo;
    private final Batch residuals;
    /** Of a method that tells them: the probability of each intensity of being an outlier, pixels × 1 × r. */
    private final @Nullable Batch probabilities;
    /** Of a method that tells them: the error it expects of each pixel. */
    private final double @Nullable [] expected;

    /**
     * @param scaled the normals times the albedo, x, y, z of each pixel in turn
     * @param lights the lights of the intensities
     * @param intensities pixels × 1 × r
     */
    Normals(float[] scaled, Lights lights, Batch intensities) {
        this(scaled, lights, intensities, null, null);
    }

    /**
     * The same, with what the method says of its answer.
     *
     * @param probabilities of being in shadow or highlight, pixels × 1 × r
     * @param expected error of each pixel's normal in degrees
     */
    Normals(
            float[] scaled,
            Lights lights,
            Batch intensities,
            @Nullable Batch probabilities,
            double @Nullable [] expected) {
        this.probabilities = probabilities;
        this.expected = expected;
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

    /**
     * How likely an intensity is in shadow or highlight: as the method tells it, else 1 where its residual exceeds a
     * tenth of the albedo and 0 where not.
     */
    public double outlierProbability(int pixel, int light) {
        int at = pixel * residuals.length() + light;
        if (probabilities != null) {
            return probabilities.data()[at];
        }
        return Math.abs(residuals.data()[at]) > OUTLIER * albedo[pixel] ? 1 : 0;
    }

    /**
     * How far a normal is to be trusted, from 0, which a pixel without a normal has, to 1: 1/(1 + ε/5°) with the error
     * ε that the method expects; of methods that expect none, the share of the lights that the normal explains.
     */
    public double confidence(int pixel) {
        if (!(albedo[pixel] > 0)) {
            return 0;
        }
        return expected == null ? 1 - outliers(pixel, OUTLIER) : 1 / (1 + expected[pixel] / HALF_TRUSTED);
    }
}
