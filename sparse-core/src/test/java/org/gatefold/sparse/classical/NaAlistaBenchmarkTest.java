package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The benchmark of Behrens, Sauder and Jung (NA-ALISTA, ICLR 2021) on its own dictionaries, 250×N: support
 * Bernoulli(50/N), amplitudes N(0, 1), noise of std(Φx)·10^(−SNR/20) in each sample. Reference figures: a prototype of
 * AMP, good to 0.3 dB.
 */
class NaAlistaBenchmarkTest {
    static RealMatrix dictionary(int n) throws IOException {
        ByteBuffer npy = ByteBuffer.wrap(Files.readAllBytes(RealData.file("dictionaries/phi_" + n + ".npy")))
                .order(ByteOrder.LITTLE_ENDIAN);
        double[] phi = new double[250 * n];
        npy.position(npy.capacity() - 8 * phi.length);
        npy.asDoubleBuffer().get(phi);
        return new RealMatrix(250, n, phi);
    }

    static LabelledProblem draw(RealMatrix phi, int count, double snrDb, RandomGenerator rng) {
        int n = phi.domain();
        Batch x = new Batch(count, 1, n);
        for (int i = 0; i < x.data().length; i++) {
            if (rng.nextDouble() < 50.0 / n) {
                x.data()[i] = (float) rng.nextGaussian();
            }
        }
        Batch y = phi.apply(x);
        double[] variance = new double[count];
        for (int s = 0; s < count; s++) {
            double sum = 0;
            for (int i = 0; i < 250; i++) {
                sum += y.at(s, 0, i);
            }
            double power = y.energy(s) / 250 - sum * sum / 62500;
            variance[s] = power * Math.pow(10, -snrDb / 10);
            for (int i = 0; i < 250; i++) {
                y.data()[s * 250 + i] += (float) (Math.sqrt(variance[s]) * rng.nextGaussian());
            }
        }
        return new LabelledProblem(new SparseProblem(phi, y, variance), x);
    }

    static double nmseDb(Batch found, Batch truth) {
        double error = 0;
        for (int i = 0; i < truth.data().length; i++) {
            double d = found.data()[i] - truth.data()[i];
            error += d * d;
        }
        return 10 * Math.log10(error / truth.dot(truth));
    }

    /**
     * The whole table, both solvers, known and learned; a tenth of a decibel is allowed to what is learned. Both get 30
     * iterations: with 2000 unknowns a few problems in a thousand have not converged after 16 of AMP, and rule the
     * mean.
     */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "500, 40, -45.4",
        "500, 20, -23.7",
        "1000, 40, -45.3",
        "1000, 20, -23.0",
        "2000, 40, -44.7",
        "2000, 20, -22.4"
    })
    void messagePassingReachesTheTable(int n, double snrDb, double published) throws IOException {
        LabelledProblem p = draw(dictionary(n), 1000, snrDb, new SplittableRandom(1));
        BernoulliGaussian prior = new BernoulliGaussian(50.0 / n, 1);
        double amp = nmseDb(new Amp(prior, 30, 1, 0).solve(p.problem()), p.truth());
        double vamp = nmseDb(new Vamp(prior, 30, 1, 0).solve(p.problem()), p.truth());
        double learned = nmseDb(new Amp(BernoulliGaussian.LEARNED, 30).solve(p.problem()), p.truth());
        assertTrue(amp < published + 0.5, "AMP " + amp + ", published " + published);
        assertTrue(vamp < amp + 0.05, "VAMP " + vamp + ", AMP " + amp);
        assertTrue(learned < amp + 0.1, "learned " + learned + ", known " + amp);
    }

    @ParameterizedTest
    @CsvSource({"40, -45.4", "20, -23.7"})
    void messagePassingReachesTheSmallestDictionary(double snrDb, double published) throws IOException {
        LabelledProblem p = draw(dictionary(500), 192, snrDb, new SplittableRandom(2));
        double amp = nmseDb(new Amp(new BernoulliGaussian(0.1, 1), 16, 1, 0).solve(p.problem()), p.truth());
        assertTrue(Math.abs(amp - published) < 0.5, "AMP " + amp + ", published " + published);
    }
}
