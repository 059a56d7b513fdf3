package org.gatefold.doa.scenario;

import java.util.random.RandomGenerator;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Steering;
import org.gatefold.sparse.io.InputException;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * Plane waves on an array with channels that are not quite equal, to make recordings of known directions.
 *
 * <p>Sources are Gaussian noise; source k is {@code c·s₀ + √(1−c²)·s_k} with independent s of unit power, so that each
 * pair with the first has coherence c. The signal-to-noise ratio is that of a source of 0 dB at one element.
 *
 * @param anglesDegrees from broadside, one a source
 * @param powersDb one a source
 * @param coherence c of the sources after the first, 0 to 1
 * @param gains factor of each channel
 * @param phasesDegrees turn of each channel, the same at all frequencies
 */
@SuppressWarnings("ArrayRecordComponent") // built once, never compared
public record Scene(
        ArrayGeometry geometry,
        double[] anglesDegrees,
        double[] powersDb,
        double coherence,
        double snrDb,
        double[] gains,
        double[] phasesDegrees) {
    private static final double PEAK = 0.5;

    /** @throws InputException unless there is a power for each angle and the coherence is from 0 to 1 */
    public Scene {
        if (anglesDegrees.length == 0 || anglesDegrees.length != powersDb.length) {
            throw new InputException("expected one power for each of the " + anglesDegrees.length
                    + " angles, at least one, found " + powersDb.length);
        }
        if (!(coherence >= 0 && coherence <= 1)) {
            throw new InputException("coherence: expected 0 to 1, found " + coherence);
        }
    }

    /** Channels whose gains and phases stray with these standard deviations. */
    public static Scene of(
            ArrayGeometry geometry,
            double[] anglesDegrees,
            double[] powersDb,
            double coherence,
            double snrDb,
            double gainErrorDb,
            double phaseErrorDegrees,
            RandomGenerator rng) {
        double[] gains = new double[geometry.elements()];
        double[] phases = new double[geometry.elements()];
        for (int n = 0; n < gains.length; n++) {
            gains[n] = Math.pow(10, gainErrorDb * rng.nextGaussian() / 20);
            phases[n] = phaseErrorDegrees * rng.nextGaussian();
        }
        return new Scene(geometry, anglesDegrees, powersDb, coherence, snrDb, gains, phases);
    }

    /** Complex snapshots at one wavelength, in the unit of the geometry. */
    public Frames narrowBand(RandomGenerator rng, double wavelength, int snapshots) {
        ComplexArray a = new Steering(geometry, wavelength).matrix(anglesDegrees);
        Frames frames = Frames.zeros(geometry.elements(), snapshots, true);
        double deviation = Math.sqrt(Math.pow(10, -snrDb / 10) / 2);
        for (int l = 0; l < snapshots; l++) {
            double[] s = amplitudes(rng);
            for (int n = 0; n < geometry.elements(); n++) {
                double[] heard = heard(a, s, n);
                frames.re()[n][l] = (float) (heard[0] + deviation * rng.nextGaussian());
                frames.im()[n][l] = (float) (heard[1] + deviation * rng.nextGaussian());
            }
        }
        return frames;
    }

    /**
     * Real samples of noise in a band, scaled to a peak of ½. White noise is added whose power inside the band has the
     * wanted ratio. Delays are exact, and circular over the length of the recording.
     */
    public Frames wideBand(
            RandomGenerator rng, double sampleRateHz, int samples, double lowHz, double highHz, double speed) {
        int elements = geometry.elements();
        float[][] spectra = new float[elements][2 * samples];
        for (int k = 1; k < (samples + 1) / 2; k++) {
            double frequency = k * sampleRateHz / samples;
            if (frequency < lowHz || frequency > highHz) {
                continue;
            }
            ComplexArray a = new Steering(geometry, speed / frequency).matrix(anglesDegrees);
            double[] s = amplitudes(rng);
            for (int n = 0; n < elements; n++) {
                double[] heard = heard(a, s, n);
                spectra[n][2 * k] = (float) heard[0];
                spectra[n][2 * k + 1] = (float) heard[1];
            }
        }
        // A bin of unit power gives 2·Re of a line of power 1: over B bins the recording has variance 2B.
        double bins = (highHz - lowHz) / sampleRateHz * samples;
        double share = (highHz - lowHz) / (sampleRateHz / 2);
        double deviation = Math.sqrt(2 * bins * Math.pow(10, -snrDb / 10) / share);
        FloatFFT_1D fft = new FloatFFT_1D(samples);
        float[][] channels = new float[elements][samples];
        float peak = Float.MIN_NORMAL;
        for (int n = 0; n < elements; n++) {
            fft.complexInverse(spectra[n], false);
            for (int i = 0; i < samples; i++) {
                channels[n][i] = (float) (2 * spectra[n][2 * i] + deviation * rng.nextGaussian());
                peak = Math.max(peak, Math.abs(channels[n][i]));
            }
        }
        for (float[] channel : channels) {
            for (int i = 0; i < samples; i++) {
                channel[i] *= (float) (PEAK / peak);
            }
        }
        return Frames.real(channels);
    }

    /** Re and Im of all sources in turn. */
    private double[] amplitudes(RandomGenerator rng) {
        double[] s = new double[2 * anglesDegrees.length];
        for (int k = 0; k < anglesDegrees.length; k++) {
            for (int part = 0; part < 2; part++) {
                double own = rng.nextGaussian() * Math.sqrt(0.5);
                s[2 * k + part] = k == 0 ? own : coherence * s[part] + Math.sqrt(1 - coherence * coherence) * own;
            }
        }
        for (int k = 0; k < anglesDegrees.length; k++) {
            double factor = Math.pow(10, powersDb[k] / 20);
            s[2 * k] *= factor;
            s[2 * k + 1] *= factor;
        }
        return s;
    }

    private double[] heard(ComplexArray a, double[] s, int n) {
        double re = 0;
        double im = 0;
        for (int k = 0; k < anglesDegrees.length; k++) {
            re += a.re(n, k) * s[2 * k] - a.im(n, k) * s[2 * k + 1];
            im += a.re(n, k) * s[2 * k + 1] + a.im(n, k) * s[2 * k];
        }
        double cos = gains[n] * Math.cos(Math.toRadians(phasesDegrees[n]));
        double sin = gains[n] * Math.sin(Math.toRadians(phasesDegrees[n]));
        return new double[] {re * cos - im * sin, re * sin + im * cos};
    }
}
