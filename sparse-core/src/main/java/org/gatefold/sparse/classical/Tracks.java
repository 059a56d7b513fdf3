package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.kernel.Workers;

/**
 * Rows of complex numbers that change slowly from sample to sample, each seen in noise after a common gain a:
 * {@code zᵣ(t) = a(t)xᵣ(t) + n(t), E|n(t)|² = σ²(t)}, with {@code xᵣ} a stationary process of first order,
 * {@code E[xᵣ(t)xᵣ*(t−1)] = ρᵣλᵣ}. Its mean given all z is that of a Kalman filter and a Rauch–Tung–Striebel smoother,
 * O(1) a number; ρ is the one of largest evidence on a grid.
 */
final class Tracks {
    /** Rows a shard. */
    private static final int SHARD = 8;

    /** Rows below this share of the noise say nothing of the gains. */
    private static final double AUDIBLE = 0.3;

    /** Least magnitude of a gain, of which the mean square is 1. */
    private static final double LEAST = 0.1;

    private final int rows;
    private final int samples;
    private final double[][] zRe;
    private final double[][] zIm;
    private final double[] lambda;
    private final double[] noise;
    private final double[] levels;
    private final double sharing;
    private final double[][] xRe;
    private final double[][] xIm;
    private final double[][] evidence;
    private final double[] scaledNoise;
    private final double[] inverseRe;
    private final double[] inverseIm;
    private int common;

    /**
     * @param zRe rows × samples, real parts; {@code zIm} the imaginary ones
     * @param noise σ² of each sample
     * @param count number of ρ = 1 − 3⁻ʲ
     */
    Tracks(double[][] zRe, double[][] zIm, double[] lambda, double[] noise, int count, double sharing) {
        this.rows = lambda.length;
        this.samples = noise.length;
        this.zRe = zRe;
        this.zIm = zIm;
        this.lambda = lambda;
        this.noise = noise;
        this.sharing = sharing;
        levels = new double[count];
        for (int j = 0; j < count; j++) {
            levels[j] = 1 - Math.pow(3, -j);
        }
        xRe = new double[rows][samples];
        xIm = new double[rows][samples];
        evidence = new double[rows][count];
        scaledNoise = new double[samples];
        inverseRe = new double[samples];
        inverseIm = new double[samples];
    }

    /** The correlation of largest evidence if all rows have the same. */
    double correlation() {
        return levels[common];
    }

    /** Without the gain: row r is x, of variance λ. */
    double[] re(int r) {
        return xRe[r];
    }

    double[] im(int r) {
        return xIm[r];
    }

