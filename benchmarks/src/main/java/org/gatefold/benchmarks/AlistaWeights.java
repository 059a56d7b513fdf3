package org.gatefold.benchmarks;

/**
 * ALISTA (Liu et al. 2019): x ← η_θₖ(x − γₖWᵀ(Φx − y)), where the entries strictly above the pₖ-th largest magnitude
 * bypass the threshold.
 *
 * @param steps γ, one a layer
 * @param thresholds θ, one a layer
 * @param bypass p, one a layer, as counts
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record AlistaWeights(float[] steps, float[] thresholds, int[] bypass) {
    /** Chosen layer by layer for the data. */
    public static AlistaWeights tuned(Workload workload, int layers) {
        return new GreedyAlista(workload)
                .tune(NaAlistaWeights.bypass(layers), GreedyAlista.STEPS, GreedyAlista.THRESHOLDS);
    }

    public int layers() {
        return steps.length;
    }

    /** Floating-point operations of a forward pass, zeros counted like any number; the first layer has no Φx. */
    public double forwardOperations(int count, int m, int n) {
        return 2.0 * count * m * n * (2 * layers() - 1);
    }
}
