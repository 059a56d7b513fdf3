package org.gatefold.ofdm.receive;

import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.kernel.Workers;

/**
 * The noise in pilots: what no channel explains whose delays lie between −1/32 and 3/32 of a symbol, twice the normal
 * prefix. An orthonormal basis of all such responses at the pilots is made by Gram–Schmidt, so that delays off the grid
 * and the edges of the band leave nothing behind; the rest of the energy is divided by the rest of the dimensions.
 */
final class DelayTail {
    /** Of a delay of norm 1, so much must be new for it to become a part of the basis. */
    private static final double LEAST_NEW = 0.01;

    /** Samples a shard. */
    private static final int SHARD = 16;

    private final double[][] basis;
    private final int pilots;
    private int rank;

    DelayTail(int fftSize, int[] frequencies) {
        this.pilots = frequencies.length;
        int first = -fftSize / 32;
        int delays = fftSize / 8;
        this.basis = new double[Math.min(pilots, delays)][];
        for (int d = 0; d < delays && rank < basis.length; d++) {
            add(response(fftSize, frequencies, first + d));
        }
    }

    /** Variance per real number of each sample; NaN if there are too few pilots to tell. */
    double[] noiseVariance(Pilots observed) {
        double[] variances = new double[observed.values().count()];
        Workers.forShards(variances.length, SHARD, (from, to) -> {
            for (int s = from; s < to; s++) {
                variances[s] = noiseVariance(observed.values(), s);
            }
        });
        return variances;
    }

    private double noiseVariance(Batch values, int sample) {
        double[] v = new double[2 * pilots];
        for (int m = 0; m < pilots; m++) {
            v[2 * m] = values.at(sample, 0, m);
            v[2 * m + 1] = values.at(sample, 1, m);
        }
        double left = energy(v);
        for (int r = 0; r < rank; r++) {
            double re = dotRe(basis[r], v);
            double im = dotIm(basis[r], v);
            left -= re * re + im * im;
        }
        int free = pilots - rank;
        return free < 2 ? Double.NaN : Math.max(0, left) / (2.0 * free);
    }

    private void add(double[] v) {
        // twice, as the first pass leaves rounding errors of nearly dependent delays
        subtract(v);
        subtract(v);
        double norm = Math.sqrt(energy(v));
        if (norm > LEAST_NEW) {
            for (int i = 0; i < v.length; i++) {
                v[i] /= norm;
            }
            basis[rank++] = v;
        }
    }

    private void subtract(double[] v) {
        for (int r = 0; r < rank; r++) {
            double[] u = basis[r];
            double re = dotRe(u, v);
            double im = dotIm(u, v);
            for (int i = 0; i < v.length; i += 2) {
                v[i] -= re * u[i] - im * u[i + 1];
                v[i + 1] -= re * u[i + 1] + im * u[i];
            }
        }
    }

    /** Re uᴴv. */
    private static double dotRe(double[] u, double[] v) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            sum += u[i] * v[i];
        }
        return sum;
    }

    /** Im uᴴv. */
    private static double dotIm(double[] u, double[] v) {
        double sum = 0;
        for (int i = 0; i < v.length; i += 2) {
            sum += u[i] * v[i + 1] - u[i + 1] * v[i];
        }
        return sum;
    }

    private static double[] response(int fftSize, int[] frequencies, int delay) {
        double[] v = new double[2 * frequencies.length];
        for (int m = 0; m < frequencies.length; m++) {
            double phase = -2 * Math.PI * frequencies[m] * delay / fftSize;
            v[2 * m] = Math.cos(phase) / Math.sqrt(frequencies.length);
            v[2 * m + 1] = Math.sin(phase) / Math.sqrt(frequencies.length);
        }
        return v;
    }

    private static double energy(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return sum;
    }
}
