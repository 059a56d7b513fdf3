package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples of one source: some indices are active in nearly every sample, the others hardly ever. */
class SharedPriorPursuitTest {
    private static final int M = 24;
    private static final int N = 60;
    private static final int OFTEN = 8;
    private static final double NOISE = 0.02;

    private static double activity(int i) {
        return i % 7 == 0 && i / 7 < OFTEN ? 0.8 : 0.01;
    }

    private static double variance(int i) {
        return 2.0 / (1 + i % 3);
    }

    private static Batch drawn(int count, int planes, SplittableRandom rng) {
        Batch x = new Batch(count, planes, N);
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < N; i++) {
                if (rng.nextDouble() < activity(i)) {
                    for (int p = 0; p < planes; p++) {
                        x.set(s, p, i, Math.sqrt(variance(i)) * rng.nextGaussian());
                    }
                }
            }
        }
        return x;
    }

    private static SparseProblem observed(DenseOperator a, Batch x, SplittableRandom rng) {
        Batch y = a.apply(x);
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] += (float) (Math.sqrt(NOISE) * rng.nextGaussian());
        }
        return new SparseProblem(a, y, NOISE);
    }

    private static double error(Batch found, Batch x) {
        double sum = 0;
        for (int i = 0; i < x.data().length; i++) {
            sum += Math.pow(found.data()[i] - x.data()[i], 2);
        }
        return sum;
    }

    /** What is learned from the batch is nearly as good as knowing it, and much better than not to share it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSharedPriorIsLearned(boolean complex) {
        SplittableRandom rng = new SplittableRandom(21);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, M, N) : Matrices.realGaussian(rng, M, N);
        Batch x = drawn(100, complex ? 2 : 1, rng);
        SparseProblem problem = observed(a, x, rng);

        double shared = error(new SharedPriorPursuit(true, 3).solve(problem), x);
        double alone = error(new BayesianMatchingPursuit(BernoulliGaussian.LEARNED).solve(problem), x);
        double[] roots = new double[N];
        double[] activities = new double[N];
        for (int i = 0; i < N; i++) {
            roots[i] = Math.sqrt(variance(i));
            activities[i] = activity(i);
        }
        Batch told = new BayesianMatchingPursuit(new BernoulliGaussian(0.2, 1))
                .solve(problem.with(a.scaled(roots)), activities, null, IterateListener.NONE);
        for (int i = 0; i < told.data().length; i++) {
            told.data()[i] *= (float) roots[i % N];
        }
        double known = error(told, x);
        assertTrue(shared < 1.3 * known, shared + " shared, " + known + " known");
        assertTrue(shared < 0.7 * alone, shared + " shared, " + alone + " alone");
    }

    @Test
    void oneActivityForAllIsThePriorsOwn() {
        SplittableRandom rng = new SplittableRandom(22);
        DenseOperator a = Matrices.complexGaussian(rng, M, N);
        SparseProblem problem = observed(a, drawn(10, 2, rng), rng);
        double[] activities = new double[N];
        Arrays.fill(activities, 0.1);
        var pursuit = new BayesianMatchingPursuit(new BernoulliGaussian(0.1, 2), true, 1, 1000);
        Batch powers = new Batch(10, 1, N);
        Batch own = pursuit.solve(problem);
        Batch each = pursuit.solve(problem, activities, powers, IterateListener.NONE);
        assertArrayEquals(own.data(), each.data());
        for (int s = 0; s < 10; s++) {
            for (int i = 0; i < N; i++) {
                assertTrue(powers.at(s, 0, i) == 0 || powers.at(s, 0, i) > 0.25 * each.energy(s, i) / 2);
            }
        }
    }

    @Test
    void theAnswerFollowsTheScale() {
        SplittableRandom rng = new SplittableRandom(23);
        DenseOperator a = Matrices.realGaussian(rng, M, N);
        SparseProblem problem = observed(a, drawn(20, 1, rng), rng);
        Batch answer = new SharedPriorPursuit(true, 2).solve(problem);
        for (double scale : new double[] {1e-6, 1e4}) {
            Batch y = problem.measurements().copy();
            for (int i = 0; i < y.data().length; i++) {
                y.data()[i] *= (float) scale;
            }
            Batch scaled = new SharedPriorPursuit(true, 2).solve(new SparseProblem(a, y, NOISE * scale * scale));
            for (int i = 0; i < answer.data().length; i++) {
                assertEquals(answer.data()[i], scaled.data()[i] / scale, 1e-3);
            }
        }
    }

    @Test
    void silenceAndOneSampleAreAnsweredToo() {
        SplittableRandom rng = new SplittableRandom(24);
        DenseOperator a = Matrices.realGaussian(rng, M, N);
        Batch silent =
                new SharedPriorPursuit(true, 2).solve(new SparseProblem(a, new Batch(2, 1, M), SparseProblem.UNKNOWN));
        assertArrayEquals(new float[2 * N], silent.data());
        Batch x = drawn(1, 1, rng);
        Batch one = new SharedPriorPursuit(true, 2).solve(observed(a, x, rng));
        assertTrue(error(one, x) < 0.2 * x.energy(0), error(one, x) + " of " + x.energy(0));
    }
}
