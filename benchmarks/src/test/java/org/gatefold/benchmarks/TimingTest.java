package org.gatefold.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.sparse.evaluation.Interval;
import org.junit.jupiter.api.Test;

class TimingTest {
    @Test
    void theIntervalOfTenValuesRunsFromTheSecondToTheNinth() {
        Interval median = Timing.median(9, 1, 8, 2, 7, 3, 6, 4, 5, 10);
        assertEquals(5.5, median.value());
        assertEquals(2, median.low());
        assertEquals(9, median.high());
    }

    @Test
    void fewValuesGiveTheirRange() {
        Interval median = Timing.median(3, 1, 2);
        assertEquals(2, median.value());
        assertEquals(1, median.low());
        assertEquals(3, median.high());
    }

    @Test
    void theIntervalHoldsTheTrueMedianAsOftenAsItPromises() {
        SplittableRandom rng = new SplittableRandom(1);
        int trials = 4000;
        int held = 0;
        for (int t = 0; t < trials; t++) {
            double[] values = rng.doubles(21).map(u -> u * u).toArray();
            Interval median = Timing.median(values);
            held += median.low() <= 0.25 && 0.25 <= median.high() ? 1 : 0;
        }
        assertTrue(held >= 0.95 * trials && held <= 0.99 * trials, held + " of " + trials);
    }

    @Test
    void theRatioIsTakenRoundByRound() {
        Interval ratio = Timing.medianRatio(new double[] {2, 40, 6}, new double[] {1, 10, 3});
        assertEquals(2, ratio.value());
        assertEquals(4, ratio.high());
    }
}
