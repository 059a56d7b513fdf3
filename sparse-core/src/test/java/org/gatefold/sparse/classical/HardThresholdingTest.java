package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the hard-thresholding solvers and CoSaMP promise on well-conditioned Gaussian dictionaries, 120×200, with strong
 * entries: a step of 1/‖A‖² leaves weak ones out for good.
 */
class HardThresholdingTest {
    private static final int K = 6;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recoverExactlyFromGaussianMeasurements(boolean complex) {
        SplittableRandom rng = new SplittableRandom(8);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, 120, 200) : Matrices.realGaussian(rng, 120, 200);
        Batch x = sparse(rng, 60, complex ? 2 : 1);
        SparseProblem p = new SparseProblem(a, a.apply(x), 0);
        for (SparseSolver solver : new SparseSolver[] {new CoSaMp(K, 30), new Iht(K), new NormalisedIht(K)}) {
            Batch found = solver.solve(p);
            int exact = 0;
            for (int s = 0; s < x.count(); s++) {
                double error = 0;
                for (int i = s * x.stride(); i < (s + 1) * x.stride(); i++) {
                    error = Math.max(error, Math.abs(found.data()[i] - x.data()[i]));
                }
                exact += error < 1e-3 ? 1 : 0;
            }
            int enough = solver instanceof Iht ? 51 : 58;
            assertTrue(exact >= enough, solver + " recovers " + exact + " of 60");
        }
    }

    @Test
    void theResidualNeverRises() {
        SplittableRandom rng = new SplittableRandom(9);
        RealMatrix a = Matrices.realGaussian(rng, 40, 100);
        Batch y = Batch.gaussian(rng, 20, 1, 40);
        for (SparseSolver solver : new SparseSolver[] {new CoSaMp(8, 30), new Iht(8), new NormalisedIht(8)}) {
            double[] last = new double[20];
            Arrays.fill(last, Double.POSITIVE_INFINITY);
            solver.solve(new SparseProblem(a, y, 0), (s, k, x, w, cost) -> {
                assertTrue(cost <= last[s] * (1 + 1e-5), solver + " rises at " + k);
                last[s] = cost;
            });
        }
    }

    /** IHT takes its step from ‖A‖, NIHT from the data; either way the scale of A must not matter. */
    @Test
    void theScaleOfTheDictionaryDoesNotMatter() {
        SplittableRandom rng = new SplittableRandom(10);
        RealMatrix a = Matrices.realGaussian(rng, 120, 200);
        RealMatrix large =
                new RealMatrix(120, 200, Arrays.stream(a.re()).map(v -> 64 * v).toArray());
        Batch y = a.apply(sparse(rng, 10, 1));
        for (SparseSolver solver : new SparseSolver[] {new Iht(K), new NormalisedIht(K)}) {
            Batch one = solver.solve(new SparseProblem(a, y, 0));
            Batch other = solver.solve(new SparseProblem(large, y, 0));
            for (int i = 0; i < one.data().length; i++) {
                assertEquals(one.data()[i], 64 * other.data()[i], 1e-4);
            }
        }
    }

    /** The normalised step is what makes it fast: it rests long before plain IHT does. */
    @Test
    void theNormalisedStepIsFaster() {
        SplittableRandom rng = new SplittableRandom(11);
        RealMatrix a = Matrices.realGaussian(rng, 120, 200);
        Batch x = sparse(rng, 30, 1);
        SparseProblem p = new SparseProblem(a, a.apply(x), 0);
        assertTrue(error(new NormalisedIht(K, 15, 0).solve(p), x) < 0.1 * error(new Iht(K, 15, 0).solve(p), x));
    }

    @Test
    void theLargestAreThoseOfASort() {
        SplittableRandom rng = new SplittableRandom(12);
        for (int trial = 0; trial < 300; trial++) {
            int n = 1 + rng.nextInt(40);
            double[] scores = rng.ints(n, 0, 12).asDoubleStream().toArray();
            int k = rng.nextInt(n + 3);
            boolean[] chosen = new boolean[n];
            new Largest(n).mark(scores, k, chosen);
            double[] sorted = Arrays.stream(scores).filter(v -> v > 0).sorted().toArray();
            double[] best = Arrays.copyOfRange(sorted, Math.max(0, sorted.length - k), sorted.length);
            double[] picked = new double[n];
            int count = 0;
            for (int i = 0; i < n; i++) {
                if (chosen[i]) {
                    picked[count++] = scores[i];
                }
            }
            picked = Arrays.copyOf(picked, count);
            Arrays.sort(picked);
            assertEquals(Arrays.toString(best), Arrays.toString(picked));
        }
    }

    private static double error(Batch found, Batch x) {
        double sum = 0;
        for (int i = 0; i < x.data().length; i++) {
            sum += Math.pow(found.data()[i] - x.data()[i], 2);
        }
        return Math.sqrt(sum);
    }

    private static Batch sparse(RandomGenerator rng, int count, int planes) {
        Batch x = new Batch(count, planes, 200);
        for (int s = 0; s < count; s++) {
            for (int i : rng.ints(0, 200).distinct().limit(K).toArray()) {
                for (int p = 0; p < planes; p++) {
                    x.set(s, p, i, (rng.nextBoolean() ? 1 : -1) * rng.nextDouble(1, 2));
                }
            }
        }
        return x;
    }
}
