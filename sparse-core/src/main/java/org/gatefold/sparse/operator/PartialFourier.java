package org.gatefold.sparse.operator;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LinearOperator;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * Some bins of the unitary DFT of a window of delays: {@code A[k, l] = exp(−2πi·bin(k)·(first + l)/N)/√N}.
 *
 * <p>x holds the taps at delays first … first + delays − 1 (taken modulo N, so a window may begin before 0), y the
 * values at the bins. With all bins and all delays A is unitary; its norm never exceeds 1. Cost of an application: one
 * complex FFT of N points a pair of planes, by JTransforms.
 */
public final class PartialFourier implements LinearOperator {
    private final int size;
    private final int[] bins;
    private final int first;
    private final int delays;
    private final FloatFFT_1D transform;
    private final double norm;

    /**
     * @param size N, the number of points of the transform
     * @param bins which bins are measured, each in [0, N) and once; copied
     * @param first the first delay, may be negative
     * @param delays number of delays, 1 … N
     */
    public PartialFourier(int size, int[] bins, int first, int delays) {
        if (size < 1 || delays < 1 || delays > size) {
            throw new IllegalArgumentException("a DFT of " + size + " points has no window of " + delays + " delays");
        }
        boolean[] seen = new boolean[size];
        for (int bin : bins) {
            if (bin < 0 || bin >= size || seen[bin]) {
                throw new IllegalArgumentException("expected bins in 0…" + (size - 1) + ", each once, found " + bin);
            }
            seen[bin] = true;
        }
        this.size = size;
        this.bins = bins.clone();
        this.first = first;
        this.delays = delays;
        this.transform = new FloatFFT_1D(size);
        this.norm = bins.length == 0 ? 0 : Math.min(1, Spectrum.norm(this));
    }

    @Override
    public int range() {
        return bins.length;
    }

    @Override
    public int domain() {
        return delays;
    }

    @Override
    public boolean complex() {
        return true;
    }

    @Override
    public void apply(Batch x, Batch y) {
        requireFit(x, y);
        float scale = (float) (1 / Math.sqrt(size));
        float[] work = new float[2 * size];
        for (int pair = 0; pair < x.count() * x.planes() / 2; pair++) {
            Arrays.fill(work, 0);
            int re = 2 * pair * delays;
            for (int l = 0; l < delays; l++) {
                int at = 2 * Math.floorMod(first + l, size);
                work[at] = x.data()[re + l];
                work[at + 1] = x.data()[re + delays + l];
            }
            transform.complexForward(work);
            int out = 2 * pair * bins.length;
            for (int k = 0; k < bins.length; k++) {
                y.data()[out + k] = scale * work[2 * bins[k]];
                y.data()[out + bins.length + k] = scale * work[2 * bins[k] + 1];
            }
        }
    }

    @Override
    public void adjoint(Batch y, Batch x) {
        requireFit(x, y);
        float scale = (float) (1 / Math.sqrt(size));
        float[] work = new float[2 * size];
        for (int pair = 0; pair < y.count() * y.planes() / 2; pair++) {
            Arrays.fill(work, 0);
            int in = 2 * pair * bins.length;
            for (int k = 0; k < bins.length; k++) {
                work[2 * bins[k]] = y.data()[in + k];
                work[2 * bins[k] + 1] = y.data()[in + bins.length + k];
            }
            transform.complexInverse(work, false);
            int re = 2 * pair * delays;
            for (int l = 0; l < delays; l++) {
                int at = 2 * Math.floorMod(first + l, size);
                x.data()[re + l] = scale * work[at];
                x.data()[re + delays + l] = scale * work[at + 1];
            }
        }
    }

    @Override
    public double norm() {
        return norm;
    }
}
