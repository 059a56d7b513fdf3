package org.gatefold.sparse.evaluation;

/**
 * The Chamfer distance of two sets of numbers, in their own unit: half the sum of the mean distance from each estimate
 * to the nearest truth and the mean distance from each truth to the nearest estimate.
 *
 * <p>It asks for no pairing, so that sets of different sizes can be compared. A set without elements is at distance 0
 * from another such set and at an infinite distance from any other.
 */
public final class Chamfer {
    private Chamfer() {}

    /** On a line, as for broadside angles. */
    public static double distance(double[] truth, double[] estimate) {
        return distance(truth, estimate, Double.POSITIVE_INFINITY);
    }

    /** On a circle of circumference {@code period}, as for bearings with 360°; infinite for a line. */
    public static double distance(double[] truth, double[] estimate, double period) {
        if (truth.length == 0 && estimate.length == 0) {
            return 0;
        }
        return 0.5 * (oneSided(estimate, truth, period) + oneSided(truth, estimate, period));
    }

    private static double oneSided(double[] from, double[] to, double period) {
        double sum = 0;
        for (double a : from) {
            double nearest = Double.POSITIVE_INFINITY;
            for (double b : to) {
                double apart = Math.abs(a - b) % period;
                nearest = Math.min(nearest, Math.min(apart, period - apart));
            }
            sum += nearest;
        }
        return from.length == 0 ? Double.POSITIVE_INFINITY : sum / from.length;
    }
}
