package org.gatefold.ofdm.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of all estimators, on channels of a few taps seen at random subcarriers of a 10 MHz downlink. */
class ChannelEstimatorsTest {
    private static final int[] USED = IntStream.range(-300, 300).toArray();
    private static final ChannelEstimators ESTIMATORS = ChannelEstimators.forNormalPrefix();

    private static ChannelEstimator estimator(String text) {
        return ESTIMATORS.parse(MethodSpec.parse(text));
    }

    /** A method's name with its options, for captures and blind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls",
                "dft",
                "lmmse",
                "lmmse:profile=uniform",
                "lmmse:profile=exponential",
                "omp",
                "fista",
                "sbl",
                "sbl:noise=learn",
                "sbl:profile=own",
                "sbl:profile=own,update=mackay,noise=learn",
                "bmp",
                "bmp:prior=flat",
                "bmp:noise=learn",
                "learned"
            })
    void followsTheScaleOfTheSamples(String method) {
        for (boolean known : new boolean[] {true, false}) {
            Pilots pilots = pilots(new SplittableRandom(5), 6, known);
            Batch response = estimator(method).estimate(pilots, USED);
            for (double scale : new double[] {1e-6, 1e4}) {
                Batch values = pilots.values().copy();
                scale(values, scale);
                Pilots scaled = new Pilots(1024, pilots.frequencies(), values, scale * scale * pilots.noiseVariance());
                Batch found = estimator(method).estimate(scaled, USED);
                scale(found, 1 / scale);
                assertTrue(distance(found, response) < 1e-3, method + " at scale " + scale);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "dft", "lmmse", "omp", "fista", "sbl", "sbl:profile=own", "bmp", "bmp:prior=flat"})
    void theOrderOfTheBatchDoesNotMatter(String method) {
        Pilots pilots = pilots(new SplittableRandom(6), 5, true);
        Batch turned = pilots.values().copy();
        for (int s = 0; s < 5; s++) {
            turned.put(4 - s, pilots.values().slice(s, s + 1));
        }
        Batch response = estimator(method).estimate(pilots, USED);
        Batch other = estimator(method)
                .estimate(new Pilots(1024, pilots.frequencies(), turned, pilots.noiseVariance()), USED);
        for (int s = 0; s < 5; s++) {
            assertTrue(distance(other.slice(4 - s, 5 - s), response.slice(s, s + 1)) < 1e-4, method);
        }
    }

    @Test
    void linesAreExactOnALinearResponse() {
        int[] at = {-300, -123, 7, 299};
        Batch values = new Batch(2, 2, at.length);
        for (int s = 0; s < 2; s++) {
            for (int i = 0; i < at.length; i++) {
                values.set(s, 0, i, 0.5 + (s + 1) * 0.01 * at[i]);
                values.set(s, 1, i, -2 + 0.003 * at[i]);
            }
        }
        Batch response = estimator("ls").estimate(new Pilots(1024, at, values, Double.NaN), USED);
        for (int i = 0; i < USED.length; i++) {
            assertEquals(0.5 + 0.02 * USED[i], response.at(1, 0, i), 1e-5);
            assertEquals(-2 + 0.003 * USED[i], response.at(1, 1, i), 1e-5);
        }
    }

    @Test
    void linesEndAtTheOutermostPilots() {
        Batch values = new Batch(1, 2, 2);
        values.set(0, 0, 0, 3);
        values.set(0, 1, 1, 4);
        Batch response = estimator("ls")
                .estimate(new Pilots(128, new int[] {-10, 10}, values, Double.NaN), new int[] {-60, 0, 60});
        assertEquals(3, response.at(0, 0, 0));
        assertEquals(2, response.at(0, 1, 1));
        assertEquals(4, response.at(0, 1, 2));
    }

    /** Pilots every sixth of all 1024 bins tell 80 delays apart, so even the linear fit is exact. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dft:first=0,taps=80",
                "omp:first=0,taps=80",
                "sbl:first=0,taps=80,iterations=300",
                "bmp:first=0,taps=80",
                "learned:first=0,taps=80"
            })
    void exactOnTheGridWithoutNoise(String method) {
        int[] at = IntStream.range(0, 170).map(i -> -510 + 6 * i).toArray();
        Batch taps = taps(new SplittableRandom(7), 4, 80);
        DelayWindow window = new DelayWindow(1024, 0, 80);
        Pilots pilots = new Pilots(1024, at, window.response(at).apply(taps), 0);
        Batch response = estimator(method).estimate(pilots, USED);
        assertTrue(distance(response, window.response(USED).apply(taps)) < 1e-3, method);
    }

    /** {@code PAᴴ(APAᴴ + σ²I)⁻¹y} by a dense inverse, with powers that add up to the signal's. */
    @ParameterizedTest
    @ValueSource(strings = {"uniform", "exponential"})
    void lmmseIsItsClosedForm(String profile) {
        int taps = 30;
        int[] at =
                new SplittableRandom(8).ints(40, -300, 300).distinct().sorted().toArray();
        DelayWindow window = new DelayWindow(1024, -3, taps);
        Batch values = window.response(at).apply(taps(new SplittableRandom(9), 3, taps));
        double square = values.dot(values) / values.data().length;
        double noise = 0.2 * square;
        DelayEstimator lmmse = (DelayEstimator) estimator("lmmse:first=-3,taps=30,decay=7,profile=" + profile);
        Batch found = lmmse.taps(new Pilots(1024, at, values, noise));

        int m = at.length;
        RealMatrix a = new Array2DRowRealMatrix(2 * m, 2 * taps);
        RealMatrix p = new Array2DRowRealMatrix(2 * taps, 2 * taps);
        double sum = 0;
        for (int l = 0; l < taps; l++) {
            sum += profile.equals("uniform") ? 1 : Math.exp(-l / 7.0);
        }
        for (int l = 0; l < taps; l++) {
            double power = (square - noise) * 1024 * (profile.equals("uniform") ? 1 : Math.exp(-l / 7.0)) / sum;
            p.setEntry(l, l, power);
            p.setEntry(taps + l, taps + l, power);
            for (int i = 0; i < m; i++) {
                double phase = -2 * Math.PI * at[i] * (l - 3) / 1024;
                a.setEntry(i, l, Math.cos(phase) / 32);
                a.setEntry(m + i, taps + l, Math.cos(phase) / 32);
                a.setEntry(i, taps + l, -Math.sin(phase) / 32);
                a.setEntry(m + i, l, Math.sin(phase) / 32);
            }
        }
        RealMatrix gain = p.multiply(a.transpose());
        RealMatrix covariance =
                a.multiply(gain).add(MatrixUtils.createRealIdentityMatrix(2 * m).scalarMultiply(noise));
        RealMatrix filter =
                gain.multiply(new LUDecomposition(covariance).getSolver().getInverse());
        for (int s = 0; s < 3; s++) {
            double[] y = new double[2 * m];
            for (int i = 0; i < y.length; i++) {
                y[i] = values.data()[s * y.length + i];
            }
            double[] x = filter.operate(y);
            for (int i = 0; i < x.length; i++) {
                assertEquals(
                        x[i],
                        found.data()[s * x.length + i],
                        1e-4 * Math.sqrt(taps(new SplittableRandom(9), 3, taps).energy(s)));
            }
        }
    }

