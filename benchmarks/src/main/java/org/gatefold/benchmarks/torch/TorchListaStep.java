package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatefold.benchmarks.ListaWeights;
import org.gatefold.benchmarks.Workload;

/** LISTA's training step: mean squared error of the last layer, Adam at 5e-4. W_b·y is computed once. */
public final class TorchListaStep extends TrainingStep {
    private final SoftThreshold soft;
    private final boolean outputRows;
    private final NDArray input;
    private final NDArray recurrent;
    private final NDArray thresholds;
    private final NDArray y;
    private final NDArray truth;

    /** @param outputRows keeps weights with a row for each output, as torch.nn.Linear does */
    private TorchListaStep(ListaWeights weights, Workload workload, SoftThreshold soft, boolean outputRows) {
        super(5e-4, Double.POSITIVE_INFINITY);
        this.soft = soft;
        this.outputRows = outputRows;
        this.input = train("input", outputRows ? weights.input().transposed() : weights.input());
        this.recurrent = train("recurrent", outputRows ? weights.recurrent().transposed() : weights.recurrent());
        this.thresholds = train("thresholds", weights.thresholds());
        this.y = Torch.of(workload.measurements(), workload.count());
        this.truth = Torch.of(workload.truth(), workload.count());
    }

    /** All ways to write it. */
    public static List<TorchListaStep> ways(ListaWeights weights, Workload workload) {
        List<TorchListaStep> ways = new ArrayList<>();
        for (SoftThreshold soft : SoftThreshold.values()) {
            ways.add(new TorchListaStep(weights, workload, soft, false));
            ways.add(new TorchListaStep(weights, workload, soft, true));
        }
        return ways;
    }

    @Override
    public String name() {
        return soft.name().toLowerCase(Locale.ROOT) + (outputRows ? " x·W'" : " x·W");
    }

    @Override
    boolean transposed(String parameter) {
        return outputRows && !parameter.equals("thresholds");
    }

    @Override
    NDArray loss() {
        NDArray fromInput = outputRows ? input.transpose() : input;
        NDArray fromLayer = outputRows ? recurrent.transpose() : recurrent;
        NDList theta = thresholds.split(thresholds.size(), 1);
        NDArray b = y.matMul(fromInput);
        NDArray x = soft.of(b, theta.get(0), null);
        for (int k = 1; k < theta.size(); k++) {
            NDArray v = x.matMul(fromLayer);
            v.addi(b);
            x = soft.of(v, theta.get(k), null);
        }
        return x.sub(truth).square().mean();
    }
}
