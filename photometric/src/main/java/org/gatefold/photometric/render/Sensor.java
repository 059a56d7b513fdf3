package org.gatefold.photometric.render;

import java.util.random.RandomGenerator;
import org.gatefold.sparse.io.InputException;

/**
 * A camera's sensor: photons, electronics, converter. A sample of radiance v gives Poisson(v·fullWell) electrons and
 * Gaussian noise of {@code readNoise} electrons, both relative to {@code fullWell}; samples below 0 and above 1
 * saturate; then they are rounded to multiples of 1/(2^bits − 1).
 *
 * @param fullWell electrons at radiance 1, infinite for no shot noise
 * @param readNoise standard deviation of the electronics, electrons; 0 if {@code fullWell} is infinite
 * @param bits of the converter, 1 to 24; 0 for none
 */
public record Sensor(double fullWell, double readNoise, int bits) {
    /** What measures radiance itself: nothing saturates. */
    public static final Sensor IDEAL = new Sensor(Double.POSITIVE_INFINITY, 0, 0);

    /** From this mean on a Poisson number is taken as a rounded Gaussian one; its skewness is then below 0.1. */
    private static final double MANY = 100;

    public Sensor {
        if (!(fullWell >= 1)) {
            throw new InputException("--full-well: expected at least 1 electron, found " + fullWell);
        }
        if (!(readNoise >= 0) || Double.isInfinite(readNoise)) {
            throw new InputException("--read-noise: expected electrons, at least 0, found " + readNoise);
        }
        if (readNoise > 0 && Double.isInfinite(fullWell)) {
            throw new InputException("--read-noise: expected --full-well to relate electrons to radiance, found none");
        }
        if (bits < 0 || bits > 24) {
            throw new InputException("--bits: expected a converter of 1 to 24 bits, found " + bits);
        }
    }

    public boolean ideal() {
        return equals(IDEAL);
    }

    /** Replaces radiances by what is read of them; a number of the generator each, or two. */
    public void read(float[] radiance, RandomGenerator rng) {
        if (ideal()) {
            return;
        }
        double most = bits > 0 ? (1L << bits) - 1 : Double.NaN;
        for (int i = 0; i < radiance.length; i++) {
            double v = radiance[i];
            if (!Double.isInfinite(fullWell)) {
                v = (poisson(Math.max(0, v) * fullWell, rng) + readNoise * rng.nextGaussian()) / fullWell;
            }
            v = Math.min(1, Math.max(0, v));
            radiance[i] = (float) (bits > 0 ? Math.rint(v * most) / most : v);
        }
    }

    private static double poisson(double mean, RandomGenerator rng) {
        if (mean >= MANY) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * rng.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = rng.nextDouble(); product > limit; product *= rng.nextDouble()) {
            count++;
        }
        return count;
    }
}
