package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.array.Steering;
import org.gatefold.doa.method.DoaEstimate.Source;

/**
 * Powers, noise variance and standard deviations of directions that a method has found.
 *
 * <p>Per frequency, with A the steering matrix of the K directions: {@code σ² = tr(P⊥R̂)/(n−K)}, amplitudes by least
 * squares, {@code P = A⁺(R̂ − σ²I)A⁺ᴴ} for several snapshots and {@code P = xxᴴ} for one. Standard deviations come from
 * the Cramér–Rao bound at the estimate: Gaussian amplitudes for several snapshots, deterministic ones for one or where
 * P is not positive. Powers and noise are means over frequencies; informations add up.
 */
final class SourceFit {
    private SourceFit() {}

    static DoaEstimate estimate(
            String method, ArrayGeometry geometry, List<Snapshots> bins, double[] anglesDegrees, Spectrum spectrum) {
        int k = anglesDegrees.length;
        double[] power = new double[k];
        double noise = 0;
        RealMatrix information = new Array2DRowRealMatrix(Math.max(1, k), Math.max(1, k));
        for (Snapshots bin : bins) {
            ComplexArray r = bin.covariance();
            if (k == 0) {
                noise += r.trace() / bin.elements();
                continue;
            }
            Steering steering = bin.steering(geometry);
            ComplexArray a = steering.matrix(anglesDegrees);
            ComplexArray gram = ridge(a.adjoint().times(a));
            ComplexArray pinv = gram.solve(a.adjoint());
            double residual = r.trace() - pinv.times(r).times(a).trace();
            double sigma2 = Math.max(residual, 1e-12 * r.trace()) / Math.max(1, bin.elements() - k);
            noise += sigma2;
            ComplexArray raw = pinv.times(r).times(pinv.adjoint());
            ComplexArray p = bin.count() == 1
                    ? raw
                    : raw.minus(pinv.times(pinv.adjoint()).scaled(sigma2));
            boolean positive = bin.count() > 1;
            for (int i = 0; i < k; i++) {
                positive &= p.re(i, i) > 0;
                power[i] += p.re(i, i) > 0 ? p.re(i, i) : raw.re(i, i) * 1e-3;
            }
            information = information.add(
                    positive
                            ? CramerRao.stochastic(steering, anglesDegrees, p, sigma2, bin.count())
                            : CramerRao.deterministic(steering, anglesDegrees, raw, sigma2, bin.count()));
        }
        double[] deviation = k == 0 ? new double[0] : CramerRao.standardDeviationsDegrees(information);
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            sources.add(new Source(anglesDegrees[i], deviation[i], 10 * Math.log10(power[i] / bins.size())));
        }
        return new DoaEstimate(method, sources, noise / bins.size(), spectrum);
    }

    /** Two estimates in one place would make AᴴA singular. */
    private static ComplexArray ridge(ComplexArray gram) {
        return gram.plusDiagonal(1e-10 * gram.trace() / gram.rows());
    }
}
