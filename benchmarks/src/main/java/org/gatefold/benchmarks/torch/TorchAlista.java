package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;
import org.gatefold.benchmarks.AlistaWeights;
import org.gatefold.benchmarks.Matrix;
import org.gatefold.benchmarks.Workload;
import org.jspecify.annotations.Nullable;

/** ALISTA's layers. */
public final class TorchAlista extends Inference {
    private final AnalyticLayers layers;
    private final AlistaWeights weights;

    private TorchAlista(AlistaWeights weights, Workload workload, int block) {
        super(workload, block);
        this.layers = new AnalyticLayers(workload);
        this.weights = weights;
    }

    /** In blocks of all sizes. */
    public static List<TorchAlista> ways(AlistaWeights weights, Workload workload) {
        return inBlocks(workload, block -> new TorchAlista(weights, workload, block));
    }

    @Override
    NDArray solve(NDArray measurements) {
        @Nullable NDArray x = null;
        for (int k = 0; k < weights.layers(); k++) {
            NDArray r = layers.residual(x, measurements);
            NDArray u = layers.direction(r);
            r.close();
            NDArray gamma = Torch.of(new Matrix(1, 1, new float[] {weights.steps()[k]}));
            NDArray theta = Torch.of(new Matrix(1, 1, new float[] {weights.thresholds()[k]}));
            x = AnalyticLayers.shrink(x, u, gamma, theta, weights.bypass()[k]);
        }
        return Objects.requireNonNull(x);
    }
}
