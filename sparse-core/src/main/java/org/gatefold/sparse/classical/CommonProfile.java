package org.gatefold.sparse.classical;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.Lapack;

/**
 * The variances γ that samples have in common, by fixed-point steps in the domain of the columns: with the Gram matrix
 * K and the moments P = AᴴRA of the samples' covariance R, for {@code G = K + σ²Γ⁻¹}
 *
 * <pre>
 * sⱼ = aⱼᴴC⁻¹aⱼ = (1 − σ²(G⁻¹)ⱼⱼ/γⱼ)/γⱼ,    qⱼ = aⱼᴴC⁻¹RC⁻¹aⱼ = (G⁻¹PG⁻¹)ⱼⱼ/γⱼ².
 * </pre>
 *
 * Cost of a step: 6k³ multiply-adds with k columns left, whatever the number of samples. Complex powers throughout.
 */
final class CommonProfile {
    /** Columns whose variance falls below this share of the largest are dropped. */
    private static final double PRUNED = 1e-8;

    private final int n;
    private final double[] gram;
    private final double[] gamma;

    /** @param gram K, n×n interleaved; only read */
    CommonProfile(int n, double[] gram, double start) {
        this.n = n;
        this.gram = gram;
        gamma = new double[n];
        Arrays.fill(gamma, start);
    }

    double[] gamma() {
        return gamma;
    }

    /** @param moments P, n×n interleaved; only read */
    void run(List<Tracking.Layer> layers, double[] moments, double noise) {
        for (Tracking.Layer layer : layers) {
            step(layer, moments, layer.heat() * noise);
        }
    }

    /** The columns of variances above a share of the largest. */
    int[] columns(double share) {
        double largest = Arrays.stream(gamma).max().orElse(0);
        return IntStream.range(0, n).filter(j -> gamma[j] > share * largest).toArray();
    }

    /** The square part of an n×n interleaved matrix on some rows and columns. */
    static double[] part(int n, double[] matrix, int[] kept) {
        int k = kept.length;
        double[] part = new double[2 * k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                part[2 * (i * k + j)] = matrix[2 * (kept[i] * n + kept[j])];
                part[2 * (i * k + j) + 1] = matrix[2 * (kept[i] * n + kept[j]) + 1];
            }
        }
        return part;
    }

    private void step(Tracking.Layer layer, double[] moments, double noise) {
        int[] kept = columns(PRUNED);
        int k = kept.length;
        if (k == 0) {
            return;
        }
        double[] g = part(n, gram, kept);
        for (int i = 0; i < k; i++) {
            g[2 * (i * k + i)] += noise / gamma[kept[i]];
        }
        if (!Lapack.cholesky(true, k, g)) {
            return; // rounding: columns all but dependent without noise
        }
        Lapack.inverseOfFactored(true, k, g);
        double[] re = new double[k * k];
        double[] im = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                re[i * k + j] = g[2 * (i * k + j)];
                re[j * k + i] = re[i * k + j];
                im[i * k + j] = g[2 * (i * k + j) + 1];
                im[j * k + i] = -im[i * k + j];
            }
        }
        double[] q = quadratic(k, re, im, part(n, moments, kept));
        for (int i = 0; i < k; i++) {
            double old = gamma[kept[i]];
            double s = old - noise * re[i * k + i];
            gamma[kept[i]] = s > 0 && q[i] > 0 ? old * Math.pow(q[i] / s, layer.exponent()) : 0;
        }
    }

    /** The diagonal of G⁻¹PG⁻¹. */
    private static double[] quadratic(int k, double[] re, double[] im, double[] moments) {
        double[] pRe = new double[k * k];
        double[] pIm = new double[k * k];
        for (int i = 0; i < k * k; i++) {
            pRe[i] = moments[2 * i];
            pIm[i] = moments[2 * i + 1];
        }
        double[] reRe = product(k, re, pRe);
        double[] imIm = product(k, im, pIm);
        double[] reIm = product(k, re, pIm);
        double[] imRe = product(k, im, pRe);
        double[] q = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = i * k; j < (i + 1) * k; j++) {
                // (G⁻¹P)ᵢⱼ times (G⁻¹)ⱼᵢ, the conjugate of (G⁻¹)ᵢⱼ
                q[i] += (reRe[j] - imIm[j]) * re[j] + (reIm[j] + imRe[j]) * im[j];
            }
        }
        return q;
    }

    private static double[] product(int k, double[] a, double[] b) {
        double[] c = new double[k * k];
        Blas.multiply(k, k, k, a, b, c);
        return c;
    }
}
