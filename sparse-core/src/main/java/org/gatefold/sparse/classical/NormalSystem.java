package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.kernel.Lapack;

/**
 * The evidence of one problem in the space of its K columns with γⱼ &gt; 0, for when they are few: with D = √Γ and
 * {@code B = λI + DΦᴴΦD}, the posterior mean is {@code x = DB⁻¹DΦᴴy}, and {@code sⱼ = (1 − λB⁻¹ⱼⱼ)/γⱼ}. K³ flops an
 * evaluation (4K³ if complex), whatever the number of measurements.
 */
final class NormalSystem {
    private final SblDictionary dictionary;
    private final int lanes;
    private final double[][] correlation;
    private final double[] energy;
    private double[] inverse = new double[0];
    private double[] root = new double[0];
    private double logDeterminant;

    /** @param correlation Φᴴy of each plane; kept */
    NormalSystem(SblDictionary dictionary, double[][] measurements, double[][] correlation) {
        this.dictionary = dictionary;
        this.correlation = correlation;
        lanes = dictionary.complex ? 2 : 1;
        energy = Arrays.stream(measurements)
                .mapToDouble(y -> Arrays.stream(y).map(v -> v * v).sum())
                .toArray();
    }

    /** log|Σ| at the last evaluation. */
    double logDeterminant() {
        return logDeterminant;
    }

    /**
     * Brings s, a and the sums of {@code e} up to date, s and a for the columns with γⱼ &gt; 0 only.
     *
     * @param candidates the columns that may have γⱼ &gt; 0
     * @return false if rounding spoiled it; nothing is then changed
     */
    boolean evaluate(Evidence e, int[] candidates) {
        int[] active = Arrays.stream(candidates).filter(j -> e.gamma[j] > 0).toArray();
        int k = active.length;
        double lambda = e.lambda[0];
        fill(e, active);
        // LAPACK complains aloud of matrices without rows.
        if (k > 0 && !Lapack.cholesky(dictionary.complex, k, inverse)) {
            return false;
        }
        logDeterminant = (dictionary.range - k) * Math.log(lambda);
        for (int i = 0; i < k; i++) {
            logDeterminant += 2 * Math.log(inverse[lanes * (i * k + i)]);
        }
        if (k > 0) {
            Lapack.inverseOfFactored(dictionary.complex, k, inverse);
        }
        double used = 0;
        for (int i = 0; i < k; i++) {
            double gamma = e.gamma[active[i]];
            double share = 1 - lambda * inverse[lanes * (i * k + i)];
            e.s[active[i]] = share > 0.5 ? share / gamma : Math.max(0, weak(active, i));
            used += gamma * e.s[active[i]];
        }
        e.noiseS[0] = Math.max(0, dictionary.range - used) / lambda;
        e.fit[0] = 0;
        e.noiseQ[0] = 0;
        for (int t = 0; t < energy.length; t++) {
            solve(e, active, t);
        }
        return true;
    }

    /** sⱼ = (B⁻¹DΦᴴΦ)ⱼⱼ/dⱼ, the same where 1 − λB⁻¹ⱼⱼ would cancel. */
    private double weak(int[] active, int i) {
        int k = active.length;
        double[] gram = dictionary.gram();
        double sum = 0;
        for (int j = 0; j < k; j++) {
            int at = lanes * (i >= j ? i * k + j : j * k + i);
            int row = lanes * (active[i] * dictionary.domain + active[j]);
            double product = inverse[at] * gram[row];
            if (lanes == 2) {
                product += (i >= j ? inverse[at + 1] : -inverse[at + 1]) * gram[row + 1];
            }
            sum += root[j] * product;
        }
        return sum / root[i];
    }

    /** The lower triangle of B. */
    private void fill(Evidence e, int[] active) {
        int k = active.length;
        if (inverse.length < lanes * k * k) {
            inverse = new double[lanes * k * k];
            root = new double[k];
        }
        for (int i = 0; i < k; i++) {
            root[i] = Math.sqrt(e.gamma[active[i]]);
        }
        double[] gram = dictionary.gram();
        for (int i = 0; i < k; i++) {
            int row = active[i] * dictionary.domain;
            for (int j = 0; j <= i; j++) {
                int from = lanes * (row + active[j]);
                int to = lanes * (i * k + j);
                double weight = root[i] * root[j];
                inverse[to] = weight * gram[from];
                if (lanes == 2) {
                    inverse[to + 1] = weight * gram[from + 1];
                }
            }
            inverse[lanes * (i * k + i)] += e.lambda[0];
        }
    }

    /** a = D⁻¹B⁻¹Db of snapshot t with b = Φᴴy, and its part of yᴴΣ⁻¹y = (‖y‖² − xᴴb)/λ and of ‖Σ⁻¹y‖². */
    private void solve(Evidence e, int[] active, int t) {
        int k = active.length;
        double lambda = e.lambda[0];
        double along = 0;
        double inside = 0;
        for (int p = 0; p < lanes; p++) {
            Arrays.fill(e.a[lanes * t + p], 0);
        }
        for (int i = 0; i < k; i++) {
            double re = 0;
            double im = 0;
            for (int j = 0; j < k; j++) {
                int at = lanes * (i >= j ? i * k + j : j * k + i);
                double bRe = root[j] * correlation[lanes * t][active[j]];
                re += inverse[at] * bRe;
                if (lanes == 2) {
                    double bIm = root[j] * correlation[2 * t + 1][active[j]];
                    double turn = i >= j ? inverse[at + 1] : -inverse[at + 1];
                    re -= turn * bIm;
                    im += inverse[at] * bIm + turn * bRe;
                }
            }
            re /= root[i];
            im /= root[i];
            double gamma = root[i] * root[i];
            e.a[lanes * t][active[i]] = re;
            along += gamma * re * correlation[lanes * t][active[i]];
            if (lanes == 2) {
                e.a[2 * t + 1][active[i]] = im;
                along += gamma * im * correlation[2 * t + 1][active[i]];
            }
            inside += gamma * (re * re + im * im);
        }
        double fit = Math.max(0, energy[t] - along) / lambda;
        e.fit[0] += fit / e.planes;
        e.noiseQ[0] += Math.max(0, fit - inside) / lambda / e.planes;
    }
}
