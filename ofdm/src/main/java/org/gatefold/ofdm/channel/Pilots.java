package org.gatefold.ofdm.channel;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.gatefold.sparse.Batch;

/** What pilots say of a channel: its noisy response at some frequencies. */
public final class Pilots {
    private final int fftSize;
    private final int[] frequencies;
    private final Batch values;
    private final double[] noiseVariance;

    /**
     * @param fftSize N, the number of frequencies of a symbol
     * @param frequencies M multiples of the subcarrier spacing, in [−N/2, N/2), ascending, each once; copied
     * @param values count × 2 × M: the response for each observed symbol (received value over pilot); not copied
     * @param noiseVariance per real number of {@code values}, as in {@link org.gatefold.sparse.SparseProblem}; NaN if
     *     unknown
     */
    public Pilots(int fftSize, int[] frequencies, Batch values, double noiseVariance) {
        this(
                fftSize,
                frequencies,
                values,
                DoubleStream.generate(() -> noiseVariance).limit(values.count()).toArray());
    }

    /** The same with a noise variance for each symbol; copied. */
    public Pilots(int fftSize, int[] frequencies, Batch values, double[] noiseVariance) {
        if (values.planes() != 2 || values.length() != frequencies.length) {
            throw new IllegalArgumentException("expected two planes of one value a frequency (" + frequencies.length
                    + "), found " + values.planes() + " of " + values.length());
        }
        if (noiseVariance.length != values.count()) {
            throw new IllegalArgumentException(
                    "expected " + values.count() + " noise variances, found " + noiseVariance.length);
        }
        for (int i = 0; i < frequencies.length; i++) {
            if (frequencies[i] < -fftSize / 2
                    || frequencies[i] >= fftSize - fftSize / 2
                    || (i > 0 && frequencies[i] <= frequencies[i - 1])) {
                throw new IllegalArgumentException("expected ascending frequencies of an FFT of " + fftSize
                        + " points, found " + frequencies[i] + " at " + i);
            }
        }
        this.fftSize = fftSize;
        this.frequencies = frequencies.clone();
        this.values = values;
        this.noiseVariance = noiseVariance.clone();
    }

    public int fftSize() {
        return fftSize;
    }

    /** A copy. */
    public int[] frequencies() {
        return frequencies.clone();
    }

    public Batch values() {
        return values;
    }

    /** Of a symbol, per real number; NaN if unknown. */
    public double noiseVariance(int symbol) {
        return noiseVariance[symbol];
    }

    /** Of each symbol, per real number; a copy. */
    public double[] noiseVariances() {
        return noiseVariance.clone();
    }

    /** The mean over the symbols; NaN if one is unknown. */
    public double noiseVariance() {
        return Arrays.stream(noiseVariance).average().orElse(Double.NaN);
    }
}
