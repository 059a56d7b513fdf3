package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.io.MatFile;
import org.gatefold.sparse.operator.DenseOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * SBL on the correlated 20×100 dictionary of the gated-recurrent-nets code: noiseless, amplitudes U[−.5, .5] without
 * [−.1, .1]. Strict: the d largest magnitudes of the estimate are the support. Loose: the share of the support among
 * the 20 largest. Reference: EM with 300 iterations from γ = ‖y‖²/N, an independent prototype, ±.02.
 */
class SblCorrelatedTest {
    private static final double[] STRICT = {.997, .947, .863, .670, .403, .227, .087, .013};
    private static final double[] LOOSE = {.999, .981, .941, .887, .813, .732, .659, .582};
    private static final double ALLOWANCE = 0.02;

    @Test
    void supportsAreFound() {
        check(5, 200);
        check(7, 200);
    }

    @Test
    @Tag("slow")
    void supportsAreFoundAtEverySparsity() {
        for (int d = 3; d <= 10; d++) {
            check(d, 2000);
        }
    }

    private static void check(int d, int trials) {
        DenseOperator a = MatFile.read(RealData.file("dictionaries/correlated_20x100.mat"), "A")
                .operator("the dictionary");
        SplittableRandom rng = new SplittableRandom(1000 + d);
        Batch truth = new Batch(trials, 1, 100);
        for (int s = 0; s < trials; s++) {
            for (int i : rng.ints(0, 100).distinct().limit(d).toArray()) {
                truth.set(s, 0, i, (rng.nextBoolean() ? 1 : -1) * rng.nextDouble(0.1, 0.5));
            }
        }
        Batch x = Sbl.of(SblUpdate.EM).solve(new SparseProblem(a, a.apply(truth), 0));
        double strict = 0;
        double loose = 0;
        for (int s = 0; s < trials; s++) {
            int sample = s;
            int[] top = IntStream.range(0, 100)
                    .boxed()
                    .sorted((i, j) -> Double.compare(x.energy(sample, j), x.energy(sample, i)))
                    .limit(20)
                    .mapToInt(i -> i)
                    .toArray();
            long first = IntStream.of(top)
                    .limit(d)
                    .filter(i -> truth.energy(sample, i) > 0)
                    .count();
            strict += first == d ? 1.0 / trials : 0;
            loose += IntStream.of(top).filter(i -> truth.energy(sample, i) > 0).count() / (double) (d * trials);
        }
        String found = "d = " + d + ": strict " + strict + ", loose " + loose;
        assertTrue(strict >= STRICT[d - 3] - ALLOWANCE && loose >= LOOSE[d - 3] - ALLOWANCE, found);
    }
}
