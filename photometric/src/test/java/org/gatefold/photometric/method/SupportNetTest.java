package org.gatefold.photometric.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.photometric.LightDraw;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many of the intensities that a network suspects are left out. */
class SupportNetTest {
    private static final int R = 12;
    private static final int PIXELS = 200;
    private final SplittableRandom rng = new SplittableRandom(8);
    private final Lights lights = new LightDraw(R, rng.split()).above(0.1);
    private final double[] normal = {0.36, -0.48, 0.8};

    /** The angle in degrees of each pixel, its first {@code errors} intensities wrong and the scores right. */
    private double[] degrees(int errors, double noise) {
        Batch o = new Batch(PIXELS, 1, R);
        Batch scores = new Batch(PIXELS, 1, R);
        for (int p = 0; p < PIXELS; p++) {
            for (int i = 0; i < R; i++) {
                double lambertian = 0;
                for (int d = 0; d < 3; d++) {
                    lambertian += 0.7 * normal[d] * lights.at(i, d);
                }
                double error = i < errors ? rng.nextDouble(-1, 1) : noise * rng.nextGaussian();
                o.set(p, 0, i, lambertian + error);
                scores.set(p, 0, i, R - i + 1e-3 * rng.nextDouble());
            }
        }
        float[] found = SupportNet.estimate(lights, o, scores).directions();
        double[] degrees = new double[PIXELS];
        for (int p = 0; p < PIXELS; p++) {
            double cosine = 0;
            for (int d = 0; d < 3; d++) {
                cosine += found[3 * p + d] * normal[d];
            }
            degrees[p] = Math.toDegrees(Math.acos(Math.min(1, cosine)));
        }
        return degrees;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7})
    void withoutNoiseAllErrorsAreLeftOut(int errors) {
        int exact = 0;
        for (double degree : degrees(errors, 0)) {
            exact += degree < 0.1 ? 1 : 0;
        }
        assertEquals(PIXELS, exact, PIXELS / 50.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5})
    void withNoiseFewOthersAre(int errors) {
        double mean = 0;
        for (double degree : degrees(errors, 0.01)) {
            mean += degree / PIXELS;
        }
        assertTrue(mean < 2, "mean error " + mean);
    }
}
