package org.gatefold.ofdm.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.sparse.Batch;
import org.junit.jupiter.api.Test;

/** The score of estimators of known error on channels of known noise. */
class HeldOutPilotsTest {
    private static final int SIZE = 1024;
    private static final int OBSERVATIONS = 40;
    private static final double NOISE = 0.02;
    private static final double[] DELAYS = {0, 3.4, 17.7, 41.3};

    private static final int[] FREQUENCIES = new int[200];

    static {
        Arrays.setAll(FREQUENCIES, i -> i < 100 ? 3 * i - 300 : 3 * i - 299);
    }

    /**
     * Response of observation {@code s}: four paths of unit total power, off the grid, turning from one to the next.
     */
    private static double[] response(int s, int frequency) {
        double re = 0;
        double im = 0;
        for (int p = 0; p < DELAYS.length; p++) {
            double phase = -2 * Math.PI * frequency * DELAYS[p] / SIZE + 0.7 * s * (p + 1);
            re += 0.5 * Math.cos(phase);
            im += 0.5 * Math.sin(phase);
        }
        return new double[] {re, im};
    }

    private static HeldOutPilots noisy(double noiseVariance) {
        Random random = new Random(5);
        Batch values = new Batch(OBSERVATIONS, 2, FREQUENCIES.length);
        for (int s = 0; s < OBSERVATIONS; s++) {
            for (int m = 0; m < FREQUENCIES.length; m++) {
                double[] h = response(s, FREQUENCIES[m]);
                for (int p = 0; p < 2; p++) {
                    values.set(s, p, m, h[p] + Math.sqrt(noiseVariance) * random.nextGaussian());
                }
            }
        }
        return new HeldOutPilots(
                List.of(new Pilots(SIZE, FREQUENCIES, values, Double.NaN)),
                IntStream.range(0, OBSERVATIONS).boxed().toList());
    }

    /** Knows the response but scales it by 1 + error. */
    private static ChannelEstimator knowing(double error) {
        return new ChannelEstimator() {
            @Override
            public String name() {
                return "known";
            }

            @Override
            public Batch estimate(Pilots pilots, int[] frequencies) {
                Batch estimate = new Batch(pilots.values().count(), 2, frequencies.length);
                for (int s = 0; s < estimate.count(); s++) {
                    for (int m = 0; m < frequencies.length; m++) {
                        double[] h = response(s, frequencies[m]);
                        estimate.set(s, 0, m, (1 + error) * h[0]);
                        estimate.set(s, 1, m, (1 + error) * h[1]);
                    }
                }
                return estimate;
            }
        };
    }

    @Test
    void noiseIsFoundBesidePathsOffTheGrid() {
        assertEquals(NOISE, noisy(NOISE).pilots().noiseVariance(), 0.03 * NOISE);
        assertTrue(noisy(1e-9).pilots().noiseVariance() < 1e-6);
    }

    /** An error of 10 % of the amplitude is −20 dB, whatever the noise of the pilots it is compared with. */
    @Test
    void noiseOfTheHeldOutPilotsIsSubtracted() {
        assertEquals(-20, noisy(NOISE).evaluate(knowing(0.1), 100, 4, 1).nmseDb(), 1.2);
        assertEquals(-20, noisy(1e-8).evaluate(knowing(0.1), 100, 4, 1).nmseDb(), 0.01);
        assertEquals(
                -10, noisy(NOISE).evaluate(knowing(Math.sqrt(0.1)), 100, 4, 1).nmseDb(), 0.2);
    }

    @Test
    void partsAreDrawnAnewAndDisjointFromTheRest() {
        HeldOutPilots pilots = noisy(NOISE);
        int[] part = pilots.part(50, 1, 0);
        assertEquals(50, Arrays.stream(part).distinct().count());
        assertFalse(Arrays.equals(part, pilots.part(50, 1, 1)));
        assertEquals(50, pilots.select(part).frequencies().length);
        HeldOutPilots.Score score = pilots.evaluate(knowing(0), 50, 1, 1);
        assertEquals(150, score.heldOut());
        assertThrows(IllegalArgumentException.class, () -> pilots.part(200, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> pilots.part(0, 1, 0));
    }
}
