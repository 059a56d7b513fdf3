package org.gatefold.ofdm.simulate;

/**
 * Values of a signal between its samples, for signals that use up to half of their bandwidth: a sinc of {@value #TAPS}
 * samples under a Kaiser window of β = 10, tabulated at {@value #STEPS} steps of a sample and read off linearly. Images
 * are 90 dB down.
 */
final class Interpolation {
    private static final int TAPS = 16;
    private static final int STEPS = 512;
    private static final double BETA = 10;

    /** Samples that are needed on either side of a position. */
    static final int REACH = TAPS / 2;

    private final double[][] table = new double[STEPS + 1][TAPS];

    Interpolation() {
        for (int step = 0; step <= STEPS; step++) {
            for (int i = 0; i < TAPS; i++) {
                double x = i - (REACH - 1) - (double) step / STEPS;
                double edge = x / REACH;
                double window = Math.abs(edge) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - edge * edge)) / bessel(BETA);
                table[step][i] = window * (x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
            }
        }
    }

    /** The value at a position in samples of complex numbers in turn; writes its two parts to {@code out}. */
    void at(float[] signal, double position, double[] out) {
        int whole = (int) Math.floor(position);
        double place = (position - whole) * STEPS;
        int step = Math.min(STEPS - 1, (int) place);
        double share = place - step;
        double re = 0;
        double im = 0;
        for (int i = 0; i < TAPS; i++) {
            double weight = (1 - share) * table[step][i] + share * table[step + 1][i];
            int at = 2 * (whole - (REACH - 1) + i);
            re += weight * signal[at];
            im += weight * signal[at + 1];
        }
        out[0] = re;
        out[1] = im;
    }

    /** The modified Bessel function I₀ by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }
}
