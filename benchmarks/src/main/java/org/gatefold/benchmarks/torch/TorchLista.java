package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.gatefold.benchmarks.ListaWeights;
import org.gatefold.benchmarks.Workload;

/** LISTA's layers. */
public final class TorchLista extends Inference {
    private final NDArray input;
    private final NDArray recurrent;
    private final float[] thresholds;

    private TorchLista(ListaWeights weights, Workload workload, int block) {
        super(workload, block);
        this.input = Torch.of(weights.input());
        this.recurrent = Torch.of(weights.recurrent());
        this.thresholds = weights.thresholds().values();
    }

    /** In blocks of all sizes. */
    public static List<TorchLista> ways(ListaWeights weights, Workload workload) {
        return inBlocks(workload, block -> new TorchLista(weights, workload, block));
    }

    @Override
    NDArray solve(NDArray measurements) {
        NDArray b = measurements.matMul(input);
        NDArray x = b.sub(b.clip(-thresholds[0], thresholds[0]));
        for (int k = 1; k < thresholds.length; k++) {
            NDArray v = x.matMul(recurrent);
            x.close();
            v.addi(b);
            try (NDArray clipped = v.clip(-thresholds[k], thresholds[k])) {
                v.subi(clipped);
            }
            x = v;
        }
        return x;
    }
}
