package org.gatefold.sparse.evaluation;

import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.SparseProblem;

/**
 * The benchmark problems of the literature: a dictionary, random sparse vectors, white Gaussian noise.
 *
 * <p>The noise of a sample has the standard deviation of its Ax times 10^(−SNR/20), for each real number, and its
 * variance is told to the solvers or not.
 *
 * @param operator A; a complex one gets complex amplitudes
 * @param support how many entries are not zero, and where
 * @param amplitudes of the entries that are not zero
 * @param sparsity d, the number of these entries, or its mean
 * @param snrDb infinite for no noise
 * @param noiseKnown whether the problems carry the variance of their noise
 */
public record SyntheticProblems(
        LinearOperator operator, Support support, Amplitudes amplitudes, int sparsity, double snrDb, boolean noiseKnown)
        implements ProblemSource {
    /** Law of the places of the entries that are not zero. */
    public enum Support {
        /** Exactly d entries, every choice equally likely. */
        EXACT,
        /** Each entry with probability d/N, independently. */
        BERNOULLI
    }

    /** Law of the values there; complex ones have the same law of |x| and a uniform phase, or circular Gaussian. */
    public enum Amplitudes {
        /** Uniform on [−0.5, 0.5] without [−0.1, 0.1]. */
        UNIFORM((0.125 - 0.001) / 1.2),
        /** N(0,1), or circular with E|x|² = 1. */
        GAUSSIAN(1);

        private final double meanSquare;

        Amplitudes(double meanSquare) {
            this.meanSquare = meanSquare;
        }

        /** Mean square of each real number of an entry that is not zero. */
        public double variance(boolean complex) {
            return complex ? meanSquare / 2 : meanSquare;
        }
    }

    public SyntheticProblems {
        if (sparsity < 0 || sparsity > operator.domain()) {
            throw new IllegalArgumentException(
                    "expected 0 to " + operator.domain() + " entries that are not zero, found " + sparsity);
        }
    }

    @Override
    public LabelledProblem draw(RandomGenerator rng, int count) {
        int n = operator.domain();
        Batch x = new Batch(count, operator.complex() ? 2 : 1, n);
        for (int s = 0; s < count; s++) {
            int left = sparsity;
            for (int i = 0; i < n; i++) {
                // Selection sampling (Knuth, vol. 2, algorithm S) gives exactly d; else each entry has its own chance.
                double chance = support == Support.EXACT ? (double) left / (n - i) : (double) sparsity / n;
                if (rng.nextDouble() < chance) {
                    left--;
                    drawEntry(rng, x, s, i);
                }
            }
        }
        Batch y = operator.apply(x);
        double[] variance = new double[count];
        for (int s = 0; s < count; s++) {
            variance[s] = addNoise(rng, y, s);
        }
        return new LabelledProblem(
                noiseKnown
                        ? new SparseProblem(operator, y, variance)
                        : new SparseProblem(operator, y, SparseProblem.UNKNOWN),
                x);
    }

    private void drawEntry(RandomGenerator rng, Batch x, int sample, int index) {
        if (amplitudes == Amplitudes.GAUSSIAN) {
            for (int p = 0; p < x.planes(); p++) {
                x.set(sample, p, index, rng.nextGaussian() / Math.sqrt(x.planes()));
            }
            return;
        }
        double size = rng.nextDouble(0.1, 0.5);
        double phase = x.planes() == 1 ? (rng.nextBoolean() ? 0 : Math.PI) : rng.nextDouble(2 * Math.PI);
        x.set(sample, 0, index, size * Math.cos(phase));
        if (x.planes() == 2) {
            x.set(sample, 1, index, size * Math.sin(phase));
        }
    }

    /** Adds noise to one sample and returns its variance. */
    private double addNoise(RandomGenerator rng, Batch y, int sample) {
        if (snrDb == Double.POSITIVE_INFINITY) {
            return 0;
        }
        int from = sample * y.stride();
        double sum = 0;
        double squares = 0;
        for (int i = from; i < from + y.stride(); i++) {
            sum += y.data()[i];
            squares += (double) y.data()[i] * y.data()[i];
        }
        double mean = sum / y.stride();
        double variance = Math.max(0, squares / y.stride() - mean * mean) * Math.pow(10, -snrDb / 10);
        double deviation = Math.sqrt(variance);
        for (int i = from; i < from + y.stride(); i++) {
            y.data()[i] += (float) (deviation * rng.nextGaussian());
        }
        return variance;
    }
}
