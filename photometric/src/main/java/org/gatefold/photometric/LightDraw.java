package org.gatefold.photometric;

import java.util.random.RandomGenerator;
import org.gatefold.sparse.io.InputException;

/**
 * Lights drawn at random. A draw is two numbers from [0, 1) a light, so that the first of many are those of few, and
 * draws above different elevations correspond light by light.
 */
public final class LightDraw {
    private final double[] height;
    private final double[] turn;

    public LightDraw(int lights, RandomGenerator rng) {
        height = new double[lights];
        turn = new double[lights];
        for (int i = 0; i < lights; i++) {
            height[i] = rng.nextDouble();
            turn[i] = rng.nextDouble();
        }
    }

    /**
     * Directions spread evenly over the part of the hemisphere {@code z ≥ elevation}: z is uniform there (Archimedes).
     *
     * @param elevation sine of the least elevation, in [0, 1)
     * @throws InputException if it is outside
     */
    public Lights above(double elevation) {
        if (!(elevation >= 0 && elevation < 1)) {
            throw new InputException("--elevation: expected a least z of lights in [0, 1), found " + elevation);
        }
        double[] directions = new double[3 * height.length];
        for (int i = 0; i < height.length; i++) {
            double z = elevation + (1 - elevation) * (1 - height[i]);
            double flat = Math.sqrt(Math.max(0, 1 - z * z));
            directions[3 * i] = flat * Math.cos(2 * Math.PI * turn[i]);
            directions[3 * i + 1] = flat * Math.sin(2 * Math.PI * turn[i]);
            directions[3 * i + 2] = z;
        }
        return new Lights(directions);
    }
}
