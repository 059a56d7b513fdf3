package org.gatefold.sparse.classical;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.jspecify.annotations.Nullable;

/**
 * The set S of active indices of one sample under the Bernoulli–Gaussian model, with all that the evidence of one move
 * needs.
 *
 * <p>Given S, y has covariance {@code C = σ²I + v A_S A_Sᴴ} a real number. {@link CovarianceProducts} holds Qⱼ =
 * aⱼᴴC⁻¹aⱼ and qⱼ = aⱼᴴC⁻¹y of every index, {@link SupportInverse} the inverse of {@code G = A_SᴴA_S + (σ²/v)I}, both
 * renewed by rank-one updates: a move costs O(|S|·N) once the Gram rows of S are known.
 */
final class ActiveSet {
    private final Atoms atoms;
    private final GramRows gram;
    private final CovarianceProducts products;
    private final SupportInverse inverse;
    private final int n;
    private final int planes;
    private final int rows;
    private final int capacity;
    private final int[] support;
    private final int[] slot;
    private final double[] wRe;
    private final double[] wIm;
    private final double[] xRe;
    private final double[] xIm;
    private final double[] y;
    private double noise;
    private double variance;
    private final double[] logOdds;
    private final double @Nullable [] activities;
    private double score;
    private int size;

    /** @param activities ρⱼ of each index, null if that of the prior holds for all */
    ActiveSet(Atoms atoms, GramRows gram, int planes, double @Nullable [] activities) {
        this.atoms = atoms;
        this.gram = gram;
        this.planes = planes;
        n = atoms.domain();
        rows = planes / atoms.lanes();
        capacity = Math.min(n, atoms.range());
        products = new CovarianceProducts(atoms, rows);
        inverse = new SupportInverse(capacity);
        this.activities = activities;
        logOdds = new double[n];
        support = new int[capacity];
        slot = new int[n];
        wRe = new double[capacity];
        wIm = new double[capacity];
        xRe = new double[capacity];
        xIm = new double[capacity];
        y = new double[rows * atoms.width()];
    }

    /** Takes the measurements of a sample; {@link #reset} must follow. */
    void measure(Batch measurements, int sample) {
        int offset = measurements.offset(sample, 0);
        for (int i = 0; i < y.length; i++) {
            y[i] = measurements.data()[offset + i];
        }
        products.measure(y);
        size = 0;
    }

    /** The same set under other parameters. */
    void reset(double noiseVariance, BernoulliGaussian prior) {
        noise = noiseVariance;
        variance = prior.variance();
        for (int j = 0; j < n; j++) {
            double activity = activities == null ? prior.activity() : activities[j];
            logOdds[j] = j > 0 && activities == null ? logOdds[0] : Math.log(activity / (1 - activity));
        }
        int[] old = Arrays.copyOf(support, size);
        size = 0;
        score = 0;
        inverse.clear();
        Arrays.fill(slot, -1);
        products.reset(noise);
        for (int j : old) {
            add(j);
        }
    }

    int size() {
        return size;
    }

    /** ln p(S|y) relative to the empty set. */
    double score() {
        return score;
    }

    /** ln p(y, S) but for a constant, which compares sets under different parameters too. */
    double evidence(double activity) {
        double energy = 0;
        for (double v : y) {
            energy += v * v;
        }
        double silence = -planes / 2.0 * atoms.range() * Math.log(noise) - energy / (2 * noise);
        return score + silence + n * Math.log1p(-activity);
    }

    int[] support() {
        return Arrays.copyOf(support, size);
    }

    /** The active indices but {@code j} itself and those whose coherence with it is above {@code limit}. */
    int[] apart(int j, double limit) {
        double[] row = gram.row(j);
        return Arrays.stream(support, 0, size)
                .filter(i -> {
                    double im = atoms.complex() ? row[n + i] : 0;
                    return row[i] * row[i] + im * im <= limit * limit * atoms.energy(i) * atoms.energy(j);
                })
                .toArray();
    }

    /** Another set; {@link #reset} must follow. */
    void assume(int[] indices) {
        size = indices.length;
        System.arraycopy(indices, 0, support, 0, size);
    }

    int atom(int p) {
        return support[p];
    }

    boolean contains(int j) {
        return slot[j] >= 0;
    }

    int snapshots() {
        return rows;
    }

    double variance() {
        return variance;
    }

    /** Q, q and e of all indices. */
    CovarianceProducts products() {
        return products;
    }

