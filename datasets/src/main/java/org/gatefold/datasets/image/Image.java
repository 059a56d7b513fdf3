package org.gatefold.datasets.image;

import java.util.Arrays;
import java.util.List;

/**
 * An image in memory: samples as the file holds them, without any conversion. Integers stay integers ({@code 0 …
 * type.maximum()}), row by row from the top, the channels of a pixel together.
 */
public final class Image {
    private final ImageHeader header;
    private final float[] samples;

    /**
     * @param samples height × width × channels, shared with the caller
     * @throws IllegalArgumentException if there is another number of samples
     */
    public Image(ImageHeader header, float[] samples) {
        if (samples.length != header.size()) {
            throw new IllegalArgumentException(header + " has not " + samples.length + " samples");
        }
        this.header = header;
        this.samples = samples;
    }

    /** An image of 1 to 4 channels Y, Y A, R G B or R G B A. */
    public Image(int width, int height, int channels, SampleType type, float[] samples) {
        this(new ImageHeader(width, height, ImageHeader.names(channels), type), samples);
    }

    public ImageHeader header() {
        return header;
    }

    public int width() {
        return header.width();
    }

    public int height() {
        return header.height();
    }

    public int channels() {
        return header.channels().size();
    }

    /** All samples, not a copy. */
    public float[] samples() {
        return samples;
    }

    public float at(int x, int y, int channel) {
        return samples[(y * width() + x) * channels() + channel];
    }

    /** A copy of one channel, height × width. */
    public float[] plane(int channel) {
        float[] plane = new float[width() * height()];
        for (int i = 0, k = channel; i < plane.length; i++, k += channels()) {
            plane[i] = samples[k];
        }
        return plane;
    }

    /** Samples relative to full scale: integers divided by their maximum; floating point stays as it is. */
    public Image unit() {
        double maximum = header.type().maximum();
        float[] result = new float[samples.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (samples[i] / maximum);
        }
        return with(header.type().integer() ? SampleType.F32 : header.type(), header.exposure(), result);
    }

    /** Samples divided by the exposure of their channel, so that images of different exposures compare. */
    public Image radiance() {
        float[] result = new float[samples.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (samples[i] / header.exposure().get(i % channels()));
        }
        ImageHeader plain = new ImageHeader(width(), height(), header.channels(), SampleType.F32);
        return new Image(plain, result);
    }

    /**
     * Integers of full scale 2^bits − 1 for samples from 0 to full scale of this image: rounded to the nearest, values
     * outside saturate, NaN becomes 0.
     */
    public Image integers(int bits) {
        SampleType type = new SampleType(true, bits);
        double scale = type.maximum() / header.type().maximum();
        float[] result = new float[samples.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) Math.rint(Math.min(type.maximum(), Math.max(0, scale * samples[i])));
            result[i] = Float.isNaN(result[i]) ? 0 : result[i];
        }
        return with(type, header.exposure(), result);
    }

    private Image with(SampleType type, List<Double> exposure, float[] values) {
        return new Image(new ImageHeader(width(), height(), header.channels(), type, exposure), values);
    }

    /** Whether size, channels, type, exposure and all samples (bit by bit) are the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Image image && header.equals(image.header) && Arrays.equals(samples, image.samples);
    }

    @Override
    public int hashCode() {
        return 31 * header.hashCode() + Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return header.toString();
    }
}
