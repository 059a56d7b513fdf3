package org.gatefold.sparse.classical;

import java.util.Arrays;

/**
 * The posterior mean of x over an {@link ActiveSet} and all sets one move away (an index more, one less, one for
 * another), each weighted by its posterior.
 */
final class ModelAverage {
    /** Sets of less than this share of the best one's posterior are left out. */
    private static final double NEGLIGIBLE = -12;

    private final int n;
    private final double[] sumRe;
    private final double[] sumIm;
    private double[] crossRe = new double[0];
    private double[] crossIm = new double[0];
    private double total;

    ModelAverage(int length, int snapshots) {
        n = length;
        sumRe = new double[snapshots * length];
        sumIm = new double[snapshots * length];
    }

    /** Re E[x] of all snapshots, index by index. */
    double[] re() {
        return sumRe;
    }

    double[] im() {
        return sumIm;
    }

    /** The mean over S alone. */
    void ofSetAlone(ActiveSet set) {
        clear();
        include(set, 1, -1, -1);
    }

    /** The mean over S and its neighbours. */
    void ofNeighbourhood(ActiveSet set) {
        clear();
        int k = set.size();
        if (crossRe.length < k * n) {
            crossRe = new double[k * n];
            crossIm = new double[k * n];
        }
        for (int p = 0; p < k; p++) {
            set.cross(set.atom(p));
            System.arraycopy(set.products().crossRe(), 0, crossRe, p * n, n);
            System.arraycopy(set.products().crossIm(), 0, crossIm, p * n, n);
        }
        include(set, 1, -1, -1);
        for (int j = 0; j < n; j++) {
            if (!set.contains(j)) {
                weigh(set, set.birth(j, set.products().bigQ(j), set.products().square(j)), -1, j);
            }
        }
        for (int p = 0; p < k; p++) {
            double gone = set.death(p);
            weigh(set, gone, p, -1);
            for (int j = 0; j < n; j++) {
                if (!set.contains(j)) {
                    weighExchange(set, gone, p, j);
                }
            }
        }
        for (int i = 0; i < sumRe.length; i++) {
            sumRe[i] /= total;
            sumIm[i] /= total;
        }
    }

    private void clear() {
        Arrays.fill(sumRe, 0);
        Arrays.fill(sumIm, 0);
        total = 0;
    }

    private void weighExchange(ActiveSet set, double gone, int p, int j) {
        double factor = set.variance() / set.left(p);
        double re = crossRe[p * n + j];
        double im = crossIm[p * n + j];
        double q = set.products().bigQ(j) + factor * (re * re + im * im);
        double square = 0;
        int i = set.atom(p);
        for (int t = 0; t < set.snapshots(); t++) {
            double a = set.products().qRe(t, j)
                    + factor
                            * (re * set.products().qRe(t, i)
                                    - im * set.products().qIm(t, i));
            double b = set.products().qIm(t, j)
                    + factor
                            * (re * set.products().qIm(t, i)
                                    + im * set.products().qRe(t, i));
            square += a * a + b * b;
        }
        if (gone + set.birthBound(j, q, square) > NEGLIGIBLE) {
            weigh(set, gone + set.birth(j, q, square), p, j);
        }
    }

    private void weigh(ActiveSet set, double gain, int without, int with) {
        if (gain > NEGLIGIBLE) {
            include(set, Math.exp(Math.min(gain, 50)), without, with);
        }
    }

    /**
     * Adds the mean of one set: xₗ = v aₗᴴC′⁻¹y, with C′ after the index in slot {@code without} has left and
     * {@code with} has come (−1: nobody).
     */
    private void include(ActiveSet set, double weight, int without, int with) {
        total += weight;
        double v = set.variance();
        double out = without < 0 ? 0 : v / set.left(without);
        for (int t = 0; t < set.snapshots(); t++) {
            double goneRe = without < 0 ? 0 : out * set.products().qRe(t, set.atom(without));
            double goneIm = without < 0 ? 0 : out * set.products().qIm(t, set.atom(without));
            double newRe = 0;
            double newIm = 0;
            double inwardRe = 0;
            double inwardIm = 0;
            if (with >= 0) {
                newRe = set.products().qRe(t, with);
                newIm = set.products().qIm(t, with);
                double q = set.products().bigQ(with);
                if (without >= 0) {
                    double re = crossRe[without * n + with];
                    double im = crossIm[without * n + with];
                    newRe += re * goneRe - im * goneIm;
                    newIm += re * goneIm + im * goneRe;
                    q += out * (re * re + im * im);
                    inwardRe = out * re;
                    inwardIm = -out * im;
                }
                double s = 1 + v * Math.max(q, 0);
                newRe *= v / s;
                newIm *= v / s;
                sumRe[t * n + with] += weight * newRe;
                sumIm[t * n + with] += weight * newIm;
            }
            for (int l = 0; l < set.size(); l++) {
                if (l == without) {
                    continue;
                }
                int at = t * n + set.atom(l);
                double re = set.products().qRe(t, set.atom(l));
                double im = set.products().qIm(t, set.atom(l));
                double eRe = 0;
                double eIm = 0;
                if (without >= 0) {
                    eRe = crossRe[without * n + set.atom(l)];
                    eIm = crossIm[without * n + set.atom(l)];
                    re += eRe * goneRe - eIm * goneIm;
                    im += eRe * goneIm + eIm * goneRe;
                }
                if (with >= 0) {
                    double cRe = crossRe[l * n + with] + eRe * inwardRe - eIm * inwardIm;
                    double cIm = -crossIm[l * n + with] + eRe * inwardIm + eIm * inwardRe;
                    re -= cRe * newRe - cIm * newIm;
                    im -= cRe * newIm + cIm * newRe;
                }
                sumRe[at] += weight * v * re;
                sumIm[at] += weight * v * im;
            }
        }
    }
}
