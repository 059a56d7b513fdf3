package org.gatefold.sparse.evaluation;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * An estimate with its 95 % confidence interval.
 *
 * @param value the estimate; NaN if there was nothing to estimate it from
 * @param low lower end, NaN if it cannot be told
 * @param high upper end, NaN if it cannot be told
 */
public record Interval(double value, double low, double high) {
    /** The share of intervals that hold the true value. */
    public static final double CONFIDENCE = 0.95;

    /** Mean of independent values with Student's t interval; values that are NaN are left out. */
    public static Interval mean(double[] values) {
        int n = 0;
        double sum = 0;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                n++;
                sum += v;
            }
        }
        double mean = sum / n;
        double squares = 0;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                squares += (v - mean) * (v - mean);
            }
        }
        double half = n < 2 ? Double.NaN : student(n - 1) * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean, mean - half, mean + half);
    }

    /** A share of independent trials with Wilson's score interval (J. Am. Stat. Assoc. 22, 1927). */
    public static Interval proportion(long successes, long trials) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " successes in " + trials + " trials");
        }
        double z = new NormalDistribution().inverseCumulativeProbability(0.5 + CONFIDENCE / 2);
        double p = (double) successes / trials;
        double centre = (p + z * z / (2 * trials)) / (1 + z * z / trials);
        double half = z / (1 + z * z / trials) * Math.sqrt(p * (1 - p) / trials + z * z / (4.0 * trials * trials));
        double low = successes == 0 ? 0 : centre - half;
        double high = successes == trials ? 1 : centre + half;
        return new Interval(p, low, high);
    }

    /**
     * Ratio of sums Σa/Σb over independent pairs. The interval is the delta method's for log(Σa/Σb) with Student's t,
     * so that its ends are positive; with a ratio of 0 they are 0.
     */
    public static Interval ratio(double[] a, double[] b) {
        int n = a.length;
        double sumA = 0;
        double sumB = 0;
        for (int i = 0; i < n; i++) {
            sumA += a[i];
            sumB += b[i];
        }
        double ratio = sumA / sumB;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double residual = a[i] - ratio * b[i];
            squares += residual * residual;
        }
        double deviation = Math.sqrt(squares * n / (n - 1.0)) / sumB;
        double factor = n < 2 ? Double.NaN : Math.exp(ratio == 0 ? 0 : student(n - 1) * deviation / ratio);
        return new Interval(ratio, ratio / factor, ratio * factor);
    }

    /** The interval of an increasing function of the value. */
    public Interval map(java.util.function.DoubleUnaryOperator increasing) {
        return new Interval(
                increasing.applyAsDouble(value), increasing.applyAsDouble(low), increasing.applyAsDouble(high));
    }

    private static double student(int degrees) {
        return new TDistribution(degrees).inverseCumulativeProbability(0.5 + CONFIDENCE / 2);
    }
}
