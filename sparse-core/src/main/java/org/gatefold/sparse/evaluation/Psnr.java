package org.gatefold.sparse.evaluation;

/** Peak signal-to-noise ratio in dB, {@code 10·log₁₀(peak² / mean((x̂−x)²))}. */
public final class Psnr {
    private Psnr() {}

    /**
     * Over all values of an image, with the confidence interval of the mean squared error.
     *
     * @param peak the largest possible value, such as 1 or 255
     * @return infinite if the images are equal
     */
    public static Interval decibels(double[] truth, double[] estimate, double peak) {
        if (truth.length != estimate.length || truth.length == 0) {
            throw new IllegalArgumentException(
                    "expected images of one size, found " + truth.length + " and " + estimate.length + " values");
        }
        double[] squares = new double[truth.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (estimate[i] - truth[i]) * (estimate[i] - truth[i]);
        }
        Interval error = Interval.mean(squares);
        double high = 10 * Math.log10(peak * peak / Math.max(0, error.low()));
        return new Interval(
                10 * Math.log10(peak * peak / error.value()), 10 * Math.log10(peak * peak / error.high()), high);
    }
}
