package org.gatefold.photometric.depth;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far a depth is from the truth over the pixels that have both. Normals leave a factor open in perspective and an
 * offset in parallel projection; the one with which half the pixels are too deep is put right first.
 *
 * @param pixels that have both
 * @param range largest true depth less the smallest
 * @param mean mean absolute error over the range
 * @param median median of the same
 */
public record DepthErrors(int pixels, double range, double mean, double median) {
    /**
     * @param truth NaN where unknown, of the size of the depth
     * @throws IllegalArgumentException if no pixel has both, or all true depths are equal
     */
    public static DepthErrors of(DepthMap depth, Camera camera, float[] truth) {
        float[] d = depth.values();
        int[] both = IntStream.range(0, truth.length)
                .filter(i -> Float.isFinite(truth[i]) && !Float.isNaN(d[i]))
                .toArray();
        double low = Arrays.stream(both).mapToDouble(i -> truth[i]).min().orElse(0);
        double high = Arrays.stream(both).mapToDouble(i -> truth[i]).max().orElse(0);
        if (!(high > low)) {
            throw new IllegalArgumentException(
                    "expected true depths that differ, found " + both.length + " pixels from " + low + " to " + high);
        }
        boolean perspective = camera instanceof Camera.Pinhole;
        double open = median(Arrays.stream(both)
                .mapToDouble(i -> perspective ? truth[i] / d[i] : truth[i] - d[i])
                .toArray());
        double[] errors = Arrays.stream(both)
                .mapToDouble(i -> Math.abs((perspective ? open * d[i] : open + d[i]) - truth[i]) / (high - low))
                .toArray();
        double mean = Arrays.stream(errors).average().orElseThrow();
        return new DepthErrors(both.length, high - low, mean, median(errors));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
