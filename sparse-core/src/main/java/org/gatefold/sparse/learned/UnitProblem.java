package org.gatefold.sparse.learned;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.classical.StartingVariances;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.UnitDictionary;

/**
 * Problems in the units of sparse Bayesian networks: columns of length 1 and measurements of mean square 1 in each
 * sample, so that nothing they see depends on a scale. Measurements of zero stay zero.
 */
final class UnitProblem {
    /** λ of problems whose noise is not known, as a share of the mean square of y. */
    private static final double UNKNOWN_NOISE = 1e-2;

    private static final ByOperator<UnitDictionary> DICTIONARIES =
            new ByOperator<>(a -> UnitDictionary.of(DenseOperator.of(a)));

    private final SparseProblem problem;

    UnitProblem(SparseProblem problem) {
        this.problem = problem;
    }

    /** The columns of an operator, computed once for it. */
    static UnitDictionary dictionary(LinearOperator a) {
        return DICTIONARIES.of(a);
    }

    UnitDictionary dictionary() {
        return dictionary(problem.operator());
    }

    Batch measurements() {
        return scaled(problem.measurements());
    }

    /** A copy with samples of mean square 1. */
    static Batch scaled(Batch y) {
        Batch scaled = y.copy();
        for (int s = 0; s < y.count(); s++) {
            float size = (float) Math.sqrt(meanSquare(y, s));
            for (int i = s * y.stride(); i < (s + 1) * y.stride(); i++) {
                scaled.data()[i] /= size;
            }
        }
        return scaled;
    }

    /** Of one sample; 1 if it is zero. */
    private static double meanSquare(Batch y, int sample) {
        double energy = y.energy(sample);
        return energy > 0 ? energy / y.stride() : 1;
    }

    /**
     * log λ of every problem, count×1×1.
     *
     * @param floor smallest λ, as a share of the mean square of y
     */
    Batch logNoise(double floor) {
        Batch noise = new Batch(problem.count(), 1, 1);
        for (int s = 0; s < problem.count(); s++) {
            double share = problem.noiseVariance(s) / meanSquare(problem.measurements(), s);
            noise.set(s, 0, 0, Math.log(Double.isNaN(share) ? UNKNOWN_NOISE : Math.max(floor, share)));
        }
        return noise;
    }

    /** log γ of the start, count×1×domain: of even variances all are M/N, for which tr(ΦΓΦᴴ) = ‖y‖². */
    Batch logGamma(StartingVariances start) {
        int domain = problem.operator().domain();
        double[] uneven = start.logFactors(domain);
        double even = Math.log((double) problem.operator().range() / domain);
        Batch logGamma = new Batch(problem.count(), 1, domain);
        for (int i = 0; i < logGamma.data().length; i++) {
            logGamma.data()[i] = (float) (even + uneven[i % domain]);
        }
        return logGamma;
    }
}
