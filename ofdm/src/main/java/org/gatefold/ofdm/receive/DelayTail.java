package org.gatefold.ofdm.receive;

import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.sparse.Batch;

/**
 * The noise in pilots: what no channel explains whose delays lie between −1/32 and 3/32 of a symbol, twice the normal
 * prefix. An orthonormal basis of all such responses at the pilots is made by Gram–Schmidt, so that delays off the grid
 * and the edges of the band leave nothing behind; the rest of the energy is divided by the rest of the dimensions.
 */
final class DelayTail {
    /** Of a delay of norm 1, so much must be new for it to become a part of the basis. */
    private static final double LEAST_NEW = 0.01;

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
        Batch values = observed.values();
        double[] variances = new double[values.count()];
        for (int s = 0; s < variances.length; s++) {
            double[] v = new double[2 * pilots];
            for (int m = 0; m < pilots; m++) {
                v[2 * m] = values.at(s, 0, m);
                v[2 * m + 1] = values.at(s, 1, m);
            }
            subtract(v);
            int left = pilots - rank;
            variances[s] = left < 2 ? Double.NaN : energy(v) / (2.0 * left);
        }
        return variances;
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
            double re = 0;
            double im = 0;
            for (int i = 0; i < v.length; i += 2) {
                re += u[i] * v[i] + u[i + 1] * v[i + 1];
                im += u[i] * v[i + 1] - u[i + 1] * v[i];
            }
            for (int i = 0; i < v.length; i += 2) {
                v[i] -= re * u[i] - im * u[i + 1];
                v[i + 1] -= re * u[i + 1] + im * u[i];
            }
        }
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
