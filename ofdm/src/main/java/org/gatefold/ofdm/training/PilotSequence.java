package org.gatefold.ofdm.training;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.ofdm.simulate.DelayProfile;
import org.gatefold.sparse.Batch;

/**
 * What a receiver may see of one port of some cell in successive slots or frames, and the response that was there.
 *
 * <p>All of it is drawn: 6 to 100 resource blocks, a comb of every third or sixth subcarrier, whole, in part or around
 * the carrier; 1 to 96 symbols at equal steps of 0.5 to 10 ms; delays of EPA, EVA or ETU or up to six clusters of
 * random ones, off the grid and from −0.3 to 0.5 µs late; Rayleigh fading with a Doppler of 1 to 300 Hz; phases and
 * gains of each symbol from none to random, and steps of the phase; noise of 0 to 30 dB that is told to ± 0.5 dB.
 */
final class PilotSequence {
    private static final int[] BLOCKS = {6, 15, 25, 50, 75, 100};
    private static final double[] STEPS_SECONDS = {0.5e-3, 0.5e-3, 5e-3, 10e-3};
    private static final double[] PHASE_DEVIATIONS = {0, 0.05, 0.2, Math.PI};
    private static final double[] GAIN_DEVIATIONS = {0, 0, 0.05, 0.2};
    private static final List<DelayProfile> FADING = List.of(DelayProfile.EPA, DelayProfile.EVA, DelayProfile.ETU);
    private static final int FFT_SIZE = 2048;
    private static final int WAVES = 12;
    private static final int MOST_SYMBOLS = 96;
    private static final int AROUND = 150;
    private static final double SPACING_HZ = 15e3;

    private final Pilots pilots;
    private final int[] frequencies;
    private final Batch truth;

    private PilotSequence(Pilots pilots, int[] frequencies, Batch truth) {
        this.pilots = pilots;
        this.frequencies = frequencies;
        this.truth = truth;
    }

    Pilots pilots() {
        return pilots;
    }

    /** Of the whole comb. */
    int[] frequencies() {
        return frequencies.clone();
    }

    /** The response at {@link #frequencies}, without noise. */
    Batch truth() {
        return truth;
    }

    static PilotSequence draw(SplittableRandom rng) {
        int blocks = BLOCKS[rng.nextInt(BLOCKS.length)];
        int[] comb = comb(blocks, rng);
        int[] seen = part(comb, rng);
        int symbols = (int) Math.exp(rng.nextDouble(0, Math.log(MOST_SYMBOLS + 1)));
        double[] delays = delays(rng);
        double[][] taps = taps(delays, symbols, rng);
        Batch truth = response(taps, delays, comb);
        double snr = rng.nextDouble(0, 30);
        double noise = Math.pow(10, -snr / 10) / 2;
        Batch values = new Batch(symbols, 2, seen.length);
        for (int s = 0; s < symbols; s++) {
            for (int p = 0; p < 2; p++) {
                for (int m = 0; m < seen.length; m++) {
                    values.set(s, p, m, truth.at(s, p, seen[m]) + Math.sqrt(noise) * rng.nextGaussian());
                }
            }
        }
        int[] at = IntStream.of(seen).map(i -> comb[i]).toArray();
        double told = noise * Math.pow(10, rng.nextDouble(-0.05, 0.05));
        return new PilotSequence(new Pilots(FFT_SIZE, at, values, told), comb, truth);
    }

    private static int[] comb(int blocks, SplittableRandom rng) {
        int spacing = rng.nextInt(3) == 0 ? 6 : 3;
        int first = rng.nextInt(spacing);
        boolean middle = rng.nextInt(4) == 0;
        return IntStream.range(0, 12 * blocks)
                .filter(k -> k % spacing == first)
                .map(k -> k < 6 * blocks ? k - 6 * blocks : k - 6 * blocks + 1)
                .filter(f -> !middle || Math.abs(f) <= AROUND)
                .toArray();
    }

    /** Which pilots are seen: all, a half or a quarter, the outermost always. */
    private static int[] part(int[] comb, SplittableRandom rng) {
        int share = 1 << rng.nextInt(comb.length < 100 ? 2 : 3);
        boolean[] chosen = new boolean[comb.length];
        chosen[0] = true;
        chosen[comb.length - 1] = true;
        for (int left = comb.length / share - 2; left > 0; ) {
            int i = rng.nextInt(comb.length);
            left -= chosen[i] ? 0 : 1;
            chosen[i] = true;
        }
        return IntStream.range(0, comb.length).filter(i -> chosen[i]).toArray();
    }

