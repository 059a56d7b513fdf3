package org.gatefold.ofdm.receive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.ofdm.lte.PrimarySync;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.gatefold.sparse.kernel.Workers;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * Correlates 1.92-Msps samples with the three primary synchronisation signals at carrier offsets of −20 … 20
 * subcarriers, relative to the energy under the signal, and folds the squared correlation over half frames. By
 * overlapping blocks of the FFT; an offset of whole subcarriers is a rotation of the spectrum.
 */
final class PrimarySearch {
    static final int MOST_SUBCARRIERS = 20;
    static final int HALF_FRAME = 9600;
    static final int SIZE = 128;
    private static final int BLOCK = 4096;
    private static final int USEFUL = BLOCK - SIZE;
    private static final int OFFSETS = 2 * MOST_SUBCARRIERS + 1;

    /** A correlation peak: the useful part of the signal begins at {@code at} modulo half a frame. */
    record Peak(int identity, int subcarriers, int at, double value) {}

    private final int folded;
    private final float[][] values = new float[PrimarySync.IDENTITIES * OFFSETS][];

    /** @param samples (Re, Im) in turn, without the fractional part of the carrier offset */
    PrimarySearch(float[] samples) {
        int length = samples.length / 2;
        int positions = Math.max(0, length - SIZE + 1);
        this.folded = Math.min(HALF_FRAME, positions);
        List<float[]> blocks = new ArrayList<>();
        FloatFFT_1D transform = new FloatFFT_1D(BLOCK);
        for (int start = 0; start < positions; start += USEFUL) {
            float[] block = new float[2 * BLOCK];
            System.arraycopy(samples, 2 * start, block, 0, 2 * Math.min(BLOCK, length - start));
            transform.complexForward(block);
            blocks.add(block);
        }
        float[] inverseEnergy = inverseEnergy(samples, positions);
        float[][] templates = new float[PrimarySync.IDENTITIES][];
        for (int u = 0; u < templates.length; u++) {
            templates[u] = template(u, transform);
        }
        Workers.forShards(values.length, 1, (from, to) -> {
            for (int h = from; h < to; h++) {
                values[h] = correlate(blocks, templates[h / OFFSETS], h % OFFSETS - MOST_SUBCARRIERS, inverseEnergy);
            }
        });
    }

    /** The highest peak of each identity and offset, the highest first. */
    List<Peak> peaks() {
        List<Peak> peaks = new ArrayList<>();
        for (int h = 0; h < values.length; h++) {
            float[] v = values[h];
            IntStream.range(0, v.length)
                    .boxed()
                    .max(Comparator.comparingDouble(i -> v[i]))
                    .ifPresent(peak(peaks, h));
        }
        peaks.sort(Comparator.comparingDouble(Peak::value).reversed());
        return peaks;
    }

    /** The local maxima of all identities at one offset, the highest first. */
    List<Peak> peaks(int subcarriers, double least) {
        List<Peak> peaks = new ArrayList<>();
        for (int u = 0; u < PrimarySync.IDENTITIES; u++) {
            int h = u * OFFSETS + subcarriers + MOST_SUBCARRIERS;
            for (int i = 0; i < folded; i++) {
                if (values[h][i] >= least && highest(values[h], i)) {
                    peak(peaks, h).accept(i);
                }
            }
        }
        peaks.sort(Comparator.comparingDouble(Peak::value).reversed());
        return peaks;
    }

    private java.util.function.Consumer<Integer> peak(List<Peak> peaks, int h) {
        return i -> peaks.add(new Peak(h / OFFSETS, h % OFFSETS - MOST_SUBCARRIERS, i, values[h][i]));
    }

    private boolean highest(float[] v, int at) {
        for (int d = -3; d <= 3; d++) {
            int other = at + d;
            if (other >= 0 && other < folded && v[other] > v[at]) {
                return false;
            }
        }
        return true;
    }

    private float[] correlate(List<float[]> blocks, float[] template, int subcarriers, float[] inverseEnergy) {
        FloatFFT_1D transform = new FloatFFT_1D(BLOCK);
        float[] sum = new float[folded];
        int[] times = new int[folded];
        float[] work = new float[2 * BLOCK];
        int shift = Math.floorMod(subcarriers * (BLOCK / SIZE), BLOCK);
        for (int b = 0; b < blocks.size(); b++) {
            float[] block = blocks.get(b);
            for (int k = 0; k < BLOCK; k++) {
                int from = 2 * ((k + shift) & (BLOCK - 1));
                float tr = template[2 * k];
                float ti = template[2 * k + 1];
                work[from] = block[from] * tr + block[from + 1] * ti;
                work[from + 1] = block[from + 1] * tr - block[from] * ti;
            }
            transform.complexInverse(work, true);
            int start = b * USEFUL;
            int count = Math.min(USEFUL, inverseEnergy.length - start);
            for (int i = 0; i < count; i++) {
                float power = work[2 * i] * work[2 * i] + work[2 * i + 1] * work[2 * i + 1];
                int at = (start + i) % HALF_FRAME;
                sum[at] += power * inverseEnergy[start + i];
                times[at]++;
            }
        }
        for (int i = 0; i < folded; i++) {
            sum[i] /= Math.max(1, times[i]);
        }
        return sum;
    }

    /** The spectrum of the signal with energy 1, padded with zeros to a block. */
    private static float[] template(int identity, FloatFFT_1D transform) {
        double[] d = PrimarySync.values(identity);
        float[] symbol = new float[2 * SIZE];
        for (int n = 0; n < PrimarySync.LENGTH; n++) {
            int bin = Math.floorMod(ResourceGrid.frequency(n, PrimarySync.LENGTH), SIZE);
            symbol[2 * bin] = (float) d[2 * n];
            symbol[2 * bin + 1] = (float) d[2 * n + 1];
        }
        new FloatFFT_1D(SIZE).complexInverse(symbol, true);
        float[] template = new float[2 * BLOCK];
        float scale = (float) Math.sqrt((double) SIZE / PrimarySync.LENGTH);
        for (int i = 0; i < symbol.length; i++) {
            template[i] = scale * symbol[i];
        }
        transform.complexForward(template);
        return template;
    }

    /** One over the energy of the samples under the signal; quiet places count as a hundredth of the mean. */
    private static float[] inverseEnergy(float[] samples, int positions) {
        double[] energy = new double[positions];
        double sum = 0;
        double mean = 0;
        for (int n = 0; n < samples.length / 2; n++) {
            sum += power(samples, n);
            if (n >= SIZE) {
                sum -= power(samples, n - SIZE);
            }
            if (n >= SIZE - 1) {
                energy[n - SIZE + 1] = sum;
                mean += sum / positions;
            }
        }
        float[] inverse = new float[positions];
        for (int i = 0; i < positions; i++) {
            inverse[i] = (float) (1 / Math.max(1e-30, Math.max(energy[i], 0.01 * mean)));
        }
        return inverse;
    }

    private static double power(float[] samples, int n) {
        return (double) samples[2 * n] * samples[2 * n] + (double) samples[2 * n + 1] * samples[2 * n + 1];
    }
}
