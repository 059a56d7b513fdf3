package org.gatefold.sparse.classical;

import java.util.Arrays;

/**
 * The gated-cell form of He, Xin, Ikehata and Wipf, "From Bayesian sparsity to gated recurrent nets", NIPS 2017, Eqs.
 * 8–11, with {@code w = √s} and the posterior mean {@code u = γ⊙a}.
 *
 * <p>Departure from the paper: its Eq. 9 prints the threshold 2λw beside a step μΦᴴ(y − Φu) with μ ≤ λ/‖ΦᴴΦ‖, which
 * does not descend. One proximal gradient step on {@code ‖y − Φx‖²/λ + 2Σ wⱼ|xⱼ|} does, so with μ in the paper's range
 * here
 *
 * <pre>
 * ν = u + (μ/λ)·Φᴴ(y − Φu),   x̄ = sign(ν)·[|ν| − μw]₊,   x ← α·x̄ + β·x,   γ ← |x|/w.
 * </pre>
 *
 * As y − Φu = λΣ⁻¹y, the step is simply ν = (γ + μ)⊙a, and with α = 1, β = 0 the whole cell is {@code γ ← [γρ + μ(ρ −
 * 1)]₊, ρ = √(q/s)}: the fixed point of power ½ plus a move of the size of the noise that ends small variances exactly
 * and lets one with q &gt; s come back from 0. Over planes |xⱼ| is ‖xⱼ‖₂/√planes. Proposition 3 then holds: the cost
 * (5) never rises for α = 1, β = 0 and {@link Momentum#MONOTONE}, given a known noise variance.
 *
 * @param step μ·‖ΦᴴΦ‖/λ, in (0, 1]
 * @param momentum the choice of α and β
 */
public record GatedCellUpdate(double step, Momentum momentum) implements SblUpdate, EvidenceUpdate {
    /** The gates α, β as functions of time, with tₖ of FISTA and κ = (tₖ − 1)/tₖ₊₁. */
    public enum Momentum {
        /** α = 1, β = 0. */
        NONE,
        /** α = 1 + κ, β = −κ, as in FISTA (Beck and Teboulle, SIAM J. Imaging Sciences 2(1), 2009). */
        FISTA,
        /**
         * As FISTA where that keeps the monotone cell update property (Eq. 12); elsewhere α = 1, β = 0, and t starts
         * anew.
         */
        MONOTONE
    }

    public GatedCellUpdate {
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException("the relative step of the gated cell is in (0, 1], found " + step);
        }
    }

    @Override
    public Course begin(Evidence evidence) {
        return new Cell(evidence, step / evidence.dictionary.squaredNorm(), momentum);
    }

    @Override
    public double noiseVariance(double lambda, double q, double s, int range) {
        return lambda * Math.sqrt(q / s);
    }

    @Override
    public boolean revives() {
        return true;
    }

    private static final class Cell implements Course {
        private final Evidence e;
        private final double relativeStep;
        private final Momentum momentum;
        private final double[][] x;
        private final double[][] fresh;
        private final double[][] image;
        private final double[] t;
        private final double[] kappa;
        private final double[][] trial;
        private final double[] change;

        Cell(Evidence evidence, double relativeStep, Momentum momentum) {
            this.e = evidence;
            this.relativeStep = relativeStep;
            this.momentum = momentum;
            boolean plain = momentum == Momentum.NONE;
            int size = plain ? 0 : e.gamma.length;
            x = new double[plain ? 0 : e.a.length][size];
            fresh = new double[plain ? 0 : e.a.length][size];
            image = new double[momentum == Momentum.MONOTONE ? e.measurements.length : 0][e.dictionary.rows * e.lanes];
            trial = new double[momentum == Momentum.MONOTONE ? x.length : 0][size];
            change = new double[e.lanes];
            t = new double[e.lanes];
            kappa = new double[e.lanes];
            Arrays.fill(t, 1);
        }

        @Override
        public void advance() {
            if (momentum == Momentum.NONE) {
                plain();
                return;
            }
            candidates();
            for (int l = 0; l < e.lanes; l++) {
                double next = (1 + Math.sqrt(1 + 4 * t[l] * t[l])) / 2;
                kappa[l] = (t[l] - 1) / next;
                t[l] = next;
            }
            if (momentum == Momentum.MONOTONE) {
                dropUnsafeMomentum();
            }
            for (int p = 0; p < x.length; p++) {
                mix(x[p], fresh[p], x[p]);
            }
            setGamma();
        }

        private void plain() {
            for (int i = 0; i < e.dictionary.domain * e.lanes; i++) {
                double mu = relativeStep * e.lambda[i % e.lanes];
                double rho = e.s[i] > 0 ? Math.sqrt(e.q[i] / e.s[i]) : 0;
                e.gamma[i] = Math.max(0, e.gamma[i] * rho + mu * (rho - 1));
            }
        }

        /** fresh ← x̄. */
        private void candidates() {
            for (int i = 0; i < e.dictionary.domain * e.lanes; i++) {
                double mu = relativeStep * e.lambda[i % e.lanes];
                double size = (e.gamma[i] + mu) * Math.sqrt(e.q[i]);
                double excess = size - mu * Math.sqrt(e.s[i]);
                double factor = excess > 0 ? excess / size * (e.gamma[i] + mu) : 0;
                for (int p = 0; p < fresh.length; p++) {
                    fresh[p][i] = factor * e.a[p][i];
                }
            }
        }

        private void mix(double[] old, double[] candidate, double[] target) {
            for (int i = 0; i < e.dictionary.domain * e.lanes; i++) {
                double k = kappa[i % e.lanes];
                target[i] = (1 + k) * candidate[i] - k * old[i];
            }
        }

        private void dropUnsafeMomentum() {
            for (int p = 0; p < x.length; p++) {
                mix(x[p], fresh[p], trial[p]);
            }
            e.apply(trial, image);
            Arrays.fill(change, 0);
            for (int c = 0; c < image.length; c++) {
                for (int i = 0; i < e.dictionary.rows * e.lanes; i++) {
                    double r = e.measurements[c][i] - image[c][i];
                    change[i % e.lanes] += r * r;
                }
            }
            for (int i = 0; i < e.dictionary.domain * e.lanes; i++) {
                int l = i % e.lanes;
                double size = e.gamma[i] * Math.sqrt(e.q[i]) - norm(trial, i);
                change[l] -= 2 * e.lambda[l] * e.planes * Math.sqrt(e.s[i]) * size;
            }
            for (int l = 0; l < e.lanes; l++) {
                // ‖y − Φu‖² = λ²‖Σ⁻¹y‖²
                double before = e.lambda[l] * e.lambda[l] * e.noiseQ[l] * e.planes;
                if (!(change[l] <= before)) {
                    kappa[l] = 0;
                    t[l] = 1;
                }
            }
        }

        private void setGamma() {
            for (int i = 0; i < e.dictionary.domain * e.lanes; i++) {
                e.gamma[i] = e.s[i] > 0 ? norm(x, i) / Math.sqrt(e.s[i]) : 0;
            }
        }

        /** ‖xᵢ‖₂/√planes. */
        private double norm(double[][] vector, int i) {
            double sum = 0;
            for (double[] plane : vector) {
                sum += plane[i] * plane[i];
            }
            return Math.sqrt(sum / e.planes);
        }

        @Override
        public void retain(int lanes, int[] kept) {
            for (double[] plane : x) {
                Evidence.retain(plane, lanes, kept);
            }
            Evidence.retain(t, lanes, kept);
        }
    }
}
