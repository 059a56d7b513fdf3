package org.gatefold.sparse.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void theCosineFallsFromOneToItsFloor() {
        Schedule cosine = new Schedule.Cosine(0.2);
        assertEquals(1, cosine.factor(0, 100));
        assertEquals(0.6, cosine.factor(50, 100), 1e-12);
        assertEquals(0.2 + 0.8 * (1 + Math.sqrt(0.5)) / 2, cosine.factor(25, 100), 1e-12);
        assertEquals(0.2, cosine.factor(100, 100), 1e-12);
    }

    @Test
    void theExponentialFallsByEqualRatios() {
        Schedule exponential = new Schedule.Exponential(1e-4);
        assertEquals(1, exponential.factor(0, 100));
        assertEquals(1e-2, exponential.factor(50, 100), 1e-12);
        assertEquals(1e-1, exponential.factor(25, 100), 1e-12);
    }

    @Test
    void theStairsFallAfterEverySoManySteps() {
        Schedule stairs = new Schedule.Steps(30, 0.5);
        assertEquals(1, stairs.factor(29, 100));
        assertEquals(0.5, stairs.factor(30, 100));
        assertEquals(0.125, stairs.factor(99, 100));
        assertEquals(1, new Schedule.Constant().factor(99, 100));
    }

    @Test
    void theWarmUpRisesAndThenTheRestIsTheSchedule() {
        Schedule warm = new Schedule.WarmUp(20, new Schedule.Cosine(0));
        assertEquals(0.05, warm.factor(0, 120), 1e-12);
        assertEquals(1, warm.factor(19, 120), 1e-12);
        assertEquals(1, warm.factor(20, 120), 1e-12);
        assertEquals(0.5, warm.factor(70, 120), 1e-12);
    }
}
