package org.gatefold.ofdm.simulate;

import java.util.stream.IntStream;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * The OFDM signal of 36.211 §6.12 behind a tapped delay line, in samples. The signal is a formula in continuous time,
 * so that each tap's copy is sampled from it exactly, at any delay: a phase ramp over the subcarriers, an FFT, and the
 * symbol's samples from the first after its delayed start. Gains are followed twice a symbol and linearly between.
 * Cost: an FFT for each port, tap and symbol.
 */
final class OfdmSynthesis {
    private static final int GAIN_STEPS = 2;

    private final Numerology numerology;
    private final FadingChannel channel;
    private final int[] subcarriers;
    private final int[] bins;
    private final float[][] ramps;
    private final double[] delays;
    private final double scale;
    private final FloatFFT_1D fft;

    /**
     * @param numerology of the samples to make
     * @param gridSubcarriers of the grids
     * @param bandwidth number of frequencies around the carrier that are heard; subcarriers outside are left out
     */
    OfdmSynthesis(Numerology numerology, FadingChannel channel, int gridSubcarriers, int bandwidth) {
        this.numerology = numerology;
        this.channel = channel;
        int n = numerology.fftSize();
        this.subcarriers = IntStream.range(0, gridSubcarriers)
                .filter(k -> 2 * Math.abs(ResourceGrid.frequency(k, gridSubcarriers)) < bandwidth)
                .toArray();
        this.bins = IntStream.of(subcarriers)
                .map(k -> Math.floorMod(ResourceGrid.frequency(k, gridSubcarriers), n))
                .toArray();
        this.delays = new double[channel.profile().taps()];
        this.ramps = new float[delays.length][2 * bins.length];
        for (int tap = 0; tap < delays.length; tap++) {
            delays[tap] = channel.profile().delaySeconds(tap) * numerology.sampleRateHz();
            for (int i = 0; i < bins.length; i++) {
                int frequency = ResourceGrid.frequency(subcarriers[i], gridSubcarriers);
                double angle = -2 * Math.PI * frequency * delays[tap] / n;
                ramps[tap][2 * i] = (float) Math.cos(angle);
                ramps[tap][2 * i + 1] = (float) Math.sin(angle);
            }
        }
        this.scale = 1 / Math.sqrt(bandwidth);
        this.fft = new FloatFFT_1D(n);
    }

    /** Subcarriers that are heard. */
    int heard() {
        return bins.length;
    }

    /** Samples by which the last tap is late, rounded up. */
    int spread() {
        return (int) Math.ceil(delays[delays.length - 1]);
    }

    /**
     * Adds a frame to a signal, (Re, Im) in turn.
     *
     * @param start the sample of {@code signal} at which the frame starts
     * @param seconds when that is
     */
    void add(DownlinkFrame frame, int ports, float[] signal, int start, double seconds) {
        for (int symbol = 0; symbol < DownlinkCell.SYMBOLS_PER_FRAME; symbol++) {
            int slot = symbol / Numerology.SYMBOLS_PER_SLOT;
            int l = symbol % Numerology.SYMBOLS_PER_SLOT;
            int first = slot * numerology.samplesPerSlot() + numerology.start(l);
            double time = seconds + first / numerology.sampleRateHz();
            for (int port = 0; port < ports; port++) {
                for (int tap = 0; tap < delays.length; tap++) {
                    float[] copy = samples(frame.grid(port), symbol, tap);
                    if (copy.length > 0) {
                        add(copy, port, tap, l, signal, start + first, time);
                    }
                }
            }
        }
    }

    /** N samples of a symbol behind a tap of gain 1; none if the symbol is empty. */
    private float[] samples(ResourceGrid grid, int symbol, int tap) {
        float[] copy = new float[2 * numerology.fftSize()];
        boolean empty = true;
        for (int i = 0; i < bins.length; i++) {
            float re = grid.re(symbol, subcarriers[i]);
            float im = grid.im(symbol, subcarriers[i]);
            empty &= re == 0 && im == 0;
            copy[2 * bins[i]] = re * ramps[tap][2 * i] - im * ramps[tap][2 * i + 1];
            copy[2 * bins[i] + 1] = re * ramps[tap][2 * i + 1] + im * ramps[tap][2 * i];
        }
        if (empty) {
            return new float[0];
        }
        fft.complexInverse(copy, false);
        return copy;
    }

    private void add(float[] copy, int port, int tap, int l, float[] signal, int start, double time) {
        int n = numerology.fftSize();
        int prefix = numerology.prefix(l);
        int begin = (int) Math.ceil(delays[tap]);
        int end = (int) Math.ceil(prefix + n + delays[tap]);
        double rate = numerology.sampleRateHz();
        double[] from = new double[2];
        double[] to = new double[2];
        channel.gain(port, tap, time + begin / rate, to);
        int step = (end - begin + GAIN_STEPS - 1) / GAIN_STEPS;
        for (int block = begin; block < end; block += step) {
            System.arraycopy(to, 0, from, 0, 2);
            channel.gain(port, tap, time + (block + step) / rate, to);
            double re = scale * from[0];
            double im = scale * from[1];
            double reStep = scale * (to[0] - from[0]) / step;
            double imStep = scale * (to[1] - from[1]) / step;
            for (int i = block; i < Math.min(end, block + step); i++) {
                int source = 2 * Math.floorMod(i - prefix, n);
                int target = 2 * (start + i);
                signal[target] += (float) (re * copy[source] - im * copy[source + 1]);
                signal[target + 1] += (float) (re * copy[source + 1] + im * copy[source]);
                re += reStep;
                im += imStep;
            }
        }
    }
}
