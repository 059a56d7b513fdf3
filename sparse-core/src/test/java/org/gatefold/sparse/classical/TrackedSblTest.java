package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences of 24 measurements of 40 entries, of which seven are there with falling variances. */
class TrackedSblTest {
    private static final int M = 24;
    private static final int N = 40;
    private static final double NOISE = 0.05;
    private static final TrackedSbl PLAIN = new TrackedSbl(Tracking.plain());

    private record Sequence(SparseProblem problem, Batch truth) {}

    /**
     * @param rho correlation of successive samples
     * @param phase deviation of the phase that each sample has by itself, radians
     * @param gain deviation of its magnitude
     */
    private static Sequence sequence(int count, double rho, double phase, double gain, long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        DenseOperator a = Matrices.complexGaussian(rng, M, N);
        Batch truth = new Batch(count, 2, N);
        double[] state = new double[2 * N];
        for (int t = 0; t < count; t++) {
            double angle = phase * rng.nextGaussian();
            double size = Math.max(0.2, 1 + gain * rng.nextGaussian());
            for (int j = 0; j < N; j += 6) {
                double deviation = Math.pow(0.6, j / 6.0);
                for (int p = 0; p < 2; p++) {
                    double fresh = deviation * rng.nextGaussian();
                    state[2 * j + p] = t == 0 ? fresh : rho * state[2 * j + p] + Math.sqrt(1 - rho * rho) * fresh;
                }
                double c = size * Math.cos(angle);
                double d = size * Math.sin(angle);
                truth.set(t, 0, j, c * state[2 * j] - d * state[2 * j + 1]);
                truth.set(t, 1, j, d * state[2 * j] + c * state[2 * j + 1]);
            }
        }
        Batch y = a.apply(truth);
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] += (float) (Math.sqrt(NOISE) * rng.nextGaussian());
        }
        return new Sequence(new SparseProblem(a, y, NOISE), truth);
    }

    private static double decibels(Batch found, Batch truth) {
        double error = 0;
        for (int i = 0; i < truth.data().length; i++) {
            error += Math.pow(found.data()[i] - truth.data()[i], 2);
        }
        return 10 * Math.log10(error / truth.dot(truth));
    }

    private static Batch snapshots(Sequence s, int iterations) {
        Batch y = s.problem.measurements();
        Batch wrapped = Batch.wrap(1, 2 * y.count(), M, y.data());
        Batch x = new Sbl(SblUpdate.MACKAY, false, 1e-8, 1, iterations, 0)
                .solve(new SparseProblem(s.problem.operator(), wrapped, NOISE));
        return Batch.wrap(y.count(), 2, N, x.data());
    }

    /** Without tracking, MacKay's steps are those of SBL, another road to the same numbers. */
    @Test
    void withoutTrackingItIsSblOfSnapshots() {
        Sequence s = sequence(30, 0.5, 0, 0, 1);
        Batch expected = snapshots(s, 7);
        Batch found = new TrackedSbl(Tracking.independent(7)).solve(s.problem);
        assertTrue(decibels(found, expected) < -90, "differs by " + decibels(found, expected) + " dB");
    }

    /** Slow samples are smoothed, whatever the phase and gain of each; of unrelated ones little is lost. */
    @ParameterizedTest
    @CsvSource({"0.999, 0, 0, -4", "0.999, 2, 0, -3.5", "0.999, 0.2, 0.2, -4", "0.95, 0, 0, -1.5", "0, 0, 0, 0.5"})
    void gainsOverIndependentSamples(double rho, double phase, double gain, double least) {
        double sum = 0;
        for (long seed = 1; seed <= 4; seed++) {
            Sequence s = sequence(80, rho, phase, gain, seed);
            sum += decibels(PLAIN.solve(s.problem), s.truth) - decibels(snapshots(s, 15), s.truth);
        }
        assertTrue(sum / 4 <= least, "gains " + sum / 4 + " dB");
    }

    @Test
    void scaleAndPhaseOfTheMeasurementsAreThoseOfTheAnswer() {
        Sequence s = sequence(20, 0.99, 0.3, 0.1, 5);
        Batch x = PLAIN.solve(s.problem);
        Batch y = s.problem.measurements();
        Batch turned = y.like(M);
        Batch expected = x.like(N);
        double c = 0.01 * Math.cos(0.7);
        double d = 0.01 * Math.sin(0.7);
        for (int t = 0; t < 20; t++) {
            for (int i = 0; i < M; i++) {
                turned.set(t, 0, i, c * y.at(t, 0, i) - d * y.at(t, 1, i));
                turned.set(t, 1, i, d * y.at(t, 0, i) + c * y.at(t, 1, i));
            }
            for (int j = 0; j < N; j++) {
                expected.set(t, 0, j, c * x.at(t, 0, j) - d * x.at(t, 1, j));
                expected.set(t, 1, j, d * x.at(t, 0, j) + c * x.at(t, 1, j));
            }
        }
        Batch found = PLAIN.solve(new SparseProblem(s.problem.operator(), turned, 1e-4 * NOISE));
        assertTrue(decibels(found, expected) < -80, "differs by " + decibels(found, expected) + " dB");
    }

    @Test
    void nothingMeasuredNothingFound() {
        Sequence s = sequence(3, 0.9, 0, 0, 1);
        Batch x = PLAIN.solve(new SparseProblem(s.problem.operator(), new Batch(3, 2, M), NOISE));
        assertEquals(0, x.dot(x));
    }

    /** One sample, a silent one among others, and no noise at all have finite answers. */
    @Test
    void poorSequencesHaveFiniteAnswers() {
        for (int count : new int[] {1, 2, 9}) {
            Sequence s = sequence(count, 0.9, 0, 0, 2);
            assertTrue(PLAIN.solve(s.problem).isFinite());
            SparseProblem quiet = new SparseProblem(s.problem.operator(), s.problem.measurements(), 0);
            assertTrue(PLAIN.solve(quiet).isFinite());
            Batch y = s.problem.measurements().copy();
            java.util.Arrays.fill(y.data(), 0, y.stride(), 0);
            assertTrue(PLAIN.solve(new SparseProblem(s.problem.operator(), y, NOISE))
                    .isFinite());
        }
    }

    @Test
    void threadsDoNotMatter() {
        Sequence s = sequence(50, 0.99, 0.1, 0, 3);
        int before = Workers.threads();
        try {
            Workers.threads(1);
            Batch one = PLAIN.solve(s.problem);
            Workers.threads(3);
            assertArrayEquals(one.data(), PLAIN.solve(s.problem).data());
        } finally {
            Workers.threads(before);
        }
    }

    @Test
    void listenersHearTheAnswer() {
        Sequence s = sequence(5, 0.9, 0, 0, 4);
        Batch heard = s.truth.like(N);
        Batch x = PLAIN.solve(s.problem, (sample, iteration, estimate, weights, cost) -> {
            assertEquals(1, iteration);
            assertTrue(Double.isFinite(cost));
            heard.put(sample, estimate);
        });
        assertArrayEquals(x.data(), heard.data());
        assertArrayEquals(x.data(), PLAIN.solve(s.problem, IterateListener.NONE).data());
    }

    @Test
    void whatItCannotDoIsSaid() {
        Sequence s = sequence(2, 0.9, 0, 0, 4);
        SparseProblem blind = new SparseProblem(s.problem.operator(), s.problem.measurements(), SparseProblem.UNKNOWN);
        assertThrows(IllegalArgumentException.class, () -> PLAIN.solve(blind));
        DenseOperator real = Matrices.realGaussian(new SplittableRandom(1), M, N);
        assertThrows(
                IllegalArgumentException.class, () -> PLAIN.solve(new SparseProblem(real, new Batch(2, 1, M), NOISE)));
        assertThrows(IllegalArgumentException.class, () -> new Tracking.Layer(0, 1));
    }
}
