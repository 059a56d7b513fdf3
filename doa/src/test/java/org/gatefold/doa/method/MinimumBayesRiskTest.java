package org.gatefold.doa.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.sparse.evaluation.Chamfer;
import org.junit.jupiter.api.Test;

class MinimumBayesRiskTest {
    private static final double LINE = Double.POSITIVE_INFINITY;

    /** All increasing sets of {@code k} of the indices below {@code grid}. */
    static List<int[]> combinations(int grid, int k) {
        List<int[]> all = new ArrayList<>();
        int[] set = IntStream.range(0, k).toArray();
        while (true) {
            all.add(set.clone());
            int i = k - 1;
            while (i >= 0 && set[i] == grid - k + i) {
                i--;
            }
            if (i < 0) {
                return all;
            }
            set[i]++;
            for (int j = i + 1; j < k; j++) {
                set[j] = set[j - 1] + 1;
            }
        }
    }

    private static double[] angles(int grid) {
        return IntStream.range(0, grid).mapToDouble(j -> 5 * j - 20).toArray();
    }

    private static double[] at(double[] angles, int[] indices) {
        return Arrays.stream(indices).mapToDouble(j -> angles[j]).toArray();
    }

    private static double[] logits(SplittableRandom rng, int grid) {
        return rng.doubles(grid, -2, 3).toArray();
    }

    @Test
    void riskIsTheMeanChamferDistance() {
        SplittableRandom rng = new SplittableRandom(1);
        double[] angles = angles(9);
        for (double period : new double[] {LINE, 45}) {
            int[][] sets = {{0, 4, 8}, {1, 2, 3}, {8, 0, 5}};
            ChamferRisk risk = new ChamferRisk(angles, period, sets);
            for (int t = 0; t < 20; t++) {
                int[] candidate = rng.ints(0, 9).distinct().limit(3).toArray();
                double mean = Arrays.stream(sets)
                        .mapToDouble(set -> Chamfer.distance(at(angles, set), at(angles, candidate), period))
                        .average()
                        .orElseThrow();
                assertEquals(mean, risk.of(candidate), 1e-9);
            }
        }
    }

    @Test
    void findsWhatTryingAllSetsFinds() {
        SplittableRandom rng = new SplittableRandom(2);
        double[] angles = angles(10);
        int same = 0;
        for (int t = 0; t < 60; t++) {
            int k = 1 + t % 3;
            int[][] sets = MinimumBayesRisk.sets(MinimumBayesRisk.shares(logits(rng, 10), k), k);
            ChamferRisk risk = new ChamferRisk(angles, LINE, sets);
            double least =
                    combinations(10, k).stream().mapToDouble(risk::of).min().orElseThrow();
            double found = risk.of(risk.minimise(3));
            assertTrue(found >= least - 1e-9 && found <= 1.1 * least, found + " for " + least);
            same += found <= least + 1e-9 ? 1 : 0;
        }
        assertTrue(same >= 54, "the best set in " + same + " of 60");
    }

    @Test
    void sharesAreCappedAndKeepTheirOrder() {
        SplittableRandom rng = new SplittableRandom(3);
        for (int t = 0; t < 50; t++) {
            int k = 1 + t % 5;
            double[] logits = rng.doubles(20, -1, 8).toArray();
            double[] p = MinimumBayesRisk.shares(logits, k);
            assertEquals(1, Arrays.stream(p).sum(), 1e-9);
            for (int i = 0; i < p.length; i++) {
                assertTrue(p[i] <= 1.0 / k + 1e-12);
                for (int j = 0; j < p.length; j++) {
                    assertTrue(logits[i] < logits[j] ? p[i] <= p[j] + 1e-15 : p[i] >= p[j] - 1e-15);
                }
            }
            int[][] sets = MinimumBayesRisk.sets(p, k);
            for (int j = 0; j < p.length; j++) {
                int index = j;
                double part = Arrays.stream(sets)
                                .flatMapToInt(Arrays::stream)
                                .filter(i -> i == index)
                                .count()
                        / (double) (k * sets.length);
                assertEquals(p[j], part, 1.0 / (k * sets.length) + 1e-9);
            }
        }
    }

    @Test
    void sureAnglesAreTheAnswerAndConstantsDoNotMatter() {
        double[] logits = new double[30];
        int[] sure = {3, 4, 17};
        for (int j : sure) {
            logits[j] = 60;
        }
        assertArrayEquals(sure, sorted(decode(logits, 3)));
        SplittableRandom rng = new SplittableRandom(4);
        double[] some = logits(rng, 30);
        double[] shifted = Arrays.stream(some).map(z -> z + 7).toArray();
        assertArrayEquals(decode(some, 4), decode(shifted, 4));
    }

    @Test
    void onACircleTurningTheGridTurnsTheAnswer() {
        SplittableRandom rng = new SplittableRandom(5);
        double[] angles = IntStream.range(0, 36).mapToDouble(j -> 10 * j).toArray();
        int[][] sets = new int[16][];
        int[][] turned = new int[16][];
        for (int r = 0; r < 16; r++) {
            sets[r] = rng.ints(0, 36).distinct().limit(2).toArray();
            turned[r] = Arrays.stream(sets[r]).map(j -> (j + 20) % 36).toArray();
        }
        ChamferRisk risk = new ChamferRisk(angles, 360, sets);
        ChamferRisk other = new ChamferRisk(angles, 360, turned);
        assertEquals(risk.of(risk.minimise(3)), other.of(other.minimise(3)), 1e-9);
    }

    private static int[] decode(double[] logits, int k) {
        return new ChamferRisk(
                        angles(logits.length), LINE, MinimumBayesRisk.sets(MinimumBayesRisk.shares(logits, k), k))
                .minimise(3);
    }

    private static int[] sorted(int[] values) {
        int[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }
}
