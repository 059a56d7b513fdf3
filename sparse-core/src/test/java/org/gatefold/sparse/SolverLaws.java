package org.gatefold.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Laws every {@link SparseSolver} keeps; the test of a solver is a subclass that makes one, fit for problems of 20×40
 * with three strong entries (amplitudes of 1 to 2) and a noise variance of 1e-6 a real number.
 */
public abstract class SolverLaws {
    private static final double NOISE = 1e-6;

    /** The solver under test, set to run to convergence on the problems of the laws. */
    protected abstract SparseSolver solver();

    /** How far two runs that should agree may differ, relative to the size of the truth. */
    protected double tolerance() {
        return 1e-4;
    }

    /** How far the estimate may be from the truth, relative. */
    protected double accuracy() {
        return 0.02;
    }

    /** How many of 12 problems may be missed: 1 by default, for the draw of the dictionary may hold a hard one. */
    protected int missesAllowed() {
        return 1;
    }

    /** ‖y − Ax̂‖ relative to ‖y‖, at most, where the columns are alike: an answer of 0 would leave 1. */
    protected double worstFit() {
        return 1.01;
    }

    protected static LabelledProblem problem(boolean complex, int planes, int count, long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, 20, 40) : Matrices.realGaussian(rng, 20, 40);
        Batch x = new Batch(count, planes, 40);
        for (int s = 0; s < count; s++) {
            int[] support = rng.ints(0, 40).distinct().limit(3).toArray();
            for (int i : support) {
                for (int p = 0; p < planes; p++) {
                    x.set(s, p, i, (rng.nextBoolean() ? 1 : -1) * rng.nextDouble(1, 2));
                }
            }
        }
        Batch y = a.apply(x);
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] += (float) (Math.sqrt(NOISE) * rng.nextGaussian());
        }
        return new LabelledProblem(new SparseProblem(a, y, NOISE), x);
    }

    @Test
    void nothingMeasuredNothingFound() {
        for (boolean complex : new boolean[] {false, true}) {
            LabelledProblem p = problem(complex, 2, 3, 1);
            SparseProblem silent = new SparseProblem(p.problem().operator(), new Batch(3, 2, 20), NOISE);
            Batch x = solver().solve(silent);
            assertTrue(x.isFinite());
            assertEquals(0, x.dot(x), 1e-12);
        }
    }

    /** Columns so much alike that A has some ten singular values above rounding, and no noise to speak of. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void alikeColumnsWithHardlyAnyNoiseGiveFiniteAnswers(boolean complex) {
        SplittableRandom rng = new SplittableRandom(9);
        DenseOperator a = complex ? Matrices.oversampledFourier(24, 48, 8) : Matrices.decaying(rng, 24, 48);
        Batch x = new Batch(10, complex ? 2 : 1, 48);
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = rng.nextDouble() < 0.1 ? (float) rng.nextGaussian() : 0;
        }
        Batch y = a.apply(x);
        for (double noise : new double[] {0, 1e-15, 1e-12, 1e-9, 1e-6}) {
            Batch found = solver().solve(new SparseProblem(a, y, noise));
            assertTrue(found.isFinite(), "noise " + noise + ": not finite");
            Batch fit = a.apply(found);
            for (int s = 0; s < x.count(); s++) {
                double left = distance(fit, y, s);
                double size = Math.sqrt(y.energy(s));
                assertTrue(left <= worstFit() * size, "noise " + noise + ": leaves " + left + " of " + size);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"real 1", "real 3", "complex 2", "complex 6"})
    void strongSparseVectorsAreRecovered(String kind) {
        LabelledProblem p = labelled(kind, 12);
        Batch x = solver().solve(p.problem());
        Batch truth = p.truth();
        int missed = 0;
        for (int s = 0; s < x.count(); s++) {
            if (distance(x, truth, s) > accuracy() * Math.sqrt(truth.energy(s))) {
                missed++;
            }
        }
        assertTrue(missed <= missesAllowed(), missed + " of 12 problems missed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"real 1", "complex 2", "complex 4"})
    void batchEqualsOneByOne(String kind) {
        LabelledProblem p = labelled(kind, 7);
        Batch all = solver().solve(p.problem());
        for (int s = 0; s < all.count(); s++) {
            Batch one = solver().solve(p.problem().slice(s, s + 1));
            assertClose(one, 0, all, s);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"real 1", "complex 2"})
    void columnsMayBePermuted(String kind) {
        LabelledProblem p = labelled(kind, 5);
        DenseOperator a = (DenseOperator) p.problem().operator();
        int n = a.domain();
        int[] order = IntStream.range(0, n).map(i -> (7 * i + 3) % n).toArray();
        double[] re = permuted(a.re(), a.range(), order);
        DenseOperator shuffled = a.complex()
                ? new ComplexMatrix(a.range(), n, re, permuted(a.im(), a.range(), order))
                : new RealMatrix(a.range(), n, re);
        Batch x = solver().solve(p.problem());
        Batch z = solver().solve(new SparseProblem(shuffled, p.problem().measurements(), NOISE));
        Batch back = x.like(n);
        for (int s = 0; s < x.count(); s++) {
            for (int q = 0; q < x.planes(); q++) {
                for (int i = 0; i < n; i++) {
                    back.set(s, q, order[i], z.at(s, q, i));
                }
            }
            assertClose(back, s, x, s);
        }
    }

    @Test
    void phaseOfTheMeasurementsIsThatOfTheAnswer() {
        LabelledProblem p = labelled("complex 2", 5);
        Batch y = p.problem().measurements();
        Batch x = solver().solve(p.problem());
        Batch turned = solver().solve(new SparseProblem(p.problem().operator(), rotated(y), NOISE));
        Batch expected = rotated(x);
        for (int s = 0; s < x.count(); s++) {
            assertClose(turned, s, expected, s);
        }
    }

    @Test
    void signOfTheMeasurementsIsThatOfTheAnswer() {
        LabelledProblem p = labelled("real 1", 5);
        Batch y = p.problem().measurements().copy();
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] = -y.data()[i];
        }
        Batch x = solver().solve(p.problem());
        Batch negative = solver().solve(new SparseProblem(p.problem().operator(), y, NOISE));
        for (int i = 0; i < negative.data().length; i++) {
            negative.data()[i] = -negative.data()[i];
        }
        for (int s = 0; s < x.count(); s++) {
            assertClose(negative, s, x, s);
        }
    }

    @Test
    void threadsDoNotMatter() {
        LabelledProblem p = labelled("real 1", 300);
        int before = Workers.threads();
        try {
            Workers.threads(1);
            Batch one = solver().solve(p.problem());
            Workers.threads(3);
            Batch three = solver().solve(p.problem());
            assertArrayEquals(one.data(), three.data());
        } finally {
            Workers.threads(before);
        }
    }

    @Test
    void theMeasurementsStayAsTheyWere() {
        LabelledProblem p = labelled("complex 2", 3);
        Batch before = p.problem().measurements().copy();
        solver().solve(p.problem());
        assertArrayEquals(before.data(), p.problem().measurements().data());
    }

    @Test
    void listenersHearEverySampleInOrderAndChangeNothing() {
        LabelledProblem p = labelled("real 1", 3);
        int[] last = new int[3];
        Batch heard = new Batch(3, 1, 40);
        Batch listened = solver().solve(p.problem(), (sample, iteration, estimate, weights, cost) -> {
            synchronized (last) {
                assertEquals(last[sample] + 1, iteration);
                last[sample] = iteration;
                heard.put(sample, estimate);
            }
        });
        Batch unheard = solver().solve(p.problem());
        for (int s = 0; s < 3; s++) {
            assertTrue(last[s] >= 1, "nothing heard of sample " + s);
            assertClose(listened, s, unheard, s);
            assertClose(heard, s, unheard, s);
        }
    }

    private static LabelledProblem labelled(String kind, int count) {
        String[] words = kind.split(" ");
        return problem(words[0].equals("complex"), Integer.parseInt(words[1]), count, 42);
    }

    private void assertClose(Batch x, int s, Batch expected, int t) {
        double sum = 0;
        for (int i = 0; i < x.stride(); i++) {
            double d = x.data()[s * x.stride() + i] - expected.data()[t * x.stride() + i];
            sum += d * d;
        }
        double scale = Math.sqrt(expected.energy(t));
        assertTrue(Math.sqrt(sum) <= tolerance() * scale, "sample " + t + " differs by " + Math.sqrt(sum) / scale);
    }

    private static double distance(Batch x, Batch truth, int s) {
        double sum = 0;
        for (int i = s * x.stride(); i < (s + 1) * x.stride(); i++) {
            double d = x.data()[i] - truth.data()[i];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    private static double[] permuted(double[] matrix, int rows, int[] order) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < order.length; j++) {
                result[i * order.length + j] = matrix[i * order.length + order[j]];
            }
        }
        return result;
    }

    /** All pairs (Re, Im) times exp(i·0.7). */
    private static Batch rotated(Batch x) {
        Batch z = x.like(x.length());
        double c = Math.cos(0.7);
        double d = Math.sin(0.7);
        for (int s = 0; s < x.count(); s++) {
            for (int p = 0; p < x.planes(); p += 2) {
                for (int i = 0; i < x.length(); i++) {
                    double re = x.at(s, p, i);
                    double im = x.at(s, p + 1, i);
                    z.set(s, p, i, c * re - d * im);
                    z.set(s, p + 1, i, d * re + c * im);
                }
            }
        }
        return z;
    }
}
