package org.gatefold.sparse.classical;

import java.util.Arrays;

/**
 * The layers of {@link AnnealedPropagation} on one sample after another. All variances are those of a real number.
 *
 * <p>With sites of variance s and mean m on the active set and the background b elsewhere, D = diag(s − b) and H = D⁻¹
 * + G_SS: {@code q = p − G_:S H⁻¹p_S, p = AᴴC⁻¹y − G_:S m, Q = diag(G − G_:S H⁻¹G_S:)}. What the measurements say of an
 * entry without its own site is then {@code N(R, V)} with {@code 1/V = Q/(1 − sQ), R = V(q + mQ)/(1 − sQ)}.
 */
final class SamplePropagation {
    /** Sites are at least so much wider than the background, relative to it. */
    private static final double LEAST = 1e-3;

    /** No site is wider than so many times the variance of an active entry. */
    private static final double WIDEST = 10;

    private final AnnealedProducts products;
    private final Annealing annealing;
    private final BernoulliGaussian prior;
    private final int n;
    private final int rows;
    private final int planes;
    private final int most;
    private int size;
    private int[] active;
    private int[] next;
    private final int[] slot;
    private double[] site;
    private double[] nextSite;
    private double[] mean;
    private double[] nextMean;
    private final double[][] wRe;
    private final double[][] wIm;
    private final double[][] lRe;
    private final double[][] lIm;
    private final double[] q;
    private final double[] bigQ;
    private final double[] logit;
    private final double[] answer;
    private final double[] order;

    /** @param rows snapshots of a sample */
    SamplePropagation(AnnealedProducts products, Annealing annealing, BernoulliGaussian prior, int rows, int planes) {
        this.products = products;
        this.annealing = annealing;
        this.prior = prior;
        this.rows = rows;
        this.planes = planes;
        n = products.domain;
        most = Math.min(n, annealing.active());
        active = new int[most];
        next = new int[most];
        slot = new int[n];
        site = new double[most];
        nextSite = new double[most];
        mean = new double[2 * rows * most];
        nextMean = new double[2 * rows * most];
        wRe = new double[most][n];
        wIm = new double[most][n];
        lRe = new double[most][most];
        lIm = new double[most][most];
        q = new double[2 * rows * n];
        bigQ = new double[n];
        logit = new double[n];
        answer = new double[2 * rows * n];
        order = new double[n];
    }

    /**
     * Runs all layers.
     *
     * @param matched for each layer {@link AnnealedProducts#matched}
     * @param at row of the sample's first snapshot in them
     */
    void run(double[][] matched, int at) {
        size = 0;
        Arrays.fill(slot, -1);
        int layers = annealing.layers().size();
        for (int t = 0; t < layers; t++) {
            Annealing.Layer layer = annealing.layers().get(t);
            double background = layer.background() * prior.activity() * prior.variance();
            System.arraycopy(matched[t], 2 * at * n, q, 0, q.length);
            posterior(t, background);
            shrink(layer, background, t == layers - 1);
        }
    }

    /** ln(π/(1−π)) of the last layer. */
    double logit(int j) {
        return logit[j];
    }

    /** Σ min(π, 1−π) of the last layer: how many entries it may have wrong, if it is right about itself. */
    double uncertainty() {
        double sum = 0;
        for (double l : logit) {
            sum += 1 / (1 + Math.exp(Math.abs(l)));
        }
        return sum;
    }

    /** E[x] of the last layer: [Re | Im] of N numbers, snapshot after snapshot. */
    double[] answer() {
        return answer;
    }

    /** q and Q from the sites. */
    private void posterior(int layer, double background) {
        double[] gRe = products.re(layer);
        double[] gIm = products.im(layer);
        for (int j = 0; j < n; j++) {
            bigQ[j] = gRe[j * n + j];
        }
        for (int l = 0; l < size; l++) {
            for (int t = 0; t < rows; t++) {
                // a column is the conjugate of the row
                axpy(-mean[2 * t * most + l], -mean[(2 * t + 1) * most + l], gRe, gIm, active[l] * n, t);
            }
        }
        double[] partRe = new double[size * rows];
        double[] partIm = new double[size * rows];
        for (int l = 0; l < size; l++) {
            System.arraycopy(gRe, active[l] * n, wRe[l], 0, n);
            System.arraycopy(gIm, active[l] * n, wIm[l], 0, n);
            for (int j = 0; j < l; j++) {
                subtract(wRe[l], wIm[l], lRe[l][j], lIm[l][j], wRe[j], wIm[j]);
            }
            double pivot = 1 / (site[l] - background) + wRe[l][active[l]];
            double root = Math.sqrt(Math.max(pivot, 1e-300));
            for (int i = 0; i < n; i++) {
                wRe[l][i] /= root;
                wIm[l][i] /= root;
            }
            for (int m = l + 1; m < size; m++) {
                // L of row m, column l: the conjugate of what row l holds at m
                lRe[m][l] = wRe[l][active[m]];
                lIm[m][l] = -wIm[l][active[m]];
            }
            for (int t = 0; t < rows; t++) {
                double re = q[2 * t * n + active[l]];
                double im = q[(2 * t + 1) * n + active[l]];
                partRe[l * rows + t] = re;
                partIm[l * rows + t] = im;
            }
            lRe[l][l] = root;
        }
        for (int l = 0; l < size; l++) {
            for (int t = 0; t < rows; t++) {
                double re = partRe[l * rows + t];
                double im = partIm[l * rows + t];
                for (int j = 0; j < l; j++) {
                    double a = partRe[j * rows + t];
                    double b = partIm[j * rows + t];
                    re -= lRe[l][j] * a - lIm[l][j] * b;
                    im -= lRe[l][j] * b + lIm[l][j] * a;
                }
                partRe[l * rows + t] = re / lRe[l][l];
                partIm[l * rows + t] = im / lRe[l][l];
                axpy(-partRe[l * rows + t], -partIm[l * rows + t], wRe[l], wIm[l], 0, t);
            }
            double[] a = wRe[l];
            double[] b = wIm[l];
            for (int i = 0; i < n; i++) {
                bigQ[i] -= a[i] * a[i] + b[i] * b[i];
            }
        }
    }

