package org.gatefold.doa.training;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gatefold.doa.array.ArrayGeometry;

/**
 * Linear arrays of 6 to 16 elements, in wavelengths: uniform ones of 0.3 to 0.55 (six tenths), uniform ones whose
 * elements stand up to 0.3 spacings off their places (a quarter), and 6 to 16 of up to twice as many places half a
 * wavelength apart, both ends among them.
 *
 * <p>No array is the one of the paper's scenario: uniform arrays of ten elements have spacings that differ from half a
 * wavelength by at least 0.03, those on every half wavelength have gaps.
 */
public final class RandomArrays {
    private static final int FEWEST = 6;
    private static final int MOST = 16;
    private static final double HELD_OUT = 0.03;

    private RandomArrays() {}

    /** One array. */
    public static ArrayGeometry draw(RandomGenerator rng) {
        int elements = rng.nextInt(FEWEST, MOST + 1);
        double kind = rng.nextDouble();
        double[] places =
                kind < 0.6 ? uniform(rng, elements) : kind < 0.85 ? shaken(rng, elements) : sparse(rng, elements);
        return ArrayGeometry.of(
                places,
                new double[elements],
                IntStream.range(0, elements).mapToObj(Integer::toString).toList(),
                true);
    }

    private static double[] uniform(RandomGenerator rng, int elements) {
        double spacing = rng.nextDouble(0.3, 0.55);
        while (elements == 10 && Math.abs(spacing - 0.5) < HELD_OUT) {
            spacing = rng.nextDouble(0.3, 0.55);
        }
        double d = spacing;
        return IntStream.range(0, elements).mapToDouble(n -> n * d).toArray();
    }

    private static double[] shaken(RandomGenerator rng, int elements) {
        double spacing = rng.nextDouble(0.3, 0.55);
        return IntStream.range(0, elements)
                .mapToDouble(n -> (n + rng.nextDouble(-0.3, 0.3)) * spacing)
                .toArray();
    }

    private static double[] sparse(RandomGenerator rng, int elements) {
        int slots = rng.nextInt(elements + 1, 2 * elements + 1);
        int[] inner =
                rng.ints(1, slots - 1).distinct().limit(elements - 2).sorted().toArray();
        double[] places = new double[elements];
        for (int n = 1; n < elements - 1; n++) {
            places[n] = 0.5 * inner[n - 1];
        }
        places[elements - 1] = 0.5 * (slots - 1);
        return places;
    }
}
