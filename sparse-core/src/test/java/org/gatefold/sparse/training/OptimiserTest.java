package org.gatefold.sparse.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options;
import org.junit.jupiter.api.Test;

/** Optimisers against the recurrences of their papers in double, and against what these give by hand. */
class OptimiserTest {
    private static final double[] SLOPES = {0.5, -2, 0.1, 0.1, 3, -1e-3, 0, 1};

    /** A recurrence of one number: the change of w for a gradient, by two averages. */
    private interface Recurrence {
        double change(double g, double w, double[] averages, int step);
    }

    private static void follow(Optimiser optimiser, double rate, Recurrence expected) {
        float[] w = {7, 1.5f, 7};
        float[][] averages = new float[2][3];
        double value = 1.5;
        double[] memory = new double[2];
        for (int t = 1; t <= SLOPES.length; t++) {
            float[] g = {9, (float) SLOPES[t - 1], 9};
            optimiser.update(w, g, averages, 1, 2, rate, t);
            value += expected.change(SLOPES[t - 1], value, memory, t);
            assertEquals(value, w[1], 2e-6 * Math.abs(value), "step " + t);
        }
        assertEquals(7, w[0], "entries outside the range stay");
        assertEquals(7, w[2], "entries outside the range stay");
    }

    @Test
    void adamFollowsAlgorithm1() {
        follow(new Adam(0.9, 0.99, 1e-3), 0.05, (g, w, a, t) -> {
            a[0] = 0.9 * a[0] + 0.1 * g;
            a[1] = 0.99 * a[1] + 0.01 * g * g;
            double m = a[0] / (1 - Math.pow(0.9, t));
            double v = a[1] / (1 - Math.pow(0.99, t));
            return -0.05 * m / (Math.sqrt(v) + 1e-3);
        });
    }

    @Test
    void theFirstStepOfAdamIsTheRateWhateverTheGradient() {
        for (float g : new float[] {1e-4f, 1, 1e6f}) {
            float[] w = {0, 0};
            new Adam().update(w, new float[] {g, -g}, new float[2][2], 0, 2, 0.01, 1);
            assertEquals(-0.01, w[0], 2e-6);
            assertEquals(0.01, w[1], 2e-6);
        }
    }

    @Test
    void rmsPropFollowsItsRecurrence() {
        follow(new RmsProp(0.95, 0.9, 1e-4, 0.01), 0.02, (g, w, a, t) -> {
            double slope = g + 0.01 * w;
            a[0] = 0.95 * a[0] + 0.05 * slope * slope;
            a[1] = 0.9 * a[1] + slope / (Math.sqrt(a[0]) + 1e-4);
            return -0.02 * a[1];
        });
    }

    @Test
    void adadeltaFollowsAlgorithm1() {
        follow(new Adadelta(0.95, 1e-6), 1, (g, w, a, t) -> {
            a[0] = 0.95 * a[0] + 0.05 * g * g;
            double d = g * Math.sqrt(a[1] + 1e-6) / Math.sqrt(a[0] + 1e-6);
            a[1] = 0.95 * a[1] + 0.05 * d * d;
            return -d;
        });
    }

    @Test
    void optimisersAndSchedulesAreNamed() {
        assertEquals(new Adam(), Optimiser.of("adam", new Options("x", Map.of())));
        assertEquals(
                new RmsProp(0.95, 0, 1e-8, 1e-4),
                Optimiser.of("rmsprop", new Options("x", Map.of("decay", "0.95", "weight-decay", "1e-4"))));
        assertEquals(
                "--optimiser: expected one of adam, rmsprop, adadelta, found 'sgd'",
                assertThrows(InputException.class, () -> Optimiser.of("sgd", new Options("--optimiser", Map.of())))
                        .getMessage());
        assertEquals(
                new Schedule.WarmUp(10, new Schedule.Cosine(0.1)),
                Schedule.of("cosine", new Options("x", Map.of("floor", "0.1", "warm-up", "10"))));
    }
}
