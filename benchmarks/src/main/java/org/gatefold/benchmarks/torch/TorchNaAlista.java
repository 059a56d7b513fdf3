package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Objects;
import org.gatefold.benchmarks.NaAlistaWeights;
import org.gatefold.benchmarks.Workload;
import org.jspecify.annotations.Nullable;

/** NA-ALISTA's layers. */
public final class TorchNaAlista extends Inference {
    private final AnalyticLayers layers;
    private final Controller controller;
    private final int[] bypass;

    private TorchNaAlista(NaAlistaWeights weights, Workload workload, int block) {
        super(workload, block);
        this.layers = new AnalyticLayers(workload);
        this.controller = new Controller(weights, LstmCell.BY_HAND, (name, matrix) -> Torch.of(matrix));
        this.bypass = weights.bypass();
    }

    /** In blocks of all sizes. */
    public static List<TorchNaAlista> ways(NaAlistaWeights weights, Workload workload) {
        return inBlocks(workload, block -> new TorchNaAlista(weights, workload, block));
    }

    @Override
    NDArray solve(NDArray measurements) {
        NDList hidden = controller.start(measurements.getShape().get(0));
        @Nullable NDArray x = null;
        for (int count : bypass) {
            NDArray r = layers.residual(x, measurements);
            NDArray u = layers.direction(r);
            hidden = controller.advance(hidden, r, u);
            r.close();
            NDList steps = controller.steps(hidden);
            x = AnalyticLayers.shrink(x, u, steps.get(0), steps.get(1), count);
        }
        return Objects.requireNonNull(x);
    }
}
