package org.gatefold.sparse.classical;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.jspecify.annotations.Nullable;

/**
 * The set S of active indices of one sample under the Bernoulli–Gaussian model, with all that the evidence of one move
 * needs.
 *
 * <p>Given S, y has covariance {@code C = σ²I + v A_S A_Sᴴ} a real number. For every index j the state holds Qⱼ =
 * aⱼᴴC⁻¹aⱼ and qⱼ = aⱼᴴC⁻¹y, and for S the inverse of {@code G = A_SᴴA_S + (σ²/v)I}, all renewed by rank-one updates: a
 * move costs O(|S|·N) once the Gram rows of S are known.
 */
final class ActiveSet {
    private final Atoms atoms;
    private final GramRows gram;
    private final int n;
    private final int planes;
    private final int rows;
    private final int capacity;
    private final int[] support;
    private final int[] slot;
    private final double[][] invRe;
    private final double[][] invIm;
    private final double[] bRe;
    private final double[] bIm;
    private final double[] bigQ;
    private final double[] qRe;
    private final double[] qIm;
    private final double[] wRe;
    private final double[] wIm;
    private final double[] eRe;
    private final double[] eIm;
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
        this.activities = activities;
        logOdds = new double[n];
        support = new int[capacity];
        slot = new int[n];
        invRe = new double[capacity][];
        invIm = new double[capacity][];
        bRe = new double[rows * n];
        bIm = new double[rows * n];
        bigQ = new double[n];
        qRe = new double[rows * n];
        qIm = new double[rows * n];
        wRe = new double[capacity];
        wIm = new double[capacity];
        eRe = new double[n];
        eIm = new double[n];
        y = new double[rows * atoms.width()];
    }

    /** Takes the measurements of a sample; {@link #reset} must follow. */
    void measure(Batch measurements, int sample) {
        int offset = measurements.offset(sample, 0);
        for (int i = 0; i < y.length; i++) {
            y[i] = measurements.data()[offset + i];
        }
        int width = atoms.width();
        for (int t = 0; t < rows; t++) {
            for (int j = 0; j < n; j++) {
                bRe[t * n + j] = atoms.dotRe(atoms.columns(), j * width, y, t * width);
                bIm[t * n + j] = atoms.dotIm(atoms.columns(), j * width, y, t * width);
            }
        }
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
        Arrays.fill(slot, -1);
        for (int j = 0; j < n; j++) {
            bigQ[j] = atoms.energy(j) / noise;
        }
        for (int i = 0; i < qRe.length; i++) {
            qRe[i] = bRe[i] / noise;
            qIm[i] = bIm[i] / noise;
        }
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

    double bigQ(int j) {
        return bigQ[j];
    }

    double qRe(int t, int j) {
        return qRe[t * n + j];
    }

    double qIm(int t, int j) {
        return qIm[t * n + j];
    }

    /** 1 − vQ of the active index in slot {@code p}, without cancellation. */
    double left(int p) {
        return noise / variance * invRe[p][p];
    }

    double square(int j) {
        double sum = 0;
        for (int at = j; at < qRe.length; at += n) {
            sum += qRe[at] * qRe[at] + qIm[at] * qIm[at];
        }
        return sum;
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
        return -(logOdds[support[p]] + planes / 2.0 * Math.log(f) + variance * square(support[p]) / (2 * f));
    }

    /** e ← AᴴC⁻¹aᵢ for all indices, into {@link #crossRe} and {@link #crossIm}; for i outside S also w = G⁻¹A_Sᴴaᵢ. */
    void cross(int i) {
        boolean complex = atoms.complex();
        int p = slot[i];
        double scale = p < 0 ? 1 / noise : 1 / variance;
        if (p < 0) {
            double[] own = gram.row(i);
            for (int j = 0; j < n; j++) {
                eRe[j] = own[j] * scale;
                eIm[j] = complex ? -own[n + j] * scale : 0;
            }
            solve(own);
        } else {
            Arrays.fill(eRe, 0);
            Arrays.fill(eIm, 0);
        }
        for (int l = 0; l < size; l++) {
            double cRe = scale * (p < 0 ? -wRe[l] : invRe[l][p]);
            double cIm = scale * (p < 0 ? -wIm[l] : invIm[l][p]);
            double[] k = gram.row(support[l]);
            if (complex) {
                for (int j = 0; j < n; j++) {
                    eRe[j] += k[j] * cRe + k[n + j] * cIm;
                    eIm[j] += k[j] * cIm - k[n + j] * cRe;
                }
            } else {
                for (int j = 0; j < n; j++) {
                    eRe[j] += k[j] * cRe;
                }
            }
        }
    }

    /** Q of an outside index without the active one whose {@link #cross} was computed last; factor = v/(1 − vQᵢ). */
    double exchangedQ(int j, double factor) {
        return bigQ[j] + factor * (eRe[j] * eRe[j] + eIm[j] * eIm[j]);
    }

    /** ‖q‖² of an outside index without the active one in slot {@code p}, whose {@link #cross} was computed last. */
    double exchangedSquare(int j, int p, double factor) {
        double sum = 0;
        double re = factor * eRe[j];
        double im = factor * eIm[j];
        for (int at = 0, i = support[p]; at < qRe.length; at += n) {
            double a = qRe[at + j] + re * qRe[at + i] - im * qIm[at + i];
            double b = qIm[at + j] + re * qIm[at + i] + im * qRe[at + i];
            sum += a * a + b * b;
        }
        return sum;
    }

    double[] crossRe() {
        return eRe;
    }

    double[] crossIm() {
        return eIm;
    }

    /** w = G⁻¹A_Sᴴaᵢ, from the Gram row of i (its conjugate, read at S). */
    private void solve(double[] own) {
        for (int l = 0; l < size; l++) {
            double re = 0;
            double im = 0;
            for (int m = 0; m < size; m++) {
                double gRe = own[support[m]];
                double gIm = atoms.complex() ? -own[n + support[m]] : 0;
                re += invRe[l][m] * gRe - invIm[l][m] * gIm;
                im += invRe[l][m] * gIm + invIm[l][m] * gRe;
            }
            wRe[l] = re;
            wIm[l] = im;
        }
    }

    /** Whether there is room for one more. */
    boolean open() {
        return size < capacity;
    }

    void add(int i) {
        cross(i);
        score += birth(i, bigQ[i], square(i));
        double s = 1 + variance * Math.max(bigQ[i], 0);
        shift(i, -variance / s);
        double schur = variance / (noise * s);
        if (invRe[size] == null) {
            invRe[size] = new double[capacity];
            invIm[size] = new double[capacity];
        }
        for (int l = 0; l < size; l++) {
            for (int m = 0; m < size; m++) {
                invRe[l][m] += schur * (wRe[l] * wRe[m] + wIm[l] * wIm[m]);
                invIm[l][m] += schur * (wIm[l] * wRe[m] - wRe[l] * wIm[m]);
            }
            invRe[l][size] = -schur * wRe[l];
            invIm[l][size] = -schur * wIm[l];
            invRe[size][l] = -schur * wRe[l];
            invIm[size][l] = schur * wIm[l];
        }
        invRe[size][size] = schur;
        invIm[size][size] = 0;
        slot[i] = size;
        support[size++] = i;
        settle();
    }

    void remove(int p) {
        int i = support[p];
        cross(i);
        score += death(p);
        shift(i, variance / left(p));
        int last = size - 1;
        exchangeSlots(p, last);
        double pivot = invRe[last][last];
        for (int l = 0; l < last; l++) {
            double re = invRe[l][last] / pivot;
            double im = invIm[l][last] / pivot;
            for (int m = 0; m < last; m++) {
                invRe[l][m] -= re * invRe[m][last] + im * invIm[m][last];
                invIm[l][m] -= im * invRe[m][last] - re * invIm[m][last];
            }
        }
        slot[i] = -1;
        size = last;
        settle();
    }

    private void exchangeSlots(int p, int last) {
        for (double[][] part : new double[][][] {invRe, invIm}) {
            double[] row = part[p];
            part[p] = part[last];
            part[last] = row;
            for (int l = 0; l < size; l++) {
                double value = part[l][p];
                part[l][p] = part[l][last];
                part[l][last] = value;
            }
        }
        int atom = support[p];
        support[p] = support[last];
        support[last] = atom;
        slot[support[p]] = p;
        slot[atom] = last;
    }

    /** Q and q of all indices when C⁻¹ changes by factor·C⁻¹aᵢaᵢᴴC⁻¹. */
    private void shift(int i, double factor) {
        for (int t = 0; t < rows; t++) {
            double re = factor * qRe[t * n + i];
            double im = factor * qIm[t * n + i];
            for (int j = 0, at = t * n; j < n; j++, at++) {
                qRe[at] += eRe[j] * re - eIm[j] * im;
                qIm[at] += eRe[j] * im + eIm[j] * re;
            }
        }
        for (int j = 0; j < n; j++) {
            bigQ[j] += factor * (eRe[j] * eRe[j] + eIm[j] * eIm[j]);
        }
    }

    /** Q and q of S anew from G⁻¹, where the updates would cancel. */
    private void settle() {
        for (int l = 0; l < size; l++) {
            bigQ[support[l]] = (1 - left(l)) / variance;
            for (int t = 0; t < rows; t++) {
                double re = 0;
                double im = 0;
                for (int m = 0; m < size; m++) {
                    int at = t * n + support[m];
                    re += invRe[l][m] * bRe[at] - invIm[l][m] * bIm[at];
                    im += invRe[l][m] * bIm[at] + invIm[l][m] * bRe[at];
                }
                qRe[t * n + support[l]] = re / variance;
                qIm[t * n + support[l]] = im / variance;
            }
        }
    }

    /** ‖y − A_S E[x_S|y, S]‖². */
    double residualEnergy() {
        double[] r = y.clone();
        int width = atoms.width();
        for (int l = 0; l < size; l++) {
            for (int t = 0; t < rows; t++) {
                int at = t * n + support[l];
                double re = variance * qRe[at];
                double im = variance * qIm[at];
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
        return variance * variance * square(support[p]) / planes + variance * left(p);
    }

    /** Its sum over S. */
    double power() {
        return IntStream.range(0, size).mapToDouble(this::power).sum();
    }
}
