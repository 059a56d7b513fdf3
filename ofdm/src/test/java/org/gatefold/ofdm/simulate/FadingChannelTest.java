package org.gatefold.ofdm.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.apache.commons.math3.special.BesselJ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FadingChannelTest {
    @ParameterizedTest
    @EnumSource(DelayProfile.class)
    void powersOfAProfileAddUpToOne(DelayProfile profile) {
        double sum = 0;
        for (int tap = 0; tap < profile.taps(); tap++) {
            sum += profile.power(tap);
        }
        assertEquals(1, sum, 1e-12);
    }

    /** The second tap of EVA: 30 ns, 1.5 dB below the first. */
    @Test
    void powersAreInTheRatiosOfTheTable() {
        assertEquals(30e-9, DelayProfile.EVA.delaySeconds(1), 1e-18);
        assertEquals(-1.5, 10 * Math.log10(DelayProfile.EVA.power(1) / DelayProfile.EVA.power(0)), 1e-9);
        assertEquals(-7, 10 * Math.log10(DelayProfile.ETU.power(8) / DelayProfile.ETU.power(3)), 1e-9);
    }

    /** Clarke's model: the autocorrelation of a tap is p·J₀(2πf_D τ), and ports and taps are independent. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.004})
    void tapsFadeAsClarkeSays(double lag) {
        double doppler = 100;
        int draws = 5_000;
        SplittableRandom rng = new SplittableRandom(4);
        double same = 0;
        double crossed = 0;
        double[] now = new double[2];
        double[] later = new double[2];
        double[] other = new double[2];
        for (int d = 0; d < draws; d++) {
            FadingChannel channel = new FadingChannel(DelayProfile.EPA, 2, doppler, rng);
            channel.gain(1, 2, 0.5, now);
            channel.gain(1, 2, 0.5 + lag, later);
            channel.gain(0, 2, 0.5, other);
            same += (now[0] * later[0] + now[1] * later[1]) / draws;
            crossed += (now[0] * other[0] + now[1] * other[1]) / draws;
        }
        double power = DelayProfile.EPA.power(2);
        assertEquals(BesselJ.value(0, 2 * Math.PI * doppler * lag), same / power, 0.05);
        assertEquals(0, crossed / power, 0.05);
    }

    @Test
    void responseIsTheTransformOfTheTaps() {
        FadingChannel channel = new FadingChannel(DelayProfile.ETU, 1, 0, new SplittableRandom(6));
        double re = 0;
        double im = 0;
        double[] gain = new double[2];
        for (int tap = 0; tap < 9; tap++) {
            channel.gain(0, tap, 3, gain);
            double angle = -2 * Math.PI * 7 * 15e3 * DelayProfile.ETU.delaySeconds(tap);
            re += gain[0] * Math.cos(angle) - gain[1] * Math.sin(angle);
            im += gain[0] * Math.sin(angle) + gain[1] * Math.cos(angle);
        }
        float[] response = channel.response(0, 0, new int[] {0, 7}, 15e3);
        assertEquals(re, response[2], 1e-6);
        assertEquals(im, response[3], 1e-6);
    }
}
