package org.gatefold.ofdm.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.datasets.recording.Recording;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.sparse.io.InputException;

/**
 * Complex samples at a rate of the LTE grid, without their mean and with power 1, whatever their scale was. Captures at
 * other rates are resampled to the next grid rate below, at most 30.72 Msps.
 */
public final class Capture {
    /** The lowest rate at which the synchronisation signals and the broadcast channel can be received. */
    public static final double LOWEST_RATE_HZ = 1.92e6;

    private static final double HIGHEST_RATE_HZ = 122.88e6;
    private static final int HIGHEST_MULTIPLE = 16;
    private static final int MOST_SAMPLES = 1 << 25;

    private final String name;
    private final Numerology numerology;
    private final float[] samples;
    private final List<String> warnings;

    private Capture(String name, Numerology numerology, float[] samples, List<String> warnings) {
        this.name = name;
        this.numerology = numerology;
        this.samples = samples;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads a recording with one complex channel, or two real ones that are taken for I and Q.
     *
     * @throws InputException if it is real, its rate is unknown or too low, or it holds nothing but one value
     */
    public static Capture read(Recording recording) {
        String name = recording.name();
        boolean pair = !recording.complex() && recording.channels() == 2;
        if (!pair && !(recording.complex() && recording.channels() == 1)) {
            throw new InputException(name + ": expected one channel of complex samples, found " + recording.channels()
                    + (recording.complex() ? " complex" : " real"));
        }
        double rate = recording.sampleRateHz();
        if (Double.isNaN(rate)) {
            throw new InputException(name + ": expected a sample rate, found none: give --rate");
        }
        if (rate < LOWEST_RATE_HZ * (1 - 1e-3) || rate > HIGHEST_RATE_HZ) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: expected a sample rate from 1.92 to 122.88 MHz, as an LTE downlink needs, found %.6g MHz",
                    name,
                    rate / 1e6));
        }
        List<String> warnings = new ArrayList<>(recording.warnings());
        int count = (int) Math.min(MOST_SAMPLES, recording.frames());
        if (count < recording.frames()) {
            warnings.add(String.format(
                    Locale.ROOT, "only the first %.3g s of %.3g s are used", count / rate, recording.seconds()));
        }
        Frames frames = recording.read(0, count);
        float[] re = frames.re()[0];
        float[] im = pair ? frames.re()[1] : frames.im()[0];
        return new Capture(name, numerology(rate), onGrid(normalised(name, re, im), rate), warnings);
    }

    /**
     * Takes samples as they are.
     *
     * @param samples (Re, Im) in turn, of power about 1; not copied
     */
    public static Capture of(String name, Numerology numerology, float[] samples) {
        return new Capture(name, numerology, samples, List.of());
    }

    public String name() {
        return name;
    }

    public Numerology numerology() {
        return numerology;
    }

    public double rateHz() {
        return numerology.sampleRateHz();
    }

    /** (Re, Im) in turn; not a copy. */
    public float[] samples() {
        return samples;
    }

    public int length() {
        return samples.length / 2;
    }

    public double seconds() {
        return length() / rateHz();
    }

    /** What the reader of the recording noticed. */
    public List<String> warnings() {
        return warnings;
    }

    /** The samples at 1.92 Msps, which hold the six resource blocks around the carrier. */
    float[] narrowband() {
        return Resampling.resample(samples, numerology.fftSize() / 128.0);
    }

    private static Numerology numerology(double rate) {
        int multiple = (int) Math.floor(rate / LOWEST_RATE_HZ * (1 + 1e-3));
        return new Numerology(128 * Math.max(1, Math.min(HIGHEST_MULTIPLE, multiple)));
    }

    private static float[] onGrid(float[] samples, double rate) {
        double ratio = rate / numerology(rate).sampleRateHz();
        return Math.abs(ratio - 1) < 1e-9 ? samples : Resampling.resample(samples, ratio);
    }

    private static float[] normalised(String name, float[] re, float[] im) {
        double meanRe = 0;
        double meanIm = 0;
        for (int i = 0; i < re.length; i++) {
            meanRe += re[i];
            meanIm += im[i];
        }
        meanRe /= re.length;
        meanIm /= re.length;
        double power = 0;
        for (int i = 0; i < re.length; i++) {
            power += Math.pow(re[i] - meanRe, 2) + Math.pow(im[i] - meanIm, 2);
        }
        double scale = 1 / Math.sqrt(power / re.length);
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new InputException(name + ": expected a signal, found the same value in all samples");
        }
        float[] samples = new float[2 * re.length];
        for (int i = 0; i < re.length; i++) {
            samples[2 * i] = (float) (scale * (re[i] - meanRe));
            samples[2 * i + 1] = (float) (scale * (im[i] - meanIm));
        }
        return samples;
    }
}
