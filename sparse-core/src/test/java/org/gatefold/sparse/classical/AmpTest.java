package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmpTest extends SolverLaws {
    private static final BernoulliGaussian PRIOR = new BernoulliGaussian(0.1, 1);

    @Override
    protected SparseSolver solver() {
        return new Amp(new BernoulliGaussian(0.075, 2), 200);
    }

    /** State evolution: at rest the effective noise is σ² + N/M times the mean square error of the estimate. */
    @ParameterizedTest
    @CsvSource({"false, 1", "false, 3", "true, 2", "true, 4"})
    void effectiveNoiseIsThatOfStateEvolution(boolean complex, int planes) {
        SplittableRandom rng = new SplittableRandom(4);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, 200, 400) : Matrices.realGaussian(rng, 200, 400);
        LabelledProblem p = bernoulliGaussian(a, planes, 64, 0.005, rng);
        double[] shown = new double[64];
        Batch x = new Amp(PRIOR, 60).solve(p.problem(), (s, k, estimate, w, tau) -> shown[s] = tau);
        double tau = 0;
        for (double t : shown) {
            tau += t / 64;
        }
        double error = squares(x, p.truth()) / (64.0 * planes * 200);
        assertEquals(0.005 + error, tau, 0.03 * tau);
        assertTrue(error > 0.001, "nothing to tell apart");
    }

    /** What is learned costs next to nothing, even with the noise unknown. */
    @Test
    void learnedPriorIsAsGoodAsTheTrueOne() {
        SplittableRandom rng = new SplittableRandom(5);
        RealMatrix a = Matrices.realGaussian(rng, 200, 400);
        LabelledProblem p = bernoulliGaussian(a, 1, 64, 0.005, rng);
        SparseProblem blind = new SparseProblem(a, p.problem().measurements(), SparseProblem.UNKNOWN);
        double known = squares(new Amp(PRIOR, 100).solve(p.problem()), p.truth());
        double learned = squares(new Amp(BernoulliGaussian.LEARNED, 100).solve(blind), p.truth());
        double vamp = squares(new Vamp(BernoulliGaussian.LEARNED, 100).solve(blind), p.truth());
        double wrong = squares(new Amp(new BernoulliGaussian(0.01, 30), 100).solve(p.problem()), p.truth());
        assertTrue(learned < 1.05 * known, learned + " learned, " + known + " known");
        assertTrue(vamp < 1.05 * known, vamp + " learned by VAMP, " + known + " known");
        assertTrue(wrong > 1.05 * known, wrong + " with a wrong prior, " + known + " known");
    }

    @Test
    void lengthsOfColumnsDoNotMatter() {
        SplittableRandom rng = new SplittableRandom(6);
        RealMatrix a = Matrices.realGaussian(rng, 200, 400);
        double[] re = a.re().clone();
        for (int i = 0; i < re.length; i++) {
            re[i] *= 100 * (0.7 + 0.6 * (i % 400) / 400.0);
        }
        RealMatrix scaled = new RealMatrix(200, 400, re);
        LabelledProblem p = bernoulliGaussian(scaled, 1, 32, 0.1, rng);
        Batch x = new Amp(PRIOR, 100).solve(p.problem());
        assertTrue(squares(x, p.truth()) < 1e-4 * p.truth().dot(p.truth()));
    }

    /**
     * Columns with a common part break the theory; the guard must not let the residual pass that of the zero vector.
     */
    @ParameterizedTest
    @CsvSource({"0.2", "1", "3"})
    void divergenceIsCaught(double common) {
        SplittableRandom rng = new SplittableRandom(7);
        double[] re = Matrices.realGaussian(rng, 50, 100).re().clone();
        for (int i = 0; i < re.length; i++) {
            re[i] += common / Math.sqrt(50);
        }
        RealMatrix a = new RealMatrix(50, 100, re);
        LabelledProblem p = bernoulliGaussian(a, 1, 32, 1e-4, rng);
        for (SparseSolver solver : new SparseSolver[] {new Amp(PRIOR, 200), new Vamp(PRIOR, 200)}) {
            Batch x = solver.solve(p.problem());
            Batch fit = a.apply(x);
            assertTrue(x.isFinite());
            double left = squares(fit, p.problem().measurements());
            double measured = p.problem().measurements().dot(p.problem().measurements());
            assertTrue(left < measured, solver + " leaves " + left + " of " + measured);
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Amp(PRIOR, 0));
        assertThrows(IllegalArgumentException.class, () -> new Amp(PRIOR, 5, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Vamp(PRIOR, 5, 1.5, 0));
        assertThrows(IllegalArgumentException.class, () -> new Vamp(PRIOR, 5, 1, Double.NaN));
    }

    static double squares(Batch x, Batch truth) {
        double sum = 0;
        for (int i = 0; i < x.data().length; i++) {
            double d = x.data()[i] - truth.data()[i];
            sum += d * d;
        }
        return sum;
    }

    static LabelledProblem bernoulliGaussian(
            LinearOperator a, int planes, int count, double noise, SplittableRandom rng) {
        Batch x = new Batch(count, planes, a.domain());
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < a.domain(); i++) {
                boolean active = rng.nextDouble() < PRIOR.activity();
                for (int p = 0; p < planes && active; p++) {
                    x.set(s, p, i, rng.nextGaussian());
                }
            }
        }
        Batch y = a.apply(x);
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] += (float) (Math.sqrt(noise) * rng.nextGaussian());
        }
        return new LabelledProblem(new SparseProblem(a, y, noise), x);
    }
}
