package org.gatefold.photometric.benchmark;

import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Intensities of an object under lights, and the truth.
 *
 * @param lights r of them
 * @param intensities pixels × 1 × r
 * @param grades pixels × 1 × r: 1 where the intensity is albedo·n·l in truth, ½ in a highlight, 0 in shadow; null if
 *     that is not known
 * @param normals the true ones, pixels × 1 × 3
 */
public record Samples(Lights lights, Batch intensities, @Nullable Batch grades, Batch normals) {
    public Samples {
        intensities.requireShape(normals.count(), 1, lights.count());
        normals.requireShape(normals.count(), 1, 3);
        if (grades != null) {
            grades.requireShape(normals.count(), 1, lights.count());
        }
    }

    /** The first lights alone. */
    public Samples first(int count) {
        int[] chosen = new int[count];
        java.util.Arrays.setAll(chosen, i -> i);
        return chosen(chosen);
    }

    /** The lights of these numbers, in this order. */
    public Samples chosen(int... numbers) {
        return new Samples(
                lights.chosen(numbers),
                chosen(intensities, numbers),
                grades == null ? null : chosen(grades, numbers),
                normals);
    }

    /** Some pixels alone. */
    Samples head(int pixels) {
        int count = Math.min(pixels, normals.count());
        return new Samples(
                lights, head(intensities, count), grades == null ? null : head(grades, count), head(normals, count));
    }

    private static Batch chosen(Batch all, int... numbers) {
        Batch some = new Batch(all.count(), 1, numbers.length);
        for (int p = 0; p < all.count(); p++) {
            for (int k = 0; k < numbers.length; k++) {
                some.data()[p * numbers.length + k] = all.data()[p * all.length() + numbers[k]];
            }
        }
        return some;
    }

    private static Batch head(Batch all, int count) {
        Batch some = new Batch(count, 1, all.length());
        System.arraycopy(all.data(), 0, some.data(), 0, some.data().length);
        return some;
    }
}
