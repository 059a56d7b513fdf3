package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.Batch;

/**
 * What sparse Bayesian learning knows at its end: the posterior mean, and for every problem the variances γ of the
 * prior, the posterior variances and the noise variance.
 *
 * <p>All variances are per real number, as in {@link org.gatefold.sparse.SparseProblem}: a complex entry of T snapshots
 * has the power {@code 2γ} a snapshot. Immutable but for the batch, which belongs to the caller.
 */
public final class SblPosterior {
    private final Batch mean;
    private final double[] gamma;
    private final double[] variance;
    private final double[] noiseVariance;
    private final double[] cost;
    private final int[] iterations;

    SblPosterior(Batch mean) {
        this.mean = mean;
        int size = Math.multiplyExact(mean.count(), mean.length());
        gamma = new double[size];
        variance = new double[size];
        noiseVariance = new double[mean.count()];
        cost = new double[mean.count()];
        iterations = new int[mean.count()];
    }

    void set(int sample, int index, double priorVariance, double posteriorVariance) {
        gamma[sample * mean.length() + index] = priorVariance;
        variance[sample * mean.length() + index] = posteriorVariance;
    }

    void set(int sample, double noise, double finalCost, int steps) {
        noiseVariance[sample] = noise;
        cost[sample] = finalCost;
        iterations[sample] = steps;
    }

    /** The posterior mean (4), count × planes × domain. */
    public Batch mean() {
        return mean;
    }

    /** γ of every index of one problem, a copy. */
    public double[] gamma(int sample) {
        return Arrays.copyOfRange(gamma, sample * mean.length(), (sample + 1) * mean.length());
    }

    /** The posterior variance of every index of one problem, {@code γ − γ²s}, a copy. */
    public double[] variance(int sample) {
        return Arrays.copyOfRange(variance, sample * mean.length(), (sample + 1) * mean.length());
    }

    /** The noise variance that was used or learned. */
    public double noiseVariance(int sample) {
        return noiseVariance[sample];
    }

    /** The cost (5) over all planes, Σ yᴴΣ⁻¹y + planes·log|Σ|; NaN where nothing was measured. */
    public double cost(int sample) {
        return cost[sample];
    }

    /** Iterations done. */
    public int iterations(int sample) {
        return iterations[sample];
    }
}
