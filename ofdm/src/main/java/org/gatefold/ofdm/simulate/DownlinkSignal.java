package org.gatefold.ofdm.simulate;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gatefold.ofdm.lte.Numerology;

/**
 * Samples of a cell's downlink as a receiver captures them: the frames of a cell through fading channels, sampled by a
 * clock that may be off, moved in frequency, in noise. On its subcarriers, after a unitary FFT, the noise has the
 * energy the {@link FrontEnd} says whatever the sample rate; a rate below the bandwidth hears the middle of it, as
 * behind a steep filter.
 *
 * <p>With a clock offset the signal is made at twice the rate and interpolated. Data, fading and noise depend on the
 * seed alone, each on its own; the data of a frame do not depend on how many frames are made.
 */
public final class DownlinkSignal {
    private static final int FRAME_NUMBERS = 1024;

    private final DownlinkCell cell;
    private final Numerology numerology;
    private final FadingChannel channel;
    private final FrontEnd frontEnd;
    private final int firstNumber;
    private final long seed;

    /**
     * @param numerology of the capture
     * @param channel from as many ports as the cell has; its time starts with the first frame
     * @param firstNumber number of the first frame, 0 … 1023
     * @param seed of the data and the noise
     */
    public DownlinkSignal(
            DownlinkCell cell,
            Numerology numerology,
            FadingChannel channel,
            FrontEnd frontEnd,
            int firstNumber,
            long seed) {
        this.cell = cell;
        this.numerology = numerology;
        this.channel = channel;
        this.frontEnd = frontEnd;
        this.firstNumber = firstNumber;
        this.seed = seed;
    }

    /** The {@code index}-th frame since the first, made anew at each call. */
    public DownlinkFrame frame(int index) {
        SplittableRandom rng = new SplittableRandom(seed * 1_000_003 + index);
        return new DownlinkFrame(cell, (firstNumber + index) % FRAME_NUMBERS, rng);
    }

    /** Captured samples, (Re, Im) in turn, as many as {@code frames} frames take at the nominal rate. */
    public float[] samples(int frames) {
        float[] samples = new float[Math.multiplyExact(2 * frames, numerology.samplesPerFrame())];
        boolean exact = frontEnd.clockPpm() == 0;
        Numerology dense = exact ? numerology : new Numerology(2 * numerology.fftSize());
        OfdmSynthesis synthesis = new OfdmSynthesis(dense, channel, cell.subcarriers(), numerology.fftSize());
        capture(samples, dense, synthesis, exact);
        impair(samples);
        return samples;
    }

    /** Goes through the signal a frame at a time, with room for what lasts beyond it. */
    private void capture(float[] samples, Numerology dense, OfdmSynthesis synthesis, boolean exact) {
        int length = dense.samplesPerFrame();
        int margin = synthesis.spread() + 2 * Interpolation.REACH;
        float[] window = new float[2 * (length + 2 * margin)];
        double start = frontEnd.startSeconds() * dense.sampleRateHz();
        double step = dense.sampleRateHz() / (numerology.sampleRateHz() * (1 + frontEnd.clockPpm() * 1e-6));
        start = exact ? Math.rint(start) : start;
        int index = (int) Math.max(0, Math.floor((start - margin) / length));
        Interpolation interpolation = new Interpolation();
        double[] value = new double[2];
        int n = 0;
        while (n < samples.length / 2) {
            synthesis.add(frame(index), cell.ports(), window, margin, index * Numerology.FRAME_SECONDS);
            // the window begins margin samples before this frame; all before the next frame's start is complete
            double origin = (double) index * length - margin;
            for (; n < samples.length / 2; n++) {
                double position = start + n * step - origin;
                if (position + Interpolation.REACH >= margin + length) {
                    break;
                }
                if (exact) {
                    value[0] = window[2 * (int) position];
                    value[1] = window[2 * (int) position + 1];
                } else {
                    interpolation.at(window, position, value);
                }
                samples[2 * n] = (float) value[0];
                samples[2 * n + 1] = (float) value[1];
            }
            System.arraycopy(window, 2 * length, window, 0, 4 * margin);
            Arrays.fill(window, 4 * margin, window.length, 0);
            index++;
        }
    }

    /** Carrier offset and noise. */
    private void impair(float[] samples) {
        SplittableRandom rng = new SplittableRandom(seed ^ 0x6e6f697365L);
        double noise = Math.sqrt(frontEnd.noiseEnergy() / 2);
        double rate = numerology.sampleRateHz() * (1 + frontEnd.clockPpm() * 1e-6);
        for (int n = 0; n < samples.length / 2; n++) {
            double turns = frontEnd.carrierOffsetHz() * n / rate;
            double angle = 2 * Math.PI * (turns - Math.rint(turns));
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            double re = samples[2 * n] * cos - samples[2 * n + 1] * sin;
            double im = samples[2 * n] * sin + samples[2 * n + 1] * cos;
            samples[2 * n] = (float) (re + noise * rng.nextGaussian());
            samples[2 * n + 1] = (float) (im + noise * rng.nextGaussian());
        }
    }
}
