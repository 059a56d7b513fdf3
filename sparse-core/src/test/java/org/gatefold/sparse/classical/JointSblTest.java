package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.junit.jupiter.api.Test;

class JointSblTest {
    private static final int RANGE = 8;
    private static final int DOMAIN = 30;

    private static ComplexMatrix dictionary(long seed) {
        Random rng = new Random(seed);
        double[] re = rng.doubles(RANGE * DOMAIN, -1, 1).toArray();
        double[] im = rng.doubles(RANGE * DOMAIN, -1, 1).toArray();
        return new ComplexMatrix(RANGE, DOMAIN, re, im);
    }

    /** Sources at indices 4 and 17, two snapshots, noise variance 1e-3 per real number. */
    private static SparseProblem problem(ComplexMatrix phi, long seed) {
        Random rng = new Random(seed);
        Batch x = new Batch(1, 4, DOMAIN);
        for (int p = 0; p < 4; p++) {
            x.set(0, p, 4, rng.nextGaussian());
            x.set(0, p, 17, rng.nextGaussian());
        }
        Batch y = phi.apply(x);
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] += (float) (Math.sqrt(1e-3) * rng.nextGaussian());
        }
        return new SparseProblem(phi, y, 1e-3);
    }

    @Test
    void oneProblemIsOrdinarySbl() {
        SparseProblem problem = problem(dictionary(1), 2);
        Sbl ordinary = Sbl.of(SblUpdate.MACKAY).withStop(2000, 1e-7);
        double[] expected = ordinary.posterior(problem).gamma(0);
        double[] found = new JointSbl(1, 2000, 1e-7).gamma(List.of(problem));
        assertArrayEquals(
                expected,
                found,
                1e-3
                        * IntStream.range(0, DOMAIN)
                                .mapToDouble(j -> expected[j])
                                .max()
                                .orElse(0));
    }

    @Test
    void twoProblemsWithOneDictionaryAreTheirSnapshotsTogether() {
        ComplexMatrix phi = dictionary(3);
        SparseProblem first = problem(phi, 4);
        SparseProblem second = problem(phi, 5);
        Batch both = new Batch(1, 8, RANGE);
        System.arraycopy(first.measurements().data(), 0, both.data(), 0, 4 * RANGE);
        System.arraycopy(second.measurements().data(), 0, both.data(), 4 * RANGE, 4 * RANGE);
        JointSbl joint = new JointSbl(0.5, 500, 1e-9);
        double[] together = joint.gamma(List.of(new SparseProblem(phi, both, 1e-3)));
        double[] apart = joint.gamma(List.of(first, second));
        assertArrayEquals(together, apart, 1e-6);
    }

    @Test
    void dictionariesOfDifferentFrequenciesShareTheSupport() {
        List<SparseProblem> problems =
                List.of(problem(dictionary(6), 7), problem(dictionary(8), 9), problem(dictionary(10), 11));
        double[] gamma = JointSbl.mackay().gamma(problems);
        int[] order = IntStream.range(0, DOMAIN)
                .boxed()
                .sorted((i, j) -> Double.compare(gamma[j], gamma[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        assertEquals(21, order[0] + order[1]);
        assertTrue(gamma[4] > 0.1 && gamma[17] > 0.1 && gamma[order[2]] < 0.01);
    }

    @Test
    void silenceHasNoVariance() {
        SparseProblem silent = new SparseProblem(dictionary(1), new Batch(1, 2, RANGE), 1e-3);
        assertArrayEquals(new double[DOMAIN], JointSbl.mackay().gamma(List.of(silent)));
        SparseProblem unknown = new SparseProblem(dictionary(1), new Batch(1, 2, RANGE), SparseProblem.UNKNOWN);
        assertThrows(IllegalArgumentException.class, () -> JointSbl.mackay().gamma(List.of(unknown)));
    }
}
