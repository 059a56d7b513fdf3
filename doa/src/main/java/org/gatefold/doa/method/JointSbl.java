package org.gatefold.doa.method;

import java.util.Arrays;
import org.gatefold.doa.algebra.ComplexArray;

/**
 * Sparse Bayesian learning over several frequencies with one power per direction: MacKay's fixed point {@code γⱼ ←
 * γⱼ·Σ_f L_f·qⱼ/Σ_f L_f·sⱼ} with {@code s = aᴴC⁻¹a}, {@code q = aᴴC⁻¹RC⁻¹a}, {@code C = AΓAᴴ + σ²I} of each frequency.
 * Nannuru, Gemba, Gerstoft, Hodgkiss and Mecklenbräuker, IEEE Signal Processing Letters 26(11), 2019, have its square
 * root.
 */
final class JointSbl {
    private static final int ITERATIONS = 300;
    private static final double TOLERANCE = 1e-4;
    private static final double DROPPED = 1e-8;

    private JointSbl() {}

    /** γ over the grid. */
    static double[] powers(GridModel model, double noiseVariance) {
        double[] gamma = new double[model.grid.size()];
        Arrays.fill(gamma, model.meanEnergy() / gamma.length);
        double change = 1;
        for (int i = 0; i < ITERATIONS && change > TOLERANCE; i++) {
            change = step(model, noiseVariance, gamma);
        }
        return gamma;
    }

    /** One fixed point step; the largest change relative to the largest power. */
    private static double step(GridModel model, double noiseVariance, double[] gamma) {
        double[] s = new double[gamma.length];
        double[] q = new double[gamma.length];
        for (int f = 0; f < model.bins.size(); f++) {
            ComplexArray phi = model.dictionaries.get(f);
            ComplexArray weighted = phi.copy();
            for (int i = 0; i < phi.rows(); i++) {
                for (int j = 0; j < gamma.length; j++) {
                    weighted.set(i, j, gamma[j] * phi.re(i, j), gamma[j] * phi.im(i, j));
                }
            }
            ComplexArray inverse =
                    weighted.times(phi.adjoint()).plusDiagonal(noiseVariance).inverse();
            double[] sf = GridModel.forms(inverse, phi);
            double[] qf =
                    GridModel.forms(inverse.times(model.covariances.get(f)).times(inverse), phi);
            int snapshots = model.bins.get(f).count();
            for (int j = 0; j < gamma.length; j++) {
                s[j] += snapshots * sf[j];
                q[j] += snapshots * qf[j];
            }
        }
        double top = 0;
        double change = 0;
        for (int j = 0; j < gamma.length; j++) {
            double next = gamma[j] * Math.max(q[j], 0) / s[j];
            change = Math.max(change, Math.abs(next - gamma[j]));
            gamma[j] = next;
            top = Math.max(top, next);
        }
        for (int j = 0; j < gamma.length; j++) {
            gamma[j] = gamma[j] < DROPPED * top ? 0 : gamma[j];
        }
        return top > 0 ? change / top : 0;
    }
}
