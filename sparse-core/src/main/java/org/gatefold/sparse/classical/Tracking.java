package org.gatefold.sparse.classical;

import java.util.Collections;
import java.util.List;

/**
 * The scalars of {@link TrackedSbl}, which a training may choose. Plain numbers without a unit: they serve any
 * dictionary, number of samples and noise level.
 *
 * @param first layers that learn the profile from all samples
 * @param second layers that learn it once more from averages of the samples that stay alike; may be empty
 * @param forgetting share in [0, 1) of the past in the reference to which the first gains are found
 * @param sharing weight of all rows' evidence beside its own where a row's correlation is chosen
 * @param span averaged are span/(1−ρ) successive samples
 * @param margin evidence a sample, in nats, by which gains of the samples must be better than none
 * @param levels correlations ρ = 1 − 3⁻ʲ tried, j from 0; 1 for independent samples
 */
public record Tracking(
        List<Layer> first,
        List<Layer> second,
        double forgetting,
        double sharing,
        double span,
        double margin,
        int levels) {
    /**
     * One fixed-point step {@code γⱼ ← γⱼ(qⱼ/sⱼ)^c} under h times the noise.
     *
     * @param exponent c > 0; 1 is MacKay's
     * @param heat h > 0
     */
    public record Layer(double exponent, double heat) {
        /** MacKay's step. */
        public static final Layer MACKAY = new Layer(1, 1);

        public Layer {
            if (!(exponent > 0) || !(heat > 0)) {
                throw new IllegalArgumentException(
                        "expected a positive exponent and heat, found " + exponent + " and " + heat);
            }
        }
    }

    public Tracking {
        first = List.copyOf(first);
        second = List.copyOf(second);
        if (first.isEmpty()
                || !(forgetting >= 0 && forgetting < 1)
                || !(sharing >= 0)
                || !(span >= 0)
                || Double.isNaN(margin)
                || levels < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 layer, a forgetting in [0, 1), sharing and span ≥ 0,"
                            + " a margin and at least 1 level, found " + first.size() + ", " + forgetting + ", "
                            + sharing + ", "
                            + span + ", " + margin + " and " + levels);
        }
    }

    /** No training: MacKay's steps, five and three. */
    public static Tracking plain() {
        return new Tracking(
                Collections.nCopies(5, Layer.MACKAY), Collections.nCopies(3, Layer.MACKAY), 0.8, 0.1, 0.3, 0, 9);
    }

    /** MacKay's steps for samples that have the profile in common but nothing else: {@link Sbl} for snapshots. */
    public static Tracking independent(int steps) {
        return new Tracking(Collections.nCopies(steps, Layer.MACKAY), List.of(), 0, 0, 0, 0, 1);
    }
}
