package org.gatefold.sparse;

import java.util.Arrays;

/**
 * Measurements {@code y = Ax + n} of which the sparse {@code x} is sought, one problem per sample of the batch.
 *
 * <p>The noise variance is stated <em>per real number</em> of the measurements: for complex data each of Re and Im has
 * it, so a complex entry has {@code E|n|² = 2·noiseVariance}. Solvers then need not ask whether data are real or
 * complex. It may differ from sample to sample; NaN means unknown.
 */
public final class SparseProblem {
    /** The noise variance of a problem whose noise level is not known. */
    public static final double UNKNOWN = Double.NaN;

    private final LinearOperator operator;
    private final Batch measurements;
    private final double[] noiseVariance;

    /** A problem with the same noise variance (or {@link #UNKNOWN}) for every sample. */
    public SparseProblem(LinearOperator operator, Batch measurements, double noiseVariance) {
        this(operator, measurements, filled(measurements.count(), noiseVariance));
    }

    /**
     * @param noiseVariance one value ≥ 0 or NaN a sample, copied
     * @throws IllegalArgumentException if shapes do not fit or a variance is negative
     */
    public SparseProblem(LinearOperator operator, Batch measurements, double[] noiseVariance) {
        measurements.requireShape(noiseVariance.length, measurements.planes(), operator.range());
        if (operator.complex() && measurements.planes() % 2 != 0) {
            throw new IllegalArgumentException(
                    "a complex operator needs measurements with pairs of planes (Re, Im), found " + measurements);
        }
        for (double v : noiseVariance) {
            if (v < 0 || v == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("a noise variance cannot be " + v);
            }
        }
        this.operator = operator;
        this.measurements = measurements;
        this.noiseVariance = noiseVariance.clone();
    }

    private static double[] filled(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    public LinearOperator operator() {
        return operator;
    }

    /** count × planes × {@code operator().range()}; solvers only read it. */
    public Batch measurements() {
        return measurements;
    }

    /** Variance of each real number of sample {@code sample}; NaN if unknown. */
    public double noiseVariance(int sample) {
        return noiseVariance[sample];
    }

    public int count() {
        return measurements.count();
    }

    /** A zero batch in the shape of the answer, count × planes × {@code operator().domain()}. */
    public Batch zeroEstimate() {
        return measurements.like(operator.domain());
    }

    /** The same measurements of another x, by an operator of the same range. */
    public SparseProblem with(LinearOperator other) {
        return new SparseProblem(other, measurements, noiseVariance);
    }

    /** The problems at the given places, in that order, with a copy of their measurements. */
    public SparseProblem select(int[] samples) {
        Batch chosen = new Batch(samples.length, measurements.planes(), measurements.length());
        double[] noise = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            chosen.put(i, measurements.slice(samples[i], samples[i] + 1));
            noise[i] = noiseVariance[samples[i]];
        }
        return new SparseProblem(operator, chosen, noise);
    }

    /** The problems {@code from ≤ s < to}, with a copy of their measurements. */
    public SparseProblem slice(int from, int to) {
        return new SparseProblem(operator, measurements.slice(from, to), Arrays.copyOfRange(noiseVariance, from, to));
    }
}
