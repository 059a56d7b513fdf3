package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
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

/** What all forms of sparse Bayesian learning share: the evidence, its descent and its optima. */
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

    static Stream<SblUpdate> descending() {
        return forms().filter(form -> !form.equals(SblUpdate.MACKAY));
    }

    /** Columns with much in common, {@code sparsity} entries of 1 to 2, and noise of known variance. */
    private static LabelledProblem problem(
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
    @MethodSource("descending")
    void theCostNeverRises(SblUpdate form) {
        for (int planes : new int[] {1, 2, 3, 4, 6}) {
            boolean complex = planes % 2 == 0;
            SparseProblem problem =
                    problem(complex, planes, 12, 30, 4, 3, 0.01, planes).problem();
            List<List<Double>> costs = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            Sbl.of(form).withStop(40, 0).solve(problem, (sample, t, x, weights, cost) -> {
                synchronized (costs) {
                    costs.get(sample).add(cost);
                }
            });
            for (List<Double> trace : costs) {
                assertTrue(trace.size() > 3, "only " + trace);
                for (int t = 1; t < trace.size(); t++) {
                    double before = trace.get(t - 1);
                    double rise = trace.get(t) - before;
                    assertTrue(rise <= 1e-8 * (1 + Math.abs(before)), "iteration " + t + " rises by " + rise);
                }
                assertTrue(trace.get(trace.size() - 1) < trace.get(0), "no descent at all");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCostIsThatOfItsDefinition(boolean complex) {
        int planes = complex ? 4 : 3;
        SparseProblem problem = problem(complex, planes, 6, 9, 2, 1, 0.05, 3).problem();
        SblPosterior posterior = Sbl.of(SblUpdate.EM).withStop(5, 0).posterior(problem);
        DenseOperator a = (DenseOperator) problem.operator();
        double[][] sigma = realCovariance(a, posterior.gamma(0), 0.05);
        double log = logDeterminant(sigma) / (complex ? 2 : 1);
        double cost = planes * log;
        for (int p = 0; p < planes; p += complex ? 2 : 1) {
            double[] y = new double[sigma.length];
            for (int i = 0; i < 6; i++) {
                y[i] = problem.measurements().at(0, p, i);
                if (complex) {
                    y[6 + i] = problem.measurements().at(0, p + 1, i);
                }
            }
            double[] v = solve(sigma, y);
            for (int i = 0; i < y.length; i++) {
                cost += y[i] * v[i];
            }
        }
        assertEquals(cost, posterior.cost(0), 1e-9 * Math.abs(cost));
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noSingleMoveImprovesTheFastForm(boolean complex) {
        int planes = complex ? 4 : 1;
        SparseProblem problem = problem(complex, planes, 15, 40, 4, 4, 0.01, 21).problem();
        SblPosterior posterior = Sbl.of(SblUpdate.FAST).withStop(5000, 1e-9).posterior(problem);
        SblDictionary dictionary = new SblDictionary((DenseOperator) problem.operator());
        for (int s = 0; s < 4; s++) {
            double[][] y = new double[planes / (complex ? 2 : 1)][dictionary.rows];
            for (int p = 0; p < planes; p++) {
                for (int i = 0; i < 15; i++) {
                    y[complex ? p / 2 : p][complex && p % 2 == 1 ? 15 + i : i] =
                            problem.measurements().at(s, p, i);
                }
            }
            DirectEvidence e = new DirectEvidence(dictionary, false, planes, y);
            e.lambda[0] = 0.01;
            System.arraycopy(posterior.gamma(s), 0, e.gamma, 0, 40);
            e.evaluate();
            double cost = e.cost(0);
            assertEquals(cost, posterior.cost(s), 1e-6);
            for (int j = 0; j < 40; j++) {
                double old = e.gamma[j];
                for (double trial : new double[] {0, old * 0.9, old * 1.1, old + 1e-4, old + 0.01, old + 1}) {
                    e.gamma[j] = trial;
                    e.evaluate();
                    assertTrue(e.cost(0) >= cost - 1e-6, "γ of " + j + " from " + old + " to " + trial);
                }
                e.gamma[j] = old;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void largeAndSmallDictionariesAreEvaluatedAlike(boolean complex) {
        SplittableRandom rng = new SplittableRandom(5);
        SblDictionary d =
                new SblDictionary(complex ? Matrices.complexGaussian(rng, 7, 11) : Matrices.realGaussian(rng, 7, 11));
        double[][] y = new double[3][d.rows];
        for (double[] column : y) {
            for (int i = 0; i < column.length; i++) {
                column[i] = rng.nextGaussian();
            }
        }
        int planes = complex ? 6 : 3;
        double[][] copy = {y[0].clone(), y[1].clone(), y[2].clone()};
        Evidence small = new LaneEvidence(d, d.products(), planes, 1, y);
        Evidence large = new DirectEvidence(d, false, planes, copy);
        for (Evidence e : List.of(small, large)) {
            e.lambda[0] = 0.2;
            for (int j = 0; j < 11; j++) {
                e.gamma[j] = j == 4 ? 0 : 1.0 / (1 + j);
            }
            e.evaluate();
        }
        assertArrayEquals(large.s, small.s, 1e-10);
        assertArrayEquals(large.q, small.q, 1e-10);
        assertEquals(large.cost(0), small.cost(0), 1e-10);
        assertEquals(large.noiseQ[0], small.noiseQ[0], 1e-10);
        assertEquals(large.noiseS[0], small.noiseS[0], 1e-10);
        for (int p = 0; p < planes; p++) {
            assertArrayEquals(large.a[p], small.a[p], 1e-10);
        }
    }

    @Test
    void reweightedWeightedL1EndsAtThePosteriorMean() {
        // Proposition 1: at a fixed point x of the inner problem equals ΓΦᵀΣ⁻¹y with γ = |x|/w
        SparseProblem problem = problem(false, 1, 12, 20, 3, 1, 0.02, 9).problem();
        SblPosterior p = new Sbl(new ReweightedL1Update(5000, 1e-8), false, 1e-8, 1, 300, 1e-10).posterior(problem);
        double[] gamma = p.gamma(0);
        DenseOperator a = (DenseOperator) problem.operator();
        double[][] sigma = realCovariance(a, gamma, 0.02);
        for (int j = 0; j < 20; j++) {
            double[] phi = new double[12];
            for (int i = 0; i < 12; i++) {
                phi[i] = a.re()[i * 20 + j];
            }
            double[] v = solve(sigma, phi);
            double s = 0;
            for (int i = 0; i < 12; i++) {
                s += phi[i] * v[i];
            }
            assertEquals(gamma[j] * Math.sqrt(s), Math.abs(p.mean().at(0, 0, j)), 1e-4);
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

    /** λI + ΦΓΦᴴ, of complex data as [[Re, −Im], [Im, Re]], straight from the definition. */
    private static double[][] realCovariance(DenseOperator a, double[] gamma, double lambda) {
        int m = a.range();
        int n = a.domain();
        int rows = a.complex() ? 2 * m : m;
        double[][] sigma = new double[rows][rows];
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < m; k++) {
                double re = i == k ? lambda : 0;
                double im = 0;
                for (int j = 0; j < n; j++) {
                    double p = a.re()[i * n + j];
                    double q = a.re()[k * n + j];
                    double r = a.complex() ? a.im()[i * n + j] : 0;
                    double t = a.complex() ? a.im()[k * n + j] : 0;
                    re += gamma[j] * (p * q + r * t);
                    im += gamma[j] * (r * q - p * t);
                }
                sigma[i][k] = re;
                if (a.complex()) {
                    sigma[m + i][m + k] = re;
                    sigma[m + i][k] = im;
                    sigma[i][m + k] = -im;
                }
            }
        }
        return sigma;
    }

    private static double logDeterminant(double[][] matrix) {
        return Math.log(new LUDecomposition(new Array2DRowRealMatrix(matrix)).getDeterminant());
    }

    private static double[] solve(double[][] matrix, double[] y) {
        return new LUDecomposition(new Array2DRowRealMatrix(matrix))
                .getSolver()
                .solve(new ArrayRealVector(y))
                .toArray();
    }
}
