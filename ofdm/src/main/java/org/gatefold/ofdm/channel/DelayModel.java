package org.gatefold.ofdm.channel;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.SingularValueDecomposition;
import org.jspecify.annotations.Nullable;

/**
 * Pilots as measurements of taps, in units in which neither the receiver's gain nor the number of pilots shows: columns
 * {@code a_l = exp(−2πi f·delay/N)/√M} of length 1 and, over the batch, values with mean square 1.
 *
 * <p>The matrix is dense: with some hundred pilots and taps a product costs less than an FFT forth and back, and the
 * Bayesian solvers need it anyway.
 */
final class DelayModel {
    /** Directions of the pilots that taps excite by less than this share of the strongest count as free of signal. */
    private static final double UNSEEN = 0.03;

    /** So many of them, as a share of all, are enough to tell the noise from. */
    private static final double ENOUGH = 0.05;

    final DelayWindow window;
    final ComplexMatrix matrix;
    final Batch values;
    private final double scale;
    private final double[] known;
    private final int points;
    private @Nullable SingularValueDecomposition decomposition;

    DelayModel(Pilots pilots, DelayWindow window) {
        this.window = window;
        int[] frequencies = pilots.frequencies();
        points = frequencies.length;
        matrix = matrix(frequencies, window);
        Batch given = pilots.values();
        double square = given.dot(given) / Math.max(1, given.data().length);
        scale = square > 0 ? Math.sqrt(square) : 1;
        values = given.like(given.length());
        for (int i = 0; i < values.data().length; i++) {
            values.data()[i] = (float) (given.data()[i] / scale);
        }
        known = new double[values.count()];
        for (int s = 0; s < known.length; s++) {
            known[s] = pilots.noiseVariance(s) / (scale * scale);
        }
    }

    private static ComplexMatrix matrix(int[] frequencies, DelayWindow window) {
        int n = window.size();
        double[] cos = new double[n];
        double[] sin = new double[n];
        for (int i = 0; i < n; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / n) / Math.sqrt(frequencies.length);
            sin[i] = -Math.sin(2 * Math.PI * i / n) / Math.sqrt(frequencies.length);
        }
        double[] re = new double[frequencies.length * window.taps()];
        double[] im = new double[re.length];
        for (int k = 0; k < frequencies.length; k++) {
            for (int l = 0; l < window.taps(); l++) {
                int phase = (int) Math.floorMod((long) frequencies[k] * (window.first() + l), (long) n);
                re[k * window.taps() + l] = cos[phase];
                im[k * window.taps() + l] = sin[phase];
            }
        }
        return new ComplexMatrix(frequencies.length, window.taps(), re, im);
    }

    /** With the noise variances that were given; NaN where none was. */
    SparseProblem problem() {
        return new SparseProblem(matrix, values, known);
    }

    /** With unknown noise. */
    SparseProblem blindProblem() {
        return new SparseProblem(matrix, values, SparseProblem.UNKNOWN);
    }

    /** With the noise variances that were given, or such as the pilots show. */
    SparseProblem noisyProblem() {
        return new SparseProblem(matrix, values, noise());
    }

    /** All samples as snapshots of one, with the mean of their noise; see {@link #samples}. */
    SparseProblem snapshots() {
        Batch wrapped = Batch.wrap(1, 2 * values.count(), values.length(), values.data());
        return new SparseProblem(matrix, wrapped, meanNoise());
    }

    /** The solution of {@link #snapshots} sample by sample, on the same numbers. */
    static Batch samples(Batch solution) {
        return Batch.wrap(solution.planes() / 2, 2, solution.length(), solution.data());
    }

    /** The mean of the noise variances that were given, or such as the pilots show. */
    double meanNoise() {
        return Arrays.stream(noise()).average().orElse(0);
    }

    SingularValueDecomposition decomposition() {
        if (decomposition == null) {
            decomposition = SingularValueDecomposition.of(matrix);
        }
        return decomposition;
    }

    private double[] noise() {
        boolean told = Arrays.stream(known).noneMatch(Double::isNaN);
        return told ? known : tail();
    }

    /**
     * For each sample the mean square of what no taps in the window can bring about. Where the window explains nearly
     * everything, the median of the matched filter over all delays instead, of which few hold a tap: a bound from
     * above.
     */
    private double[] tail() {
        double[] strengths = decomposition().values();
        int seen = (int)
                Arrays.stream(strengths).filter(v -> v > UNSEEN * strengths[0]).count();
        int free = points - seen;
        boolean enough = free >= Math.max(4, ENOUGH * points);
        Batch parts = enough ? decomposition().leftAdjoint().apply(values) : matrix.adjoint(values);
        double[] variances = new double[values.count()];
        for (int s = 0; s < variances.length; s++) {
            double found = enough
                    ? (values.energy(s) - energy(parts, s, seen)) / (2.0 * free)
                    : median(parts, s) / (2 * Math.log(2));
            variances[s] = Math.max(found, 1e-9);
        }
        return variances;
    }

    private static double energy(Batch parts, int sample, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += parts.energy(sample, i);
        }
        return sum;
    }

    private static double median(Batch matched, int sample) {
        double[] energies = new double[matched.length()];
        for (int i = 0; i < energies.length; i++) {
            energies[i] = matched.energy(sample, i);
        }
        Arrays.sort(energies);
        return energies[energies.length / 2];
    }

    /** A solution in the units of this model as taps in those of the pilots; changes it in place. */
    Batch taps(Batch solution) {
        float factor = (float) (scale * Math.sqrt((double) window.size() / points));
        for (int i = 0; i < solution.data().length; i++) {
            solution.data()[i] *= factor;
        }
        return solution;
    }

    /** Taps in the units of the pilots as a solution in those of this model; changes them in place. */
    Batch solution(Batch taps) {
        float factor = (float) (Math.sqrt((double) points / window.size()) / scale);
        for (int i = 0; i < taps.data().length; i++) {
            taps.data()[i] *= factor;
        }
        return taps;
    }

    /** Power E|x|² in the units of the taps as the variance of each real number of a solution. */
    double variance(double power) {
        return power / 2 * points / window.size() / (scale * scale);
    }
}
