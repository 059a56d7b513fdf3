package org.gatefold.photometric.depth;

import java.util.stream.IntStream;

/** How far a depth known up to a factor is from the truth. */
final class DepthScore {
    private DepthScore() {}

    /**
     * {@code mean |s·d − t| / (max t − min t)} over the pixels that have both, s the median of t/d.
     *
     * @param truth NaN where unknown
     */
    static double relativeMeanError(float[] truth, DepthMap found) {
        float[] d = found.values();
        int[] both = IntStream.range(0, truth.length)
                .filter(i -> !Float.isNaN(truth[i]) && !Float.isNaN(d[i]))
                .toArray();
        double[] ratios = IntStream.of(both)
                .mapToDouble(i -> (double) truth[i] / d[i])
                .sorted()
                .toArray();
        double factor = ratios[ratios.length / 2];
        double error = IntStream.of(both)
                .mapToDouble(i -> Math.abs(factor * d[i] - truth[i]))
                .average()
                .orElseThrow();
        double low = IntStream.of(both).mapToDouble(i -> truth[i]).min().orElseThrow();
        double high = IntStream.of(both).mapToDouble(i -> truth[i]).max().orElseThrow();
        return error / (high - low);
    }
}
