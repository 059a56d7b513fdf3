package org.gatefold.sparse.classical;

import java.util.List;

/**
 * The scalars of the layers of {@link AnnealedPropagation}, which a training may choose. Plain numbers without a unit:
 * one schedule serves any dictionary, size, prior and noise level.
 *
 * @param layers one or more
 * @param active largest number of sites, at least 1
 * @param doubt from this uncertainty Σ min(π, 1−π) upward the search goes on where it found nothing to gain
 * @param weight of the answer of the last layer in [0, 1] where a search from its set confirms that set; the rest is
 *     that of the average over the neighbours of the set
 */
public record Annealing(List<Layer> layers, int active, double doubt, double weight) {
    /**
     * One layer.
     *
     * @param background variance of the entries without a site, relative to that of the prior, ρv; positive
     * @param heat factor of the noise variance, at least 1
     * @param damping share in (0, 1] of the new site in the mean of new and old one
     */
    public record Layer(double background, double heat, double damping) {
        public Layer {
            if (!(background > 0) || !(heat >= 1) || !(damping > 0 && damping <= 1)) {
                throw new IllegalArgumentException("expected a positive background, a heat of at least 1 and a damping"
                        + " in (0, 1], found " + background + ", " + heat + " and " + damping);
            }
        }
    }

    public Annealing {
        layers = List.copyOf(layers);
        if (layers.isEmpty() || active < 1 || !(doubt >= 0) || !(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "expected at least 1 layer and 1 site, a doubt ≥ 0 and a weight in [0, 1]," + " found "
                            + layers.size() + ", " + active + ", " + doubt + " and " + weight);
        }
    }

    /** No training: βₜ = 10^(−t/2), no heat, damping 0.8, doubt and weight 0.5. */
    public static Annealing plain(int layers, int active) {
        return new Annealing(
                java.util.stream.IntStream.range(0, layers)
                        .mapToObj(t -> new Layer(Math.pow(10, -t / 2.0), 1, 0.8))
                        .toList(),
                active,
                0.5,
                0.5);
    }
}