    /** q of a snapshot ← q + c·conj(row). */
    private void axpy(double cRe, double cIm, double[] re, double[] im, int at, int snapshot) {
        int real = 2 * snapshot * n;
        int imaginary = real + n;
        for (int i = 0; i < n; i++) {
            q[real + i] += cRe * re[at + i] + cIm * im[at + i];
            q[imaginary + i] += cIm * re[at + i] - cRe * im[at + i];
        }
    }

    /** x ← x − c·y. */
    private static void subtract(double[] xRe, double[] xIm, double cRe, double cIm, double[] yRe, double[] yIm) {
        for (int i = 0; i < xRe.length; i++) {
            xRe[i] -= cRe * yRe[i] - cIm * yIm[i];
            xIm[i] -= cRe * yIm[i] + cIm * yRe[i];
        }
    }

    /** The Bernoulli–Gaussian moments of all entries, and from them the next sites. */
    private void shrink(Annealing.Layer layer, double background, boolean last) {
        double v = prior.variance();
        double odds = Math.log(prior.activity() / (1 - prior.activity()));
        for (int j = 0; j < n; j++) {
            double s = slot[j] < 0 ? background : site[slot[j]];
            double left = Math.max(1 - s * bigQ[j], 1e-9);
            double precision = Math.max(bigQ[j], 1e-300) / left;
            double square = 0;
            for (int t = 0; t < rows; t++) {
                double re = (q[2 * t * n + j] + siteMean(2 * t, j) * bigQ[j]) / left / precision;
                double im = (q[(2 * t + 1) * n + j] + siteMean(2 * t + 1, j) * bigQ[j]) / left / precision;
                answer[2 * t * n + j] = re;
                answer[(2 * t + 1) * n + j] = im;
                square += re * re + im * im;
            }
            bigQ[j] = precision;
            double ratio = v * precision;
            logit[j] = odds - planes / 2.0 * Math.log1p(ratio) + ratio / (1 + ratio) * square * precision / 2;
        }
        if (!last) {
            choose(layer, background);
            return;
        }
        for (int j = 0; j < n; j++) {
            double factor = share(j) * v * bigQ[j] / (1 + v * bigQ[j]);
            for (int t = 0; t < 2 * rows; t++) {
                answer[t * n + j] *= factor;
            }
        }
    }

    private double siteMean(int part, int j) {
        return slot[j] < 0 ? 0 : mean[part * most + slot[j]];
    }

    private double share(int j) {
        return 1 / (1 + Math.exp(-Math.max(-40, Math.min(40, logit[j]))));
    }

    /** The sites of the next layer: those of the likeliest entries. */
    private void choose(Annealing.Layer layer, double background) {
        double limit = limit();
        int found = 0;
        for (int j = 0; j < n && found < most; j++) {
            if (logit[j] >= limit) {
                next[found] = j;
                renew(layer, background, j, found++);
            }
        }
        for (int l = 0; l < size; l++) {
            slot[active[l]] = -1;
        }
        int[] indices = active;
        active = next;
        next = indices;
        double[] numbers = site;
        site = nextSite;
        nextSite = numbers;
        numbers = mean;
        mean = nextMean;
        nextMean = numbers;
        size = found;
        for (int l = 0; l < size; l++) {
            slot[active[l]] = l;
        }
    }

    /** The log-odds that so many entries reach as there are sites. */
    private double limit() {
        System.arraycopy(logit, 0, order, 0, n);
        Arrays.sort(order);
        return order[n - most];
    }

    private void renew(Annealing.Layer layer, double background, int j, int to) {
        double v = prior.variance();
        double precision = bigQ[j];
        double gain = v * precision / (1 + v * precision);
        double share = share(j);
        double square = 0;
        for (int t = 0; t < rows; t++) {
            double re = answer[2 * t * n + j];
            double im = answer[(2 * t + 1) * n + j];
            square += re * re + im * im;
        }
        double variance = share * gain / precision + share * (1 - share) * gain * gain * square / planes;
        double old = slot[j] < 0 ? background : site[slot[j]];
        double inverse = 1 / Math.max(variance, 1e-300);
        double fresh = Math.max(inverse - precision, 1 / (WIDEST * v));
        double tau = layer.damping() * fresh + (1 - layer.damping()) / old;
        nextSite[to] = Math.max(1 / tau, background * (1 + LEAST));
        for (int part = 0; part < 2 * rows; part++) {
            double r = answer[part * n + j];
            double nu = share * gain * r * inverse - r * precision;
            double mixed = layer.damping() * nu + (1 - layer.damping()) * siteMean(part, j) / old;
            nextMean[part * most + to] = mixed / tau;
        }
    }
}
