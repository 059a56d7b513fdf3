package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportFitTest {
    private static final int COUNT = 40;
    private static final int RANGE = 20;
    private static final int DOMAIN = 50;
    private static final int SPARSITY = 4;
    private final RandomGenerator rng = new SplittableRandom(3);

    private DenseOperator matrix(boolean complex) {
        return complex ? Matrices.complexGaussian(rng, RANGE, DOMAIN) : Matrices.realGaussian(rng, RANGE, DOMAIN);
    }

    private Batch truth(int planes) {
        Batch x = new Batch(COUNT, planes, DOMAIN);
        for (int s = 0; s < COUNT; s++) {
            for (int i : rng.ints(0, DOMAIN).distinct().limit(SPARSITY).toArray()) {
                for (int p = 0; p < planes; p++) {
                    x.set(s, p, i, (rng.nextBoolean() ? 1 : -1) * rng.nextDouble(1, 2));
                }
            }
        }
        return x;
    }

    /** Random scores; those of the support are higher than all others but the {@code intruders} highest of these. */
    private Batch scores(Batch x, int intruders) {
        Batch scores = new Batch(COUNT, 1, DOMAIN);
        for (int s = 0; s < COUNT; s++) {
            int left = intruders;
            for (int i = 0; i < DOMAIN; i++) {
                double score = -3 - rng.nextDouble();
                if (x.energy(s, i) > 0) {
                    score = -1 - rng.nextDouble();
                } else if (left > 0) {
                    score = rng.nextDouble();
                    left--;
                }
                scores.set(s, 0, i, score);
            }
        }
        return scores;
    }

    private SparseProblem noisy(DenseOperator a, Batch x, double deviation, double stated) {
        Batch y = a.apply(x);
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] += (float) (deviation * rng.nextGaussian());
        }
        return new SparseProblem(a, y, stated);
    }

    private static long active(Batch x, int sample) {
        return IntStream.range(0, x.length())
                .filter(i -> x.energy(sample, i) > 0)
                .count();
    }

    /** Without noise wrong indices before the right ones get amplitudes of 0, and none follows these. */
    @ParameterizedTest
    @CsvSource({"false,1,0", "false,3,5", "false,1,9", "true,2,0", "true,6,5", "true,2,12"})
    void exactWithoutNoise(boolean complex, int planes, int intruders) {
        DenseOperator a = matrix(complex);
        Batch x = truth(planes);
        Batch found = SupportFit.estimate(new SparseProblem(a, a.apply(x), 0), scores(x, intruders));
        assertArrayEquals(x.data(), found.data(), 1e-4f);
        for (int s = 0; s < COUNT; s++) {
            assertTrue(active(found, s) <= SPARSITY + intruders);
        }
    }

    /** With noise, known or not, the support of a right order is found, and the answer is least squares on it. */
    @ParameterizedTest
    @CsvSource({"false,1", "false,3", "true,2", "true,6"})
    void stopsAtTheNoise(boolean complex, int planes) {
        DenseOperator a = matrix(complex);
        Batch x = truth(planes);
        assertFewMore(noisy(a, x, 0.01, 1e-4), x, 0.1);
        assertFewMore(noisy(a, x, 0.01, SparseProblem.UNKNOWN), x, 0.5);
    }

    private void assertFewMore(SparseProblem problem, Batch x, double most) {
        Batch found = SupportFit.estimate(problem, scores(x, 0));
        long extra = 0;
        for (int s = 0; s < COUNT; s++) {
            assertTrue(active(found, s) >= SPARSITY, active(found, s) + " indices in sample " + s);
            extra += active(found, s) - SPARSITY;
        }
        assertTrue(extra <= most * COUNT, extra + " indices too many in " + COUNT + " samples");
        Batch residual = problem.operator().apply(found);
        for (int i = 0; i < residual.data().length; i++) {
            residual.data()[i] -= problem.measurements().data()[i];
        }
        Batch correlation = problem.operator().adjoint(residual);
        for (int s = 0; s < COUNT; s++) {
            for (int i = 0; i < DOMAIN; i++) {
                assertTrue(found.energy(s, i) == 0 || correlation.energy(s, i) < 1e-9);
            }
        }
    }

    /** Scores of no use leave nothing but the solution of the least weighted norm, which has more than M entries. */
    @ParameterizedTest
    @CsvSource({"false,1", "true,4"})
    void theLastResortIsTheLeastWeightedNorm(boolean complex, int planes) {
        DenseOperator a = matrix(complex);
        Batch x = truth(planes);
        Batch useless = scores(x, DOMAIN - SPARSITY);
        SparseProblem problem = new SparseProblem(a, a.apply(x), 0);
        Batch found = SupportFit.estimate(problem, useless);
        Batch fitted = a.apply(found);
        for (int i = 0; i < fitted.data().length; i++) {
            assertEquals(problem.measurements().data()[i], fitted.data()[i], 1e-4);
        }
        for (int s = 0; s < COUNT; s++) {
            assertEquals(DOMAIN, active(found, s));
            assertTrue(norm(found, useless, s) <= norm(x, useless, s), "the truth explains y too");
        }
        Batch unknown = SupportFit.estimate(new SparseProblem(a, a.apply(x), SparseProblem.UNKNOWN), useless);
        for (int s = 0; s < COUNT; s++) {
            assertTrue(active(unknown, s) <= RANGE / 2);
        }
    }

    /**
     * More indices than can be unique are no support, though they explain y: among columns much alike they would be
     * huge.
     */
    @Test
    void manyAlikeAreNoSupport() {
        int range = 8;
        double[] columns = new double[range * 30];
        for (int i = 0; i < columns.length; i++) {
            int row = i / 30;
            columns[i] = Math.cos((row + 0.5) * (i % 30) * Math.PI / 100);
        }
        RealMatrix a = new RealMatrix(range, 30, columns);
        Batch x = new Batch(1, 1, 30);
        x.set(0, 0, 3, 1);
        x.set(0, 0, 28, -1);
        Batch scores = new Batch(1, 1, 30);
        for (int j = 0; j < 30; j++) {
            scores.set(0, 0, j, -0.1 * j);
        }
        Batch found = SupportFit.estimate(new SparseProblem(a, a.apply(x), 0), scores);
        assertTrue(found.energy(0) < 1e3, "energy " + found.energy(0));
    }

    /** Σ |xⱼ|²/wⱼ, but for a factor. */
    private static double norm(Batch x, Batch scores, int sample) {
        return IntStream.range(0, DOMAIN)
                .mapToDouble(j -> x.energy(sample, j) * Math.exp(-scores.at(sample, 0, j)))
                .sum();
    }

    /** Copies of a column are passed over. */
    @Test
    void dependentColumnsArePassedOver() {
        double[] columns = {1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0};
        RealMatrix a = new RealMatrix(4, 5, columns);
        Batch x = Batch.wrap(1, 1, 5, new float[] {2, 0, 3, 0, 0});
        Batch scores = Batch.wrap(1, 1, 5, new float[] {4, 3, 2, 1, 0});
        Batch found = SupportFit.estimate(new SparseProblem(a, a.apply(x), 0), scores);
        assertArrayEquals(x.data(), found.data(), 1e-6f);
    }

    @Test
    void nothingIsNothingAndWhatIsNoNumberShows() {
        DenseOperator a = matrix(false);
        Batch scores = new Batch(2, 1, DOMAIN);
        scores.set(1, 0, 7, Double.NaN);
        for (double variance : new double[] {0, 1, SparseProblem.UNKNOWN}) {
            Batch found = SupportFit.estimate(new SparseProblem(a, new Batch(2, 1, RANGE), variance), scores);
            assertEquals(0, found.energy(0));
            assertTrue(Float.isNaN(found.at(1, 0, 0)) && Float.isNaN(found.at(1, 0, DOMAIN - 1)));
        }
        SparseProblem problem = new SparseProblem(a, new Batch(2, 1, RANGE), 0);
        assertThrows(IllegalArgumentException.class, () -> SupportFit.estimate(problem, new Batch(2, 2, DOMAIN)));
    }
}
