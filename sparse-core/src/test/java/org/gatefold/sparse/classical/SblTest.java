package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all forms of sparse Bayesian learning share: optima in closed form, scale, learned noise. */
class SblTest {
    private static final SblUpdate MONOTONE_CELL = new GatedCellUpdate(1, GatedCellUpdate.Momentum.MONOTONE);

    static Stream<SblUpdate> forms() {
        return Stream.of(
                SblUpdate.EM,
                SblUpdate.MACKAY,
                SblUpdate.GERSTOFT,
                SblUpdate.FAST,
                SblUpdate.REWEIGHTED_L1,
                SblUpdate.CELL,
                MONOTONE_CELL);
    }

    /** Columns with much in common, {@code sparsity} entries of 1 to 2, and noise of known variance. */
    static LabelledProblem problem(
            boolean complex, int planes, int m, int n, int sparsity, int count, double noise, long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, m, n) : Matrices.realGaussian(rng, m, n);
        Batch x = new Batch(count, planes, n);
        for (int s = 0; s < count; s++) {
            for (int i : rng.ints(0, n).distinct().limit(sparsity).toArray()) {
                for (int p = 0; p < planes; p++) {
                    x.set(s, p, i, (rng.nextBoolean() ? 1 : -1) * rng.nextDouble(1, 2));
                }
            }
        }
        Batch y = a.apply(x);
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] += (float) (Math.sqrt(noise) * rng.nextGaussian());
        }
        return new LabelledProblem(new SparseProblem(a, y, noise), x);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void oneColumnHasAClosedForm(SblUpdate form) {
        // with ‖φ‖ = 1 and z = φᵀy per plane: γ = max(0, mean z² − λ), x = γ/(γ + λ)·z
        RealMatrix a = new RealMatrix(2, 1, new double[] {0.6, 0.8});
        Batch y = Batch.wrap(2, 2, 2, new float[] {1, 2, -1, 1, 0.1f, 0.05f, -0.1f, 0.05f});
        double lambda = 0.3;
        SblPosterior posterior = Sbl.of(form).withStop(4000, 1e-12).posterior(new SparseProblem(a, y, lambda));
        for (int s = 0; s < 2; s++) {
            double[] z = {0.6 * y.at(s, 0, 0) + 0.8 * y.at(s, 0, 1), 0.6 * y.at(s, 1, 0) + 0.8 * y.at(s, 1, 1)};
            double gamma = Math.max(0, (z[0] * z[0] + z[1] * z[1]) / 2 - lambda);
            // from above 0 the multiplicative rules go to 0 as 1/t only
            assertEquals(gamma, posterior.gamma(s)[0], gamma > 0 ? 1e-6 : 2e-3);
            assertEquals(gamma / (gamma + lambda) * z[0], posterior.mean().at(s, 0, 0), gamma > 0 ? 1e-6 : 2e-3);
            double variance = gamma * lambda / (gamma + lambda);
            assertEquals(variance, posterior.variance(s)[0], gamma > 0 ? 1e-6 : 2e-3);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void formsAgreeOnAnEasyProblem(SblUpdate form) {
        LabelledProblem p = problem(true, 4, 20, 30, 3, 5, 1e-3, 8);
        SblPosterior reference = Sbl.of(SblUpdate.EM).withStop(400, 1e-7).posterior(p.problem());
        SblPosterior other = Sbl.of(form).withStop(400, 1e-7).posterior(p.problem());
        for (int s = 0; s < 5; s++) {
            assertEquals(reference.cost(s), other.cost(s), 0.02 * Math.abs(reference.cost(s)));
            double[] gamma = other.gamma(s);
            for (int j = 0; j < 30; j++) {
                assertEquals(reference.gamma(s)[j], gamma[j], 0.02, "γ of " + j);
                assertTrue(other.variance(s)[j] <= gamma[j] + 1e-12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e4})
    void theScaleOfTheMeasurementsIsThatOfTheAnswer(double scale) {
        for (SblUpdate form : forms().toList()) {
            for (double noise : new double[] {0, 1e-4, SparseProblem.UNKNOWN}) {
                SparseProblem one = problem(false, 1, 20, 40, 3, 2, 1e-4, 4).problem();
                Batch y = one.measurements().copy();
                for (int i = 0; i < y.data().length; i++) {
                    y.data()[i] *= (float) scale;
                }
                Sbl sbl = Sbl.of(form).withStop(200, 1e-9);
                Batch x = sbl.solve(new SparseProblem(one.operator(), one.measurements(), noise));
                Batch z = sbl.solve(new SparseProblem(one.operator(), y, noise * scale * scale));
                for (int i = 0; i < x.data().length; i++) {
                    assertEquals(x.data()[i], z.data()[i] / scale, 1e-3, form + " at " + noise);
                }
            }
        }
    }

    @Test
    void longColumnsGetSmallCoefficients() {
        LabelledProblem p = problem(true, 2, 15, 30, 3, 2, 1e-4, 6);
        DenseOperator a = (DenseOperator) p.problem().operator();
        double[] re = a.re().clone();
        double[] im = a.im().clone();
        for (int i = 0; i < re.length; i++) {
            re[i] *= 1 + i % 30;
            im[i] *= 1 + i % 30;
        }
        DenseOperator scaled = new ComplexMatrix(15, 30, re, im);
        for (SblUpdate form : forms().toList()) {
            Sbl sbl = Sbl.of(form).withStop(300, 1e-8);
            Batch x = sbl.solve(p.problem());
            Batch z = sbl.solve(new SparseProblem(scaled, p.problem().measurements(), 1e-4));
            for (int i = 0; i < x.data().length; i++) {
                assertEquals(x.data()[i], z.data()[i] * (1 + i % 30), 1e-3, form.toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theNoiseVarianceIsLearned(SblUpdate form) {
        // with more unknowns than measurements the joint optimum itself states too little noise
        double noise = 0.02;
        for (LabelledProblem drawn :
                List.of(problem(false, 1, 80, 10, 3, 8, noise, 11), problem(true, 64, 20, 10, 3, 2, noise, 12))) {
            SparseProblem given = drawn.problem();
            SparseProblem problem = new SparseProblem(given.operator(), given.measurements(), SparseProblem.UNKNOWN);
            Sbl sbl = Sbl.of(form).withStop(200, 1e-4);
            SblPosterior posterior = sbl.posterior(problem);
            double mean = 0;
            for (int s = 0; s < problem.count(); s++) {
                mean += posterior.noiseVariance(s) / problem.count();
            }
            assertEquals(noise, mean, 0.25 * noise, form.toString());
            double asked = sbl.learningNoise().posterior(given).noiseVariance(0);
            assertEquals(posterior.noiseVariance(0), asked, 1e-9, "what the problem states is then not used");
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Sbl.of(SblUpdate.EM).withStop(0, 1e-3));
        assertThrows(IllegalArgumentException.class, () -> Sbl.of(SblUpdate.EM).withStop(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Sbl(SblUpdate.EM, false, 0, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new FixedPointUpdate(1.5));
        assertThrows(IllegalArgumentException.class, () -> new GatedCellUpdate(2, GatedCellUpdate.Momentum.NONE));
    }
}
