package org.gatefold.photometric.learned;

import java.util.random.RandomGenerator;
import org.gatefold.photometric.LightDraw;
import org.gatefold.photometric.Lights;

/**
 * Random sets of lights as people place them: spread over the hemisphere above z = 0.1 (35 %), above some higher z (50
 * %), or in one or two rings around the line of sight (15 %). Numbers of lights are one of at most {@value #SIZES} that
 * are spread evenly on a logarithmic scale: tapes keep arrays for every one they have met.
 *
 * @param fewest at least 4
 */
record LightSets(int fewest, int most) {
    private static final int SIZES = 9;
    private static final double LOWEST = 0.1;
    private static final double HIGHEST = 0.75;

    /** Sets worse than that are drawn again. */
    private static final double AMPLIFICATION = 30;

    Lights draw(RandomGenerator rng) {
        int count = (int) Math.round(fewest * Math.pow((double) most / fewest, rng.nextInt(SIZES) / (SIZES - 1.0)));
        while (true) {
            double kind = rng.nextDouble();
            Lights lights;
            if (kind < 0.15) {
                lights = rings(rng, count);
            } else {
                lights = new LightDraw(count, rng).above(kind < 0.5 ? LOWEST : rng.nextDouble(LOWEST, HIGHEST));
            }
            if (lights.amplification() < AMPLIFICATION) {
                return lights;
            }
        }
    }

    private static Lights rings(RandomGenerator rng, int count) {
        int rings = rng.nextInt(1, 3);
        double[] zenith = {Math.toRadians(rng.nextDouble(10, 65)), Math.toRadians(rng.nextDouble(10, 65))};
        double turn = rng.nextDouble(2 * Math.PI);
        double jitter = Math.toRadians(rng.nextDouble(0, 5));
        double[] directions = new double[3 * count];
        for (int i = 0; i < count; i++) {
            double angle = zenith[i % rings] + jitter * rng.nextGaussian();
            double azimuth = turn + 2 * Math.PI * i / count + jitter * rng.nextGaussian();
            directions[3 * i] = Math.sin(angle) * Math.cos(azimuth);
            directions[3 * i + 1] = Math.sin(angle) * Math.sin(azimuth);
            directions[3 * i + 2] = Math.max(0.05, Math.cos(angle));
        }
        return new Lights(directions);
    }
}
