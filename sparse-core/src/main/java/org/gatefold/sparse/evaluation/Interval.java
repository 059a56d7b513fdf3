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
        return wilson((double) successes / trials, (double) trials);
    }

    /**
     * A share of trials of which those of a group resemble each other, such as bits of frames in fading: Wilson's
     * interval of as many independent trials as the groups are worth, {@code n = p(1−p)/v} with v the variance of the
     * ratio of sums between groups, shrunk by {@code (z/t)²} for v is estimated from few groups (Korn and Graubard,
     * Survey Methodology 24, 1998). Where v is 0, because nothing or everything succeeded, or cannot be told, because
     * there is one group, each group counts as one trial.
     *
     * @param successes a group
     * @param trials a group, none of them less than its successes, their sum positive
     */
    public static Interval clustered(long[] successes, long[] trials) {
        int groups = trials.length;
        double all = 0;
        double good = 0;
        for (int g = 0; g < groups; g++) {
            if (successes[g] < 0 || successes[g] > trials[g]) {
                throw new IllegalArgumentException(successes[g] + " successes in " + trials[g] + " trials");
            }
            all += trials[g];
            good += successes[g];
        }
        double p = good / all;
        double squares = 0;
        for (int g = 0; g < groups; g++) {
            squares += Math.pow(successes[g] - p * trials[g], 2);
        }
        double variance = squares * groups / (groups - 1.0) / (all * all);
        double worth = groups;
        if (groups > 1 && variance > 0) {
            worth = Math.min(all, p * (1 - p) / variance * Math.pow(normal() / student(groups - 1), 2));
        }
        return wilson(p, worth);
    }

    /** Wilson's score interval of a share p of n trials. */
    private static Interval wilson(double p, double n) {
        double z = normal();
        double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        return new Interval(p, p == 0 ? 0 : centre - half, p == 1 ? 1 : centre + half);
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

    private static double normal() {
        return new NormalDistribution().inverseCumulativeProbability(0.5 + CONFIDENCE / 2);
    }

    private static double student(int degrees) {
        return new TDistribution(degrees).inverseCumulativeProbability(0.5 + CONFIDENCE / 2);
    }
}
