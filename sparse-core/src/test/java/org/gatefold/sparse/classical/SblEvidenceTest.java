package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The evidence of sparse Bayesian learning: its value, its descent by every form, and what holds at its optima. */
class SblEvidenceTest {
    static Stream<SblUpdate> descending() {
        return SblTest.forms().filter(form -> !form.equals(SblUpdate.MACKAY));
    }

    @ParameterizedTest
    @MethodSource("descending")
    void theCostNeverRises(SblUpdate form) {
        for (int planes : new int[] {1, 2, 3, 4, 6}) {
            boolean complex = planes % 2 == 0;
            SparseProblem problem =
                    SblTest.problem(complex, planes, 12, 30, 4, 3, 0.01, planes).problem();
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
        SparseProblem problem =
                SblTest.problem(complex, planes, 6, 9, 2, 1, 0.05, 3).problem();
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
    @ValueSource(booleans = {false, true})
    void noSingleMoveImprovesTheFastForm(boolean complex) {
        int planes = complex ? 4 : 1;
        SparseProblem problem =
                SblTest.problem(complex, planes, 15, 40, 4, 4, 0.01, 21).problem();
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

    /** With few variances left the evidence comes from their own space; it is the same. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fewColumnsAreEvaluatedLikeMany(boolean complex) {
        SplittableRandom rng = new SplittableRandom(6);
        SblDictionary d =
                new SblDictionary(complex ? Matrices.complexGaussian(rng, 8, 30) : Matrices.realGaussian(rng, 8, 30));
        int planes = complex ? 4 : 3;
        double[][] y = new double[complex ? 2 : 3][d.rows];
        for (double[] column : y) {
            for (int i = 0; i < column.length; i++) {
                column[i] = rng.nextGaussian();
            }
        }
        DirectEvidence few = new DirectEvidence(d, true, planes, y);
        DirectEvidence all = new DirectEvidence(d, false, planes, y);
        for (int active : new int[] {9, 5, 0}) {
            for (DirectEvidence e : List.of(few, all)) {
                e.lambda[0] = 0.03;
                for (int j = 0; j < 30; j++) {
                    e.gamma[j] = j % 3 == 0 && j < 3 * active ? 0.1 + j : 0;
                }
                e.evaluate();
            }
            assertEquals(all.cost(0), few.cost(0), 1e-10 * Math.abs(all.cost(0)));
            assertEquals(all.fit[0], few.fit[0], 1e-10 * all.fit[0]);
            assertEquals(all.noiseQ[0], few.noiseQ[0], 1e-10 * all.noiseQ[0]);
            assertEquals(all.noiseS[0], few.noiseS[0], 1e-10 * all.noiseS[0]);
            for (int j = 0; j < 3 * active; j += 3) {
                assertEquals(all.s[j], few.s[j], 1e-10 * all.s[j]);
                assertEquals(all.q[j], few.q[j], 1e-10 * all.q[j]);
                for (int p = 0; p < planes; p++) {
                    assertEquals(all.a[p][j], few.a[p][j], 1e-10 * Math.sqrt(planes * all.q[j]));
                }
            }
        }
    }

    /** At the optimum under a prior ∝ γ^(−c) what is left has γ(q − s) = c, and noise leaves far fewer indices. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSparserFormEndsWhereItsObjectiveIsFlat(boolean complex) {
        int planes = complex ? 2 : 1;
        DenseOperator a = (DenseOperator)
                SblTest.problem(complex, planes, 20, 40, 1, 1, 1, 7).problem().operator();
        Batch noise = Batch.gaussian(new SplittableRandom(8), 10, planes, 20);
        SparseProblem problem = new SparseProblem(a, noise, 1);
        double c = 0.5;
        SblPosterior sparse = new Sbl(new EmUpdate(c), false, 1e-8, 1, 3000, 1e-9).posterior(problem);
        SblPosterior plain = Sbl.of(SblUpdate.EM).withStop(3000, 1e-9).posterior(problem);
        int few = 0;
        int many = 0;
        for (int s = 0; s < 10; s++) {
            double largest = Arrays.stream(plain.gamma(s)).max().orElse(0);
            for (int j = 0; j < 40; j++) {
                many += plain.gamma(s)[j] > 1e-4 * largest ? 1 : 0;
                double gamma = sparse.gamma(s)[j];
                if (gamma > 0) {
                    few++;
                    // γ²q is ‖x‖² a plane, γ²s what the posterior variance lacks to γ
                    double share = sparse.mean().energy(s, j) / planes - (gamma - sparse.variance(s)[j]);
                    assertEquals(c, share / gamma, 1e-3);
                }
            }
        }
        assertTrue(few < 0.7 * many, few + " left, of " + many);
    }

    @Test
    void exponentsBelowZeroAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new EmUpdate(-0.1));
        assertThrows(IllegalArgumentException.class, () -> new EmUpdate(Double.NaN));
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
        SparseProblem problem = SblTest.problem(false, 1, 12, 20, 3, 1, 0.02, 9).problem();
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
