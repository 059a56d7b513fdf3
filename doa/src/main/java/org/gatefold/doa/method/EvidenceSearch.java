package org.gatefold.doa.method;

import org.gatefold.doa.algebra.ComplexArray;

/**
 * Alternating search for the K grid angles of the largest evidence {@code −Σ_f L_f·(ln|C_f| + tr(C_f⁻¹R_f))}: each
 * source in turn moves to the best angle of the whole grid while the others stay, until none moves. So an estimate
 * leaves a wrong peak that climbing could not leave.
 *
 * <p>With the other sources in C, a source of power γ adds {@code γq/(1+γs) − ln(1+γs)} per snapshot, {@code s =
 * aᴴC⁻¹a} and {@code q = aᴴC⁻¹RC⁻¹a}; the best power is {@code (q−s)/s²} (Tipping and Faul, AISTATS 2003, Eq. 20). A
 * single snapshot cannot tell powers, and the best power of each favours pairs of large amplitudes that cancel; there
 * all sources keep the mean power.
 */
final class EvidenceSearch {
    private static final int ROUNDS = 20;

    private final GridModel model;
    private final double noiseVariance;
    private final boolean equalPowers;
    private final int[] chosen;
    private final double[] powers;

    /** @param start one grid index a source; copied */
    EvidenceSearch(GridModel model, int[] start, double noiseVariance) {
        this.model = model;
        this.noiseVariance = noiseVariance;
        this.equalPowers = model.snapshots() == 1;
        this.chosen = start.clone();
        this.powers = new double[start.length];
        double energy = model.meanEnergy();
        java.util.Arrays.fill(powers, Math.max(0.2 * energy, energy - noiseVariance) / Math.max(1, start.length));
    }

    /** Gives the sources, where they are, the powers of the largest evidence one after the other. */
    void settlePowers() {
        if (equalPowers) {
            return;
        }
        for (int pass = 0; pass < 3 * chosen.length; pass++) {
            int k = pass % chosen.length;
            move(k, chosen[k], chosen[k] + 1);
        }
    }

    /** Moves the sources until none moves. */
    void run() {
        for (int round = 0; round < ROUNDS; round++) {
            boolean moved = false;
            for (int k = 0; k < chosen.length; k++) {
                int before = chosen[k];
                move(k, 0, model.grid.size());
                moved |= chosen[k] != before;
            }
            if (!moved) {
                return;
            }
        }
    }

    /** The grid indices of the sources. */
    int[] indices() {
        return chosen.clone();
    }

    double[] powers() {
        return powers.clone();
    }

    /** Moves source {@code k} to the best of the angles {@code from ≤ j < to}. */
    private void move(int k, int from, int to) {
        int bins = model.bins.size();
        double[][] s = new double[bins][];
        double[][] q = new double[bins][];
        for (int f = 0; f < bins; f++) {
            ComplexArray inverse = covarianceWithout(k, f).inverse();
            s[f] = GridModel.forms(inverse, model.dictionaries.get(f));
            q[f] = GridModel.forms(inverse.times(model.covariances.get(f)).times(inverse), model.dictionaries.get(f));
        }
        double most = Double.NEGATIVE_INFINITY;
        double power = powers[k];
        for (int j = from; j < to; j++) {
            double gamma = equalPowers ? powers[k] : bestPower(s, q, j);
            double gain = 0;
            for (int f = 0; f < bins; f++) {
                double t = 1 + gamma * s[f][j];
                gain += model.bins.get(f).count() * (gamma * q[f][j] / t - Math.log(t));
            }
            if (gain > most && !takenByOther(k, j)) {
                most = gain;
                chosen[k] = j;
                power = gamma;
            }
        }
        powers[k] = power;
    }

    private boolean takenByOther(int k, int j) {
        for (int other = 0; other < chosen.length; other++) {
            if (other != k && chosen[other] == j) {
                return true;
            }
        }
        return false;
    }

    /** Exact for one frequency, the weighted mean of the powers of several. */
    private double bestPower(double[][] s, double[][] q, int j) {
        double sum = 0;
        for (int f = 0; f < s.length; f++) {
            sum += model.bins.get(f).count() * (q[f][j] - s[f][j]) / (s[f][j] * s[f][j]);
        }
        return Math.max(sum / model.snapshots(), 1e-6 * model.meanEnergy());
    }

    private ComplexArray covarianceWithout(int left, int f) {
        ComplexArray phi = model.dictionaries.get(f);
        ComplexArray c = new ComplexArray(phi.rows(), phi.rows());
        for (int k = 0; k < chosen.length; k++) {
            if (k != left) {
                ComplexArray a = phi.columns(chosen[k], chosen[k] + 1);
                c = c.plus(a.times(a.adjoint()).scaled(powers[k]));
            }
        }
        return c.plusDiagonal(noiseVariance);
    }
}
