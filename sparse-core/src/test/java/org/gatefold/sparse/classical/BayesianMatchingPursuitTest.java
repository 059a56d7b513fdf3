package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BayesianMatchingPursuitTest extends SolverLaws {
    private static final BernoulliGaussian PRIOR = new BernoulliGaussian(0.2, 1);

    @Override
    protected SparseSolver solver() {
        return new BayesianMatchingPursuit(new BernoulliGaussian(0.075, 2));
    }

    /**
     * All 2⁷ supports of tiny problems, with their posterior from dense linear algebra on real composites: the mode is
     * found (a hill-climber may miss one), its mean is exact, and averaging comes closer to the mean over all supports.
     */
    @ParameterizedTest
    @CsvSource({"false, 1", "false, 3", "true, 2", "true, 4"})
    void theModeIsThatOfEnumeration(boolean complex, int planes) {
        SplittableRandom rng = new SplittableRandom(11);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, 5, 7) : Matrices.realGaussian(rng, 5, 7);
        int count = 30;
        double noise = 0.02;
        LabelledProblem p = drawn(a, planes, count, noise, rng);
        double[] reached = new double[count];
        Batch mode = new BayesianMatchingPursuit(PRIOR, false, 1, 1000)
                .solve(p.problem(), (s, k, x, w, cost) -> reached[s] = -cost);
        Batch averaged = new BayesianMatchingPursuit(PRIOR).solve(p.problem());
        int found = 0;
        double plainError = 0;
        double averageError = 0;
        for (int s = 0; s < count; s++) {
            Enumeration all = new Enumeration(a, p.problem().measurements(), s, noise);
            assertTrue(reached[s] <= all.best + 1e-6 * Math.abs(all.best), "above the mode");
            if (reached[s] > all.best - 1e-6 * Math.abs(all.best) - 1e-6) {
                found++;
                assertEquals(0, distance(mode, s, all.modeMean), 1e-4);
            }
            plainError += distance(mode, s, all.mean);
            averageError += distance(averaged, s, all.mean);
        }
        assertTrue(found >= 28, found + " of " + count);
        assertTrue(averageError < 0.85 * plainError, averageError + " averaged, " + plainError + " plain");
    }

    @Test
    void thePosteriorNeverFalls() {
        SplittableRandom rng = new SplittableRandom(12);
        DenseOperator a = Matrices.complexGaussian(rng, 20, 60);
        LabelledProblem p = drawn(a, 2, 10, 0.05, rng);
        double[] last = new double[10];
        new BayesianMatchingPursuit(PRIOR).solve(p.problem(), (s, k, x, w, cost) -> {
            assertTrue(cost <= last[s] + 1e-6 * Math.abs(last[s]), cost + " after " + last[s]);
            last[s] = cost;
        });
    }

    /** Columns like those of the 20×100 dictionary of He, Xin, Ikehata and Wipf, no noise: nothing may drown. */
    @Test
    void withoutNoiseAlikeColumnsGiveAnswersOfTheSizeOfTheTruth() {
        SplittableRandom rng = new SplittableRandom(13);
        DenseOperator a = Matrices.decaying(rng, 20, 100);
        Batch x = new Batch(60, 1, 100);
        for (int s = 0; s < x.count(); s++) {
            for (int i : rng.ints(0, 100).distinct().limit(3).toArray()) {
                x.set(s, 0, i, (rng.nextBoolean() ? 1 : -1) * rng.nextDouble(0.1, 0.5));
            }
        }
        Batch y = a.apply(x);
        Batch found = new BayesianMatchingPursuit(BernoulliGaussian.LEARNED).solve(new SparseProblem(a, y, 0));
        Batch fit = a.apply(found);
        int exact = 0;
        for (int s = 0; s < x.count(); s++) {
            double left = 0;
            for (int i = 0; i < 20; i++) {
                left += Math.pow(fit.at(s, 0, i) - y.at(s, 0, i), 2);
            }
            assertTrue(left <= 1e-4 * y.energy(s), "leaves " + Math.sqrt(left / y.energy(s)));
            assertTrue(found.energy(s) <= 25 * x.energy(s), "of energy " + found.energy(s) + ", truth " + x.energy(s));
            double[] truth = new double[100];
            for (int i = 0; i < 100; i++) {
                truth[i] = x.at(s, 0, i);
            }
            exact += distance(found, s, truth) < 0.01 * Math.sqrt(x.energy(s)) ? 1 : 0;
        }
        assertTrue(exact >= 50, exact + " of 60 exact");
    }

    private static double distance(Batch x, int s, double[] mean) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += Math.pow(x.data()[s * x.stride() + i] - mean[i], 2);
        }
        return Math.sqrt(sum);
    }

    private static LabelledProblem drawn(DenseOperator a, int planes, int count, double noise, SplittableRandom rng) {
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

    /** The posterior of all supports of one sample, by a dense inverse and determinant each. */
    private static final class Enumeration {
        double best = Double.NEGATIVE_INFINITY;
        double[] modeMean = new double[0];
        final double[] mean;

        Enumeration(DenseOperator a, Batch y, int s, double noise) {
            int m = a.range();
            int n = a.domain();
            int lanes = a.complex() ? 2 : 1;
            int sets = y.planes() / lanes;
            double[][] columns = new double[lanes * m][lanes * n];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    columns[i][j] = a.re()[i * n + j];
                    if (a.complex()) {
                        columns[m + i][n + j] = a.re()[i * n + j];
                        columns[m + i][j] = a.im()[i * n + j];
                        columns[i][n + j] = -a.im()[i * n + j];
                    }
                }
            }
            RealMatrix full = new Array2DRowRealMatrix(columns, false);
            mean = new double[y.planes() * n];
            double[] scores = new double[1 << n];
            double[][] means = new double[1 << n][mean.length];
            for (int subset = 0; subset < 1 << n; subset++) {
                double[][] diagonal = new double[lanes * n][lanes * n];
                for (int j = 0; j < lanes * n; j++) {
                    diagonal[j][j] = (subset >> (j % n) & 1) * PRIOR.variance();
                }
                RealMatrix gain = new Array2DRowRealMatrix(diagonal, false).multiply(full.transpose());
                double[][] c = full.multiply(gain).getData();
                for (int i = 0; i < c.length; i++) {
                    c[i][i] += noise;
                }
                LUDecomposition lu = new LUDecomposition(new Array2DRowRealMatrix(c, false));
                RealMatrix inverse = lu.getSolver().getInverse();
                double score = Integer.bitCount(subset) * Math.log(PRIOR.activity() / (1 - PRIOR.activity()))
                        - sets / 2.0 * Math.log(lu.getDeterminant());
                double[] estimate = means[subset];
                for (int t = 0; t < sets; t++) {
                    double[] row = new double[lanes * m];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = y.data()[y.offset(s, t * lanes) + i];
                    }
                    double[] solved = inverse.operate(row);
                    for (int i = 0; i < row.length; i++) {
                        score -= row[i] * solved[i] / 2;
                    }
                    System.arraycopy(gain.operate(solved), 0, estimate, t * lanes * n, lanes * n);
                }
                scores[subset] = score;
                if (score - scores[0] > best) {
                    best = score - scores[0];
                    modeMean = estimate;
                }
            }
            double total = 0;
            for (int subset = 0; subset < 1 << n; subset++) {
                double weight = Math.exp(scores[subset] - scores[0] - best);
                total += weight;
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += weight * means[subset][i];
                }
            }
            for (int i = 0; i < mean.length; i++) {
                mean[i] /= total;
            }
        }
    }
}
