package org.gatefold.sparse.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * Sparse Bayesian learning of several problems that have dictionaries of their own and the variances γ in common: the
 * frequencies of a wide band, whose sources stand in the same places. Minimises {@code Σ_f (Σ_planes y_fᴴΣ_f⁻¹y_f +
 * planes_f·log|Σ_f|)} with {@code Σ_f = λ_fI + Φ_fΓΦ_fᴴ}.
 *
 * <p>Fixed point {@code γⱼ ← γⱼ·(Σ_f planes_f·q_fj / Σ_f planes_f·s_fj)^power}; power ½ is that of Nannuru, Gemba,
 * Gerstoft, Hodgkiss and Mecklenbräuker, IEEE Signal Processing Letters 26(11), 2019, and never raises the cost, power
 * 1 is MacKay's. γ starts equal; variances below 1e-8 times the largest are dropped. Ends when no γ changes by more
 * than {@code tolerance} times the largest, or after {@code iterations}. Cost per iteration: that of {@link Sbl} for
 * each problem. With one problem it is {@link Sbl} with {@link FixedPointUpdate}.
 *
 * @param power in (0, 1]
 * @param iterations largest number of iterations, at least 1
 * @param tolerance when to stop
 */
public record JointSbl(double power, int iterations, double tolerance) {
    private static final double PRUNED = 1e-8;

    public JointSbl {
        if (!(power > 0 && power <= 1) || iterations < 1 || !(tolerance >= 0)) {
            throw new IllegalArgumentException("joint SBL needs a power in (0, 1], at least 1 iteration and a tolerance"
                    + " ≥ 0, found " + power + ", " + iterations + " and " + tolerance);
        }
    }

    /** MacKay's fixed point with the limits of {@link Sbl#of}. */
    public static JointSbl mackay() {
        return new JointSbl(1, 300, 1e-4);
    }

    /**
     * The common γ, per real number.
     *
     * @param problems one sample each, all of one domain, each with a known noise variance; planes may differ
     */
    public double[] gamma(List<SparseProblem> problems) {
        int domain = problems.get(0).operator().domain();
        double energy = 0;
        int numbers = 0;
        for (SparseProblem problem : problems) {
            problem.measurements()
                    .requireShape(
                            1,
                            problem.measurements().planes(),
                            problem.operator().range());
            if (problem.operator().domain() != domain || Double.isNaN(problem.noiseVariance(0))) {
                throw new IllegalArgumentException("expected problems of one domain with known noise variances");
            }
            energy += problem.measurements().energy(0);
            numbers += problem.measurements().stride();
        }
        double square = energy / numbers;
        if (!(square > 0)) {
            return new double[domain];
        }
        List<Evidence> parts = new ArrayList<>();
        for (SparseProblem problem : problems) {
            parts.add(evidence(problem, square));
        }
        double[] gamma = new double[domain];
        Arrays.fill(gamma, startLevel(parts));
        double change = Double.POSITIVE_INFINITY;
        for (int t = 0; t < iterations && change > tolerance; t++) {
            change = step(parts, gamma);
        }
        for (int j = 0; j < domain; j++) {
            gamma[j] *= square;
        }
        return gamma;
    }

    private static Evidence evidence(SparseProblem problem, double square) {
        SblDictionary dictionary = new SblDictionary(DenseOperator.of(problem.operator()));
        Batch y = problem.measurements();
        int parts = dictionary.complex ? 2 : 1;
        double[][] stacks = new double[y.planes() / parts][dictionary.rows];
        for (int p = 0; p < y.planes(); p++) {
            for (int i = 0; i < dictionary.range; i++) {
                stacks[p / parts][p % parts * dictionary.range + i] = y.at(0, p, i) / Math.sqrt(square);
            }
        }
        Evidence evidence = new DirectEvidence(dictionary, true, y.planes(), stacks);
        evidence.lambda[0] = Math.max(1e-8, problem.noiseVariance(0) / square);
        return evidence;
    }

    /** tr(ΦΓΦᴴ) is the energy of the measurements at the start. */
    private static double startLevel(List<Evidence> parts) {
        double energy = 0;
        double columns = 0;
        for (Evidence e : parts) {
            energy += e.dictionary.range;
            for (double norm : e.dictionary.norms) {
                columns += norm * norm;
            }
        }
        return energy / columns;
    }

    /** One fixed point step; the largest change relative to the largest variance. */
    private double step(List<Evidence> parts, double[] gamma) {
        double[] s = new double[gamma.length];
        double[] q = new double[gamma.length];
        for (Evidence e : parts) {
            double[] norms = e.dictionary.norms;
            for (int j = 0; j < gamma.length; j++) {
                e.gamma[j] = gamma[j] * norms[j] * norms[j];
            }
            e.evaluate();
            for (int j = 0; j < gamma.length; j++) {
                s[j] += e.planes * e.s[j] * norms[j] * norms[j];
                q[j] += e.planes * e.q[j] * norms[j] * norms[j];
            }
        }
        double[] before = gamma.clone();
        double largest = 0;
        for (int j = 0; j < gamma.length; j++) {
            gamma[j] = gamma[j] > 0 && s[j] > 0 ? gamma[j] * Math.pow(q[j] / s[j], power) : 0;
            largest = Math.max(largest, gamma[j]);
        }
        double change = 0;
        for (int j = 0; j < gamma.length; j++) {
            gamma[j] = gamma[j] < PRUNED * largest ? 0 : gamma[j];
            change = Math.max(change, Math.abs(gamma[j] - before[j]));
        }
        return largest > 0 ? change / largest : 0;
    }
}