    /** Delays in seconds, then as many powers, of sum 1. */
    private static double[] delays(SplittableRandom rng) {
        int kind = rng.nextInt(FADING.size() + 1);
        double late = rng.nextDouble(-0.3e-6, 0.5e-6);
        if (kind < FADING.size()) {
            DelayProfile profile = FADING.get(kind);
            double[] all = new double[2 * profile.taps()];
            for (int i = 0; i < profile.taps(); i++) {
                all[i] = late + profile.delaySeconds(i);
                all[profile.taps() + i] = profile.power(i);
            }
            return all;
        }
        int clusters = rng.nextInt(1, 7);
        int rays = rng.nextInt(1, 8);
        double[] all = new double[2 * clusters * rays];
        double sum = 0;
        for (int c = 0; c < clusters; c++) {
            double start = c == 0 ? 0 : rng.nextDouble(0, 3.5e-6);
            double power = c == 0 ? 1 : Math.pow(10, -rng.nextDouble(0, 2));
            for (int r = 0; r < rays; r++) {
                int i = c * rays + r;
                all[i] = late + start - 1e-7 * Math.log(1 - rng.nextDouble());
                all[clusters * rays + i] = -power * Math.log(1 - rng.nextDouble());
                sum += all[clusters * rays + i];
            }
        }
        for (int i = clusters * rays; i < all.length; i++) {
            all[i] /= sum;
        }
        return all;
    }

    /** For each tap its gain (Re, Im) in each symbol. */
    private static double[][] taps(double[] delays, int symbols, SplittableRandom rng) {
        double step = STEPS_SECONDS[rng.nextInt(STEPS_SECONDS.length)];
        double doppler = Math.exp(rng.nextDouble(0, Math.log(300)));
        double[] common = common(symbols, rng);
        int count = delays.length / 2;
        double[][] taps = new double[count][2 * symbols];
        for (int i = 0; i < count; i++) {
            double scale = Math.sqrt(delays[count + i] / (2 * WAVES));
            double start = rng.nextDouble();
            for (int w = 0; w < WAVES; w++) {
                double omega = 2 * Math.PI * doppler * Math.cos(2 * Math.PI * (w + start) / WAVES);
                double a = scale * rng.nextGaussian();
                double b = scale * rng.nextGaussian();
                for (int t = 0; t < symbols; t++) {
                    double cos = Math.cos(omega * t * step);
                    double sin = Math.sin(omega * t * step);
                    taps[i][2 * t] += a * cos - b * sin;
                    taps[i][2 * t + 1] += a * sin + b * cos;
                }
            }
            for (int t = 0; t < symbols; t++) {
                double re = taps[i][2 * t] * common[2 * t] - taps[i][2 * t + 1] * common[2 * t + 1];
                taps[i][2 * t + 1] = taps[i][2 * t] * common[2 * t + 1] + taps[i][2 * t + 1] * common[2 * t];
                taps[i][2 * t] = re;
            }
        }
        return taps;
    }

    /** The gain that the whole channel has in each symbol. */
    private static double[] common(int symbols, SplittableRandom rng) {
        double phases = PHASE_DEVIATIONS[rng.nextInt(PHASE_DEVIATIONS.length)];
        double gains = GAIN_DEVIATIONS[rng.nextInt(GAIN_DEVIATIONS.length)];
        int every = rng.nextBoolean() ? 20 : Integer.MAX_VALUE;
        double jump = rng.nextDouble(-Math.PI, Math.PI);
        double[] common = new double[2 * symbols];
        for (int t = 0; t < symbols; t++) {
            int steps = t / every;
            double phase = jump * steps + phases * rng.nextGaussian();
            double size = Math.max(0.2, 1 + gains * rng.nextGaussian());
            common[2 * t] = size * Math.cos(phase);
            common[2 * t + 1] = size * Math.sin(phase);
        }
        return common;
    }

    private static Batch response(double[][] taps, double[] delays, int[] comb) {
        int symbols = taps[0].length / 2;
        Batch response = new Batch(symbols, 2, comb.length);
        for (int m = 0; m < comb.length; m++) {
            for (int t = 0; t < symbols; t++) {
                double re = 0;
                double im = 0;
                for (int i = 0; i < taps.length; i++) {
                    double turn = -2 * Math.PI * SPACING_HZ * comb[m] * delays[i];
                    double cos = Math.cos(turn);
                    double sin = Math.sin(turn);
                    re += taps[i][2 * t] * cos - taps[i][2 * t + 1] * sin;
                    im += taps[i][2 * t] * sin + taps[i][2 * t + 1] * cos;
                }
                response.set(t, 0, m, re);
                response.set(t, 1, m, im);
            }
        }
        return response;
    }
}
