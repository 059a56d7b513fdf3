package org.gatefold.doa.scenario;

import java.util.random.RandomGenerator;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Steering;

/**
 * Sources at random angles before ten elements half a wavelength apart. The signal-to-noise ratio is that of the trial,
 * {@code ‖A·x‖²/E‖n‖²} (per snapshot on average).
 *
 * @param sources K, from 1 to 9
 * @param withinDegrees largest angle from broadside, above 0 and up to 90
 * @param offGrid whether angles are any, uniform over the sector, or different whole degrees of it (−90 but not 90)
 * @param spreadDb powers of the sources, in decibels, are uniform over so many below the first; 0 for equal ones
 * @param gaussian whether amplitudes are circular Gaussian, or ±1±i
 */
public record RandomSources(int sources, double withinDegrees, boolean offGrid, double spreadDb, boolean gaussian)
        implements TrialSource {
    private static final ArrayGeometry ARRAY = ArrayGeometry.uniformLinear(10, 0.5, true);

    /** Four sources at different angles of the grid −90°, −89° … 89°, amplitudes ±1±i. */
    public static final RandomSources PAPER = new RandomSources(4, 90, false, 0, false);

    public RandomSources {
        boolean possible = sources >= 1 && sources < ARRAY.elements() && withinDegrees > 0 && withinDegrees <= 90;
        if (!possible || !(spreadDb >= 0 && spreadDb <= 100) || (!offGrid && 2 * (int) withinDegrees < sources)) {
            throw new IllegalArgumentException(
                    "expected 1 to 9 sources that find room within up to 90 degrees, and powers"
                            + " spread over 0 to 100 dB, found " + sources + ", " + withinDegrees + " and " + spreadDb);
        }
    }

    @Override
    public boolean mayLackBound() {
        return true;
    }

    @Override
    public Trial draw(RandomGenerator rng, double snrDb, int snapshots, double separationDegrees) {
        Steering steering = new Steering(ARRAY, 1);
        double[] angles = angles(rng);
        ComplexArray x = new ComplexArray(sources, snapshots);
        for (int k = 0; k < sources; k++) {
            double scale = spreadDb == 0 || k == 0 ? 1 : Math.pow(10, -spreadDb * rng.nextDouble() / 20);
            for (int l = 0; l < snapshots; l++) {
                double re = gaussian ? rng.nextGaussian() : rng.nextBoolean() ? 1 : -1;
                double im = gaussian ? rng.nextGaussian() : rng.nextBoolean() ? 1 : -1;
                x.set(k, l, scale * re, scale * im);
            }
        }
        ComplexArray clean = steering.matrix(angles).times(x);
        double noise = clean.energy() / snapshots / ARRAY.elements() * Math.pow(10, -snrDb / 10);
        ComplexArray p = x.times(x.adjoint()).scaled(1.0 / snapshots);
        double bound = Trial.bound(steering, angles, p, false, noise, snapshots);
        return Trial.noisy(rng, ARRAY, clean, noise, angles, bound);
    }

    /** In ascending order. */
    private double[] angles(RandomGenerator rng) {
        if (offGrid) {
            return rng.doubles(sources, -withinDegrees, withinDegrees).sorted().toArray();
        }
        int last = withinDegrees == 90 ? 89 : (int) withinDegrees;
        int first = -(int) withinDegrees;
        return rng.ints(0, last - first + 1)
                .distinct()
                .limit(sources)
                .mapToDouble(i -> i + first)
                .sorted()
                .toArray();
    }
}
