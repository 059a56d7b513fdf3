package org.gatefold.ofdm.simulate;

import java.util.SplittableRandom;

/**
 * Channels of a {@link DelayProfile} from each antenna port to a receiver, independent of each other, of mean power 1.
 * The gain of a tap is {@code g(t) = √(p/2M) Σₘ (aₘ + jbₘ) exp(j2πf_D t cos αₘ)} with M = {@value #WAVES} waves, a and
 * b standard normal and angles that divide the circle evenly after a random start: Rayleigh fading whose spectrum is
 * that of Clarke and Jakes. Without fading it is a random phase.
 */
public final class FadingChannel {
    private static final int WAVES = 12;

    private final DelayProfile profile;
    private final double[][][] waves;

    /**
     * @param ports antenna ports
     * @param dopplerHz f_D ≥ 0, the largest shift of the carrier; at 0 the gains are drawn once and stay
     */
    public FadingChannel(DelayProfile profile, int ports, double dopplerHz, SplittableRandom rng) {
        this.profile = profile;
        this.waves = new double[ports * profile.taps()][][];
        for (int i = 0; i < waves.length; i++) {
            waves[i] = profile.fades()
                    ? rayleigh(profile.power(i % profile.taps()), dopplerHz, rng)
                    : constant(2 * Math.PI * rng.nextDouble());
        }
    }

    public DelayProfile profile() {
        return profile;
    }

    private static double[][] rayleigh(double power, double dopplerHz, SplittableRandom rng) {
        double[][] waves = new double[WAVES][];
        double scale = Math.sqrt(power / (2 * WAVES));
        double start = rng.nextDouble();
        for (int m = 0; m < WAVES; m++) {
            double omega = 2 * Math.PI * dopplerHz * Math.cos(2 * Math.PI * (m + start) / WAVES);
            waves[m] = new double[] {omega, scale * rng.nextGaussian(), scale * rng.nextGaussian()};
        }
        return waves;
    }

    private static double[][] constant(double angle) {
        return new double[][] {{0, Math.cos(angle), Math.sin(angle)}};
    }

    /** The gain of a tap at a time: writes its real and imaginary part to {@code out[0]} and {@code out[1]}. */
    public void gain(int port, int tap, double seconds, double[] out) {
        double re = 0;
        double im = 0;
        for (double[] wave : waves[port * profile.taps() + tap]) {
            double cos = Math.cos(wave[0] * seconds);
            double sin = Math.sin(wave[0] * seconds);
            re += wave[1] * cos - wave[2] * sin;
            im += wave[1] * sin + wave[2] * cos;
        }
        out[0] = re;
        out[1] = im;
    }

    /**
     * The frequency response from a port at a time, {@code Σ g exp(−j2πfτ)}, (Re, Im) in turn.
     *
     * @param frequencies multiples of {@code spacingHz} from the carrier
     */
    public float[] response(int port, double seconds, int[] frequencies, double spacingHz) {
        double[] re = new double[frequencies.length];
        double[] im = new double[frequencies.length];
        double[] gain = new double[2];
        for (int tap = 0; tap < profile.taps(); tap++) {
            gain(port, tap, seconds, gain);
            double turn = -2 * Math.PI * spacingHz * profile.delaySeconds(tap);
            for (int i = 0; i < frequencies.length; i++) {
                double cos = Math.cos(turn * frequencies[i]);
                double sin = Math.sin(turn * frequencies[i]);
                re[i] += gain[0] * cos - gain[1] * sin;
                im[i] += gain[0] * sin + gain[1] * cos;
            }
        }
        float[] response = new float[2 * frequencies.length];
        for (int i = 0; i < frequencies.length; i++) {
            response[2 * i] = (float) re[i];
            response[2 * i + 1] = (float) im[i];
        }
        return response;
    }
}