    /** With one profile for all samples, the estimated one beats the uniform one and comes near the true one. */
    @Test
    void theEstimatedProfileHelps() {
        Batch taps = taps(new SplittableRandom(10), 60, 64);
        DelayWindow window = new DelayWindow(1024, 0, 64);
        int[] at = IntStream.range(0, 50).map(i -> -300 + 12 * i).toArray();
        Batch values = window.response(at).apply(taps);
        double noise = 0.01 * values.dot(values) / values.data().length;
        addNoise(values, noise, new SplittableRandom(11));
        Batch truth = window.response(USED).apply(taps);
        Pilots pilots = new Pilots(1024, at, values, noise);
        double uniform = distance(estimator("lmmse:profile=uniform").estimate(pilots, USED), truth);
        double estimated = distance(estimator("lmmse").estimate(pilots, USED), truth);
        assertTrue(estimated < 0.6 * uniform, estimated + " and " + uniform);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lmmse", "omp", "fista", "sbl", "bmp", "learned"})
    void noiseAloneGivesLittle(String method) {
        Batch values = new Batch(4, 2, 100);
        addNoise(values, 1, new SplittableRandom(12));
        int[] at = IntStream.range(0, 100).map(i -> -300 + 6 * i).toArray();
        Batch response = estimator(method).estimate(new Pilots(1024, at, values, 1), USED);
        assertTrue(response.dot(response) / response.data().length < 0.3, method);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bmp:prior=known",
                "mmse",
                "ls:taps=3",
                "omp:taps=0",
                "sbl:update=best",
                "dft:grid=32,taps=33",
                "learned:weights=nowhere.npz",
                "learned:layers=3"
            })
    void refusesWhatThereIsNot(String method) {
        InputException e = assertThrows(InputException.class, () -> estimator(method));
        assertEquals(1, String.valueOf(e.getMessage()).lines().count());
    }

    private static Pilots pilots(RandomGenerator rng, int count, boolean noiseKnown) {
        int[] at = IntStream.range(0, 100).map(i -> -300 + 6 * i).toArray();
        Batch values = new DelayWindow(1024, 0, 64).response(at).apply(taps(rng, count, 64));
        double noise = 0.03 * values.dot(values) / values.data().length;
        addNoise(values, noise, rng);
        return new Pilots(1024, at, values, noiseKnown ? noise : SparseProblem.UNKNOWN);
    }

    /** Three taps each, early ones stronger, at least six delays apart. */
    private static Batch taps(RandomGenerator rng, int count, int length) {
        Batch taps = new Batch(count, 2, length);
        for (int s = 0; s < count; s++) {
            int at = rng.nextInt(5);
            for (int k = 0; k < 3; k++) {
                taps.set(s, 0, at, rng.nextGaussian() / (k + 1));
                taps.set(s, 1, at, rng.nextGaussian() / (k + 1));
                at += 6 + rng.nextInt(3);
            }
        }
        return taps;
    }

    private static void addNoise(Batch values, double variance, RandomGenerator rng) {
        for (int i = 0; i < values.data().length; i++) {
            values.data()[i] += (float) (Math.sqrt(variance) * rng.nextGaussian());
        }
    }

    private static void scale(Batch x, double factor) {
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] *= (float) factor;
        }
    }

    /** ‖a − b‖/‖b‖. */
    private static double distance(Batch a, Batch b) {
        double sum = 0;
        for (int i = 0; i < a.data().length; i++) {
            sum += Math.pow(a.data()[i] - b.data()[i], 2);
        }
        return Math.sqrt(sum / b.dot(b));
    }
}
