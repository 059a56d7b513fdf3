package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.PartialFourier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Channels of 256 delays seen at random bins 212–811 of a DFT of 1024 points, drawn with replacement: support
 * Bernoulli(8/256), variance ∝ exp(−5i/256), mean energy 1. The estimate of 512 channels over 8 sets of bins must reach
 * what a prototype of Bayesian matching pursuit did at the same pilot SNR.
 */
class PilotBenchmarkTest {
    private static final int N = 256;
    private static final int COUNT = 64;

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"100, 20.2, -28.8, -28.67", "75, 21.5, -28.42, -27.55", "100, 10, -16.71, -16.2"})
    void closeToTheFloor(int pilots, double snrDb, double withPrior, double blind) {
        double[] profile = new double[N];
        double sum = 0;
        for (int i = 0; i < N; i++) {
            profile[i] = Math.exp(-5.0 * i / N);
            sum += 8.0 / N * profile[i];
        }
        for (int i = 0; i < N; i++) {
            profile[i] = Math.sqrt(profile[i] / sum / 2);
        }
        double noise = Math.pow(10, -snrDb / 10) / 1024 / 2;
        double total = 0;
        double given = 0;
        double learned = 0;
        for (int draw = 0; draw < 8; draw++) {
            SplittableRandom rng = new SplittableRandom(100 + draw);
            int[] bins = rng.ints(pilots, 212, 812).distinct().toArray();
            PartialFourier a = new PartialFourier(1024, bins, 0, N);
            Batch x = channels(profile, rng);
            Batch y = a.apply(x);
            for (int i = 0; i < y.data().length; i++) {
                y.data()[i] += (float) (Math.sqrt(noise) * rng.nextGaussian());
            }
            BernoulliGaussian prior = new BernoulliGaussian(8.0 / N, 1);
            Batch u = new BayesianMatchingPursuit(prior).solve(new SparseProblem(scaled(a, profile), y, noise));
            for (int i = 0; i < u.data().length; i++) {
                u.data()[i] *= (float) profile[i % N];
            }
            Batch flat = new BayesianMatchingPursuit(BernoulliGaussian.LEARNED)
                    .solve(new SparseProblem(a, y, SparseProblem.UNKNOWN));
            total += x.dot(x);
            given += AmpTest.squares(u, x);
            learned += AmpTest.squares(flat, x);
        }
        double givenDb = 10 * Math.log10(given / total);
        double learnedDb = 10 * Math.log10(learned / total);
        assertTrue(givenDb < withPrior && learnedDb < blind, givenDb + " dB with the prior, " + learnedDb + " blind");
    }

    private static Batch channels(double[] profile, SplittableRandom rng) {
        Batch x = new Batch(COUNT, 2, N);
        for (int s = 0; s < COUNT; s++) {
            for (int i = 0; i < N; i++) {
                if (rng.nextDouble() < 8.0 / N) {
                    x.set(s, 0, i, profile[i] * rng.nextGaussian());
                    x.set(s, 1, i, profile[i] * rng.nextGaussian());
                }
            }
        }
        return x;
    }

    private static ComplexMatrix scaled(PartialFourier a, double[] profile) {
        DenseOperator dense = DenseOperator.of(a);
        double[] re = dense.re().clone();
        double[] im = dense.im().clone();
        for (int i = 0; i < re.length; i++) {
            re[i] *= profile[i % N];
            im[i] *= profile[i % N];
        }
        return new ComplexMatrix(a.range(), N, re, im);
    }
}
