package org.gatefold.doa.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.sparse.Batch;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * Spectra over short times of all channels: Hann windows of {@code size} samples, one every {@code hop}, and a unitary
 * transform. The mean of each channel is taken off first. Real samples give the bins of positive frequency, complex
 * ones all bins.
 *
 * <p>Layout: {@code data[frame][channel][2·bin]} is Re, {@code [2·bin+1]} Im.
 */
final class ShortTimeSpectra {
    private final float[][][] data;
    private final double[] frequencies;
    private final int channels;

    private ShortTimeSpectra(float[][][] data, double[] frequencies, int channels) {
        this.data = data;
        this.frequencies = frequencies;
        this.channels = channels;
    }

    /** @param size at most the length of the block */
    static ShortTimeSpectra of(Frames block, double sampleRateHz, int size, int hop) {
        int frames = (block.length() - size) / hop + 1;
        int channels = block.channels();
        float[] window = window(size);
        FloatFFT_1D fft = new FloatFFT_1D(size);
        float[][][] data = new float[frames][channels][2 * size];
        IntStream.range(0, channels).parallel().forEach(c -> {
            float meanRe = mean(block.re()[c]);
            float meanIm = block.complex() ? mean(block.im()[c]) : 0;
            for (int t = 0; t < frames; t++) {
                float[] out = data[t][c];
                for (int i = 0; i < size; i++) {
                    out[2 * i] = window[i] * (block.re()[c][t * hop + i] - meanRe);
                    out[2 * i + 1] = block.complex() ? window[i] * (block.im()[c][t * hop + i] - meanIm) : 0;
                }
                fft.complexForward(out);
            }
        });
        double[] frequencies = new double[size];
        for (int k = 0; k < size; k++) {
            frequencies[k] = (k <= (size - 1) / 2 ? k : k - size) * sampleRateHz / size;
        }
        return new ShortTimeSpectra(data, frequencies, channels);
    }

    /** Hann, scaled so that white noise of variance σ² has σ² in each bin. */
    private static float[] window(int size) {
        float[] window = new float[size];
        double energy = 0;
        for (int i = 0; i < size; i++) {
            window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size));
            energy += (double) window[i] * window[i];
        }
        for (int i = 0; i < size; i++) {
            window[i] *= (float) (1 / Math.sqrt(energy));
        }
        return window;
    }

    private static float mean(float[] row) {
        double sum = 0;
        for (float v : row) {
            sum += v;
        }
        return (float) (sum / Math.max(1, row.length));
    }

    int frames() {
        return data.length;
    }

    int channels() {
        return channels;
    }

    /** The same spectra, every {@code step}-th frame of them. */
    ShortTimeSpectra every(int step) {
        float[][][] fewer = new float[(data.length + step - 1) / step][][];
        for (int t = 0; t < fewer.length; t++) {
            fewer[t] = data[t * step];
        }
        return new ShortTimeSpectra(fewer, frequencies, channels);
    }

    double frequencyHz(int bin) {
        return frequencies[bin];
    }

    /** The bins in {@code band}, by ascending frequency. */
    List<Integer> bins(FrequencyBand band) {
        List<Integer> inside = new ArrayList<>();
        for (int k = 0; k < frequencies.length; k++) {
            if (band.contains(frequencies[k])) {
                inside.add(k);
            }
        }
        inside.sort(Comparator.comparingDouble(k -> frequencies[k]));
        return inside;
    }

    /** Mean |x|² over channels of one frame and bin. */
    double power(int frame, int bin) {
        double sum = 0;
        for (float[] spectrum : data[frame]) {
            sum += (double) spectrum[2 * bin] * spectrum[2 * bin]
                    + (double) spectrum[2 * bin + 1] * spectrum[2 * bin + 1];
        }
        return sum / channels;
    }

    /** The given frames of one bin as snapshots, 1 × 2L × channels. */
    Batch snapshots(int bin, int[] chosen, double scale) {
        Batch batch = new Batch(1, 2 * chosen.length, channels);
        for (int l = 0; l < chosen.length; l++) {
            for (int c = 0; c < channels; c++) {
                batch.set(0, 2 * l, c, scale * data[chosen[l]][c][2 * bin]);
                batch.set(0, 2 * l + 1, c, scale * data[chosen[l]][c][2 * bin + 1]);
            }
        }
        return batch;
    }
}