    /** 1 − vQ of the active index in slot {@code p}, without cancellation. */
    double left(int p) {
        return noise / variance * inverse.diagonal(p);
    }

    /** Log-posterior gained by index j with these Q and ‖q‖² (relative to a set without it) when it enters. */
    double birth(int j, double q, double square) {
        double s = 1 + variance * Math.max(q, 0);
        return logOdds[j] - planes / 2.0 * Math.log(s) + variance * square / (2 * s);
    }

    /** An upper bound of {@link #birth} that needs no logarithm. */
    double birthBound(int j, double q, double square) {
        return logOdds[j] + variance * square / (2 * (1 + variance * Math.max(q, 0)));
    }

    /** Log-posterior gained when the active index in slot {@code p} leaves. */
    double death(int p) {
        double f = left(p);
        return -(logOdds[support[p]] + planes / 2.0 * Math.log(f) + variance * products.square(support[p]) / (2 * f));
    }

    /** e ← AᴴC⁻¹aᵢ for all indices, into {@link #products}; for i outside S also w = G⁻¹A_Sᴴaᵢ. */
    void cross(int i) {
        int p = slot[i];
        double scale = p < 0 ? 1 / noise : 1 / variance;
        if (p < 0) {
            double[] own = gram.row(i);
            products.beginCross(own, scale);
            for (int m = 0; m < size; m++) {
                xRe[m] = own[support[m]];
                xIm[m] = atoms.complex() ? -own[n + support[m]] : 0;
            }
            inverse.apply(xRe, xIm, wRe, wIm);
        } else {
            products.clearCross();
        }
        for (int l = 0; l < size; l++) {
            double cRe = scale * (p < 0 ? -wRe[l] : inverse.re(l, p));
            double cIm = scale * (p < 0 ? -wIm[l] : inverse.im(l, p));
            products.addCross(gram.row(support[l]), cRe, cIm);
        }
    }

    /** Whether there is room for one more. */
    boolean open() {
        return size < capacity;
    }

    void add(int i) {
        cross(i);
        score += birth(i, products.bigQ(i), products.square(i));
        double s = 1 + variance * Math.max(products.bigQ(i), 0);
        products.shift(i, -variance / s);
        inverse.grow(wRe, wIm, variance / (noise * s));
        slot[i] = size;
        support[size++] = i;
        settle();
    }

    void remove(int p) {
        int i = support[p];
        cross(i);
        score += death(p);
        products.shift(i, variance / left(p));
        inverse.shrink(p);
        size--;
        support[p] = support[size];
        slot[support[p]] = p;
        slot[i] = -1;
        settle();
    }

    /** Q and q of S anew from G⁻¹, where the updates would cancel. */
    private void settle() {
        for (int l = 0; l < size; l++) {
            products.bigQ(support[l], (1 - left(l)) / variance);
        }
        for (int t = 0; t < rows; t++) {
            for (int m = 0; m < size; m++) {
                xRe[m] = products.bRe(t, support[m]);
                xIm[m] = products.bIm(t, support[m]);
            }
            inverse.apply(xRe, xIm, wRe, wIm);
            for (int l = 0; l < size; l++) {
                products.q(t, support[l], wRe[l] / variance, wIm[l] / variance);
            }
        }
    }

    /** ‖y − A_S E[x_S|y, S]‖². */
    double residualEnergy() {
        double[] r = y.clone();
        int width = atoms.width();
        for (int l = 0; l < size; l++) {
            for (int t = 0; t < rows; t++) {
                double re = variance * products.qRe(t, support[l]);
                double im = variance * products.qIm(t, support[l]);
                atoms.subtract(re, im, atoms.columns(), support[l] * width, r, t * width);
            }
        }
        return Arrays.stream(r).map(d -> d * d).sum();
    }

    /** The number of measurements S has used up, Σ(1 − λ G⁻¹ₗₗ) ≤ |S|. */
    double degreesOfFreedom() {
        double sum = 0;
        for (int l = 0; l < size; l++) {
            sum += 1 - left(l);
        }
        return sum;
    }

    /** E[‖xᵢ‖²/P | y, S] of the active index in slot {@code p}. */
    double power(int p) {
        return variance * variance * products.square(support[p]) / planes + variance * left(p);
    }

    /** Its sum over S. */
    double power() {
        return IntStream.range(0, size).mapToDouble(this::power).sum();
    }
}
