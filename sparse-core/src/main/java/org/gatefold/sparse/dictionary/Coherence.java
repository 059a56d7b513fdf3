package org.gatefold.sparse.dictionary;

import org.gatefold.sparse.operator.DenseOperator;

/** How alike the columns of a dictionary are. Cost: m·N² multiplications. */
public final class Coherence {
    private Coherence() {}

    /** Mutual coherence {@code max_{i≠j} |φᵢᴴφⱼ| / (‖φᵢ‖‖φⱼ‖)}; columns of zeros are left out. */
    public static double mutual(DenseOperator phi) {
        int n = phi.domain();
        double[][] products = new double[n][];
        for (int i = 0; i < n; i++) {
            products[i] = row(phi, phi, i);
        }
        double worst = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double lengths = Math.sqrt(products[i][i] * products[j][j]);
                worst = lengths > 0 ? Math.max(worst, products[i][j] / lengths) : worst;
            }
        }
        return worst;
    }

    /**
     * Generalised mutual coherence {@code max_{i≠j} |wᵢᴴφⱼ| / |wᵢᴴφᵢ|}. (Liu et al., ALISTA, 2019, where wᵢᴴφᵢ = 1.)
     *
     * @throws IllegalArgumentException if {@code w} has another shape than {@code phi}
     */
    public static double generalised(DenseOperator w, DenseOperator phi) {
        int n = phi.domain();
        if (w.range() != phi.range() || w.domain() != n) {
            throw new IllegalArgumentException(
                    "expected weights of " + phi.range() + "×" + n + ", found " + w.range() + "×" + w.domain());
        }
        double worst = 0;
        for (int i = 0; i < n; i++) {
            double[] products = row(w, phi, i);
            for (int j = 0; j < n; j++) {
                worst = j == i ? worst : Math.max(worst, products[j] / products[i]);
            }
        }
        return worst;
    }

    /** |wᵢᴴφⱼ| for all j. */
    private static double[] row(DenseOperator w, DenseOperator phi, int i) {
        int n = phi.domain();
        double[] re = new double[n];
        double[] im = new double[n];
        for (int k = 0; k < phi.range(); k++) {
            double a = w.re()[k * n + i];
            double b = w.complex() ? w.im()[k * n + i] : 0;
            for (int j = 0; j < n; j++) {
                double c = phi.re()[k * n + j];
                double d = phi.complex() ? phi.im()[k * n + j] : 0;
                re[j] += a * c + b * d;
                im[j] += a * d - b * c;
            }
        }
        for (int j = 0; j < n; j++) {
            re[j] = Math.hypot(re[j], im[j]);
        }
        return re;
    }
}
