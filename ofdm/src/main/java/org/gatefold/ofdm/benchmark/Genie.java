package org.gatefold.ofdm.benchmark;

import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.DelayEstimator;
import org.gatefold.ofdm.channel.DelayWindow;
import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.kernel.Lapack;

/**
 * Least squares on the true support S, told by a genie: {@code x_S = (A_SᴴA_S)⁻¹A_Sᴴy}, of mean square error
 * {@code σ²·tr((A_SᴴA_S)⁻¹)} with σ² the noise variance of a complex measurement. The bound of estimates that do not
 * know the powers of the taps.
 */
final class Genie {
    private final int[] frequencies;
    private final int[] support;

    private Genie(int[] frequencies, int[] support) {
        this.frequencies = frequencies;
        this.support = support;
    }

    /** count × 2 × taps, taps at delays 0, 1, … of the unitary DFT. */
    static Batch taps(Draw draw) {
        Batch truth = draw.taps();
        Batch taps = new Batch(truth.count(), 2, truth.length());
        Pilots pilots = draw.pilots();
        for (int s = 0; s < truth.count(); s++) {
            of(pilots, truth, s).solve(pilots.values(), s, taps);
        }
        return taps;
    }

    /** The genie of one draw, for its channels only. */
    static DelayEstimator estimator(Draw draw) {
        return new DelayEstimator() {
            @Override
            public String name() {
                return Benchmark.GENIE;
            }

            @Override
            public DelayWindow window(Pilots pilots) {
                return new DelayWindow(PilotProfile.SIZE, 0, PilotProfile.TAPS);
            }

            @Override
            public Batch taps(Pilots pilots) {
                return Genie.taps(draw);
            }
        };
    }

    static Genie of(Pilots pilots, Batch truth, int sample) {
        return new Genie(
                pilots.frequencies(),
                IntStream.range(0, truth.length())
                        .filter(i -> truth.energy(sample, i) > 0)
                        .toArray());
    }

    private void solve(Batch y, int s, Batch taps) {
        int k = support.length;
        if (k == 0) {
            return;
        }
        double[] right = new double[2 * k];
        for (int l = 0; l < k; l++) {
            for (int i = 0; i < frequencies.length; i++) {
                double phase = phase(frequencies[i], support[l]);
                double re = y.at(s, 0, i) * Math.cos(phase) + y.at(s, 1, i) * Math.sin(phase);
                double im = y.at(s, 1, i) * Math.cos(phase) - y.at(s, 0, i) * Math.sin(phase);
                right[2 * l] += re / Math.sqrt(PilotProfile.SIZE);
                right[2 * l + 1] += im / Math.sqrt(PilotProfile.SIZE);
            }
        }
        Lapack.solve(k, 1, gram(), right);
        for (int l = 0; l < k; l++) {
            taps.set(s, 0, support[l], right[2 * l]);
            taps.set(s, 1, support[l], right[2 * l + 1]);
        }
    }

    /** tr((A_SᴴA_S)⁻¹). */
    double noiseGain() {
        int k = support.length;
        double[] inverse = new double[2 * k * k];
        for (int l = 0; l < k; l++) {
            inverse[2 * (l * k + l)] = 1;
        }
        if (k > 0) {
            Lapack.solve(k, k, gram(), inverse);
        }
        return IntStream.range(0, k).mapToDouble(l -> inverse[2 * (l * k + l)]).sum();
    }

    /** A_SᴴA_S, interleaved. */
    private double[] gram() {
        int k = support.length;
        double[] gram = new double[2 * k * k];
        for (int l = 0; l < k; l++) {
            for (int m = 0; m < k; m++) {
                for (int f : frequencies) {
                    double phase = phase(f, support[m] - support[l]);
                    gram[2 * (l * k + m)] += Math.cos(phase) / PilotProfile.SIZE;
                    gram[2 * (l * k + m) + 1] += Math.sin(phase) / PilotProfile.SIZE;
                }
            }
        }
        return gram;
    }

    private static double phase(int frequency, int delay) {
        return -2 * Math.PI * Math.floorMod(frequency * delay, PilotProfile.SIZE) / PilotProfile.SIZE;
    }
}