    /** Smooths all rows under these gains; returns ln p(z) but for a constant. */
    double smooth(double[] gainRe, double[] gainIm) {
        gains(gainRe, gainIm);
        weigh(0);
        int[] best = new int[rows];
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            for (int j = 1; j < levels.length; j++) {
                best[r] = score(r, j) > score(r, best[r]) ? j : best[r];
            }
            sum += evidence[r][best[r]];
        }
        Workers.forShards(rows, SHARD, (from, to) -> {
            for (int r = from; r < to; r++) {
                smooth(r, levels[best[r]]);
            }
        });
        for (int t = 0; t < samples; t++) {
            sum += rows * Math.log(inverseRe[t] * inverseRe[t] + inverseIm[t] * inverseIm[t]);
        }
        return sum;
    }

    private double score(int r, int j) {
        double all = 0;
        for (double[] row : evidence) {
            all += row[j];
        }
        return evidence[r][j] + sharing * all;
    }

    /** Better gains than these, in their place, by regression on rows smoothed with one ρ for all. */
    void improve(double[] gainRe, double[] gainIm, boolean phaseOnly) {
        gains(gainRe, gainIm);
        double mean = Arrays.stream(noise).average().orElse(0);
        weigh(AUDIBLE * mean);
        double rho = levels[common];
        Workers.forShards(rows, SHARD, (from, to) -> {
            for (int r = from; r < to; r++) {
                if (lambda[r] >= AUDIBLE * mean) {
                    smooth(r, rho);
                }
            }
        });
        double square = 0;
        for (int t = 0; t < samples; t++) {
            double re = 0;
            double im = 0;
            double energy = 1e-300;
            for (int r = 0; r < rows; r++) {
                if (lambda[r] >= AUDIBLE * mean) {
                    re += xRe[r][t] * zRe[r][t] + xIm[r][t] * zIm[r][t];
                    im += xRe[r][t] * zIm[r][t] - xIm[r][t] * zRe[r][t];
                    energy += xRe[r][t] * xRe[r][t] + xIm[r][t] * xIm[r][t];
                }
            }
            double length = Math.hypot(re, im);
            double size = phaseOnly ? 1 : length / energy;
            gainRe[t] = length > 0 ? re / length * size : 1;
            gainIm[t] = length > 0 ? im / length * size : 0;
            square += gainRe[t] * gainRe[t] + gainIm[t] * gainIm[t];
        }
        double root = Math.sqrt(square / samples);
        for (int t = 0; t < samples; t++) {
            double length = Math.hypot(gainRe[t], gainIm[t]) / root;
            double factor = (length < LEAST ? LEAST / Math.max(length, 1e-300) : 1) / root;
            gainRe[t] *= factor;
            gainIm[t] *= factor;
        }
    }

    /** First gains of magnitude 1: each sample's phase relative to a fading mean of those before it. */
    void follow(double forgetting, double[] gainRe, double[] gainIm) {
        double mean = Arrays.stream(noise).average().orElse(0);
        double[] pastRe = new double[rows];
        double[] pastIm = new double[rows];
        for (int t = 0; t < samples; t++) {
            double re = 0;
            double im = 0;
            for (int r = 0; r < rows; r++) {
                double weight = 1 / (lambda[r] + mean);
                re += weight * (pastRe[r] * zRe[r][t] + pastIm[r] * zIm[r][t]);
                im += weight * (pastRe[r] * zIm[r][t] - pastIm[r] * zRe[r][t]);
            }
            double length = Math.hypot(re, im);
            gainRe[t] = length > 0 ? re / length : 1;
            gainIm[t] = length > 0 ? im / length : 0;
            for (int r = 0; r < rows; r++) {
                double a = zRe[r][t] * gainRe[t] + zIm[r][t] * gainIm[t];
                double b = zIm[r][t] * gainRe[t] - zRe[r][t] * gainIm[t];
                pastRe[r] = forgetting * pastRe[r] + (1 - forgetting) * a;
                pastIm[r] = forgetting * pastIm[r] + (1 - forgetting) * b;
            }
        }
    }

    private void gains(double[] gainRe, double[] gainIm) {
        for (int t = 0; t < samples; t++) {
            double square = gainRe[t] * gainRe[t] + gainIm[t] * gainIm[t];
            inverseRe[t] = gainRe[t] / square;
            inverseIm[t] = -gainIm[t] / square;
            scaledNoise[t] = noise[t] / square;
        }
    }

    /** The evidence of all levels for all rows of at least this variance, and the best common level. */
    private void weigh(double least) {
        Workers.forShards(rows, SHARD, (from, to) -> {
            for (int r = from; r < to; r++) {
                for (int j = 0; j < levels.length; j++) {
                    evidence[r][j] = lambda[r] >= least ? evidence(r, levels[j]) : 0;
                }
            }
        });
        common = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < levels.length; j++) {
            double sum = 0;
            for (double[] row : evidence) {
                sum += row[j];
            }
            common = sum > best ? j : common;
            best = Math.max(best, sum);
        }
    }

    private double evidence(int r, double rho) {
        double p = lambda[r];
        double re = 0;
        double im = 0;
        double sum = 0;
        double product = 1;
        double driven = (1 - rho * rho) * lambda[r];
        double[] a = zRe[r];
        double[] b = zIm[r];
        for (int t = 0; t < samples; t++) {
            double v = p + scaledNoise[t];
            double dRe = a[t] * inverseRe[t] - b[t] * inverseIm[t] - re;
            double dIm = b[t] * inverseRe[t] + a[t] * inverseIm[t] - im;
            double inverse = 1 / v;
            double gain = p * inverse;
            sum -= (dRe * dRe + dIm * dIm) * inverse;
            product *= v;
            if (product < 1e-200 || product > 1e200) {
                sum -= Math.log(product);
                product = 1;
            }
            re = rho * (re + gain * dRe);
            im = rho * (im + gain * dIm);
            p = rho * rho * (gain * scaledNoise[t]) + driven;
        }
        return sum - Math.log(product);
    }

    private void smooth(int r, double rho) {
        double[] filtered = new double[samples];
        double[] predicted = new double[samples];
        double[] pRe = new double[samples];
        double[] pIm = new double[samples];
        double p = lambda[r];
        double re = 0;
        double im = 0;
        for (int t = 0; t < samples; t++) {
            predicted[t] = p;
            pRe[t] = re;
            pIm[t] = im;
            double gain = p / (p + scaledNoise[t]);
            re += gain * (zRe[r][t] * inverseRe[t] - zIm[r][t] * inverseIm[t] - re);
            im += gain * (zIm[r][t] * inverseRe[t] + zRe[r][t] * inverseIm[t] - im);
            xRe[r][t] = re;
            xIm[r][t] = im;
            filtered[t] = gain * scaledNoise[t];
            re *= rho;
            im *= rho;
            p = rho * rho * filtered[t] + (1 - rho * rho) * lambda[r];
        }
        for (int t = samples - 2; t >= 0; t--) {
            double c = rho * filtered[t] / predicted[t + 1];
            xRe[r][t] += c * (xRe[r][t + 1] - pRe[t + 1]);
            xIm[r][t] += c * (xIm[r][t + 1] - pIm[t + 1]);
        }
    }
}
