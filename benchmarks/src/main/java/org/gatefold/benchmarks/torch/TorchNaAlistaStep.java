package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.gatefold.benchmarks.NaAlistaWeights;
import org.gatefold.benchmarks.Workload;
import org.jspecify.annotations.Nullable;

/** NA-ALISTA's training step: mean squared error of the last layer, norm of the gradient clipped at 1, Adam at 2e-4. */
public final class TorchNaAlistaStep extends TrainingStep {
    private final SoftThreshold soft;
    private final LstmCell lstm;
    private final int[] bypass;
    private final Controller controller;
    private final NDArray phiTransposed;
    private final NDArray analytic;
    private final NDArray y;
    private final NDArray truth;

    private TorchNaAlistaStep(NaAlistaWeights weights, Workload workload, SoftThreshold soft, LstmCell lstm) {
        super(2e-4, 1);
        this.soft = soft;
        this.lstm = lstm;
        this.bypass = weights.bypass();
        this.controller = new Controller(weights, lstm, this::train);
        this.phiTransposed = Torch.of(workload.phi().transposed());
        this.analytic = Torch.of(workload.analytic());
        this.y = Torch.of(workload.measurements(), workload.count());
        this.truth = Torch.of(workload.truth(), workload.count());
    }

    /** All ways to write it. */
    public static List<TorchNaAlistaStep> ways(NaAlistaWeights weights, Workload workload) {
        List<TorchNaAlistaStep> ways = new ArrayList<>();
        for (SoftThreshold soft : SoftThreshold.values()) {
            for (LstmCell lstm : LstmCell.values()) {
                ways.add(new TorchNaAlistaStep(weights, workload, soft, lstm));
            }
        }
        return ways;
    }

    @Override
    public String name() {
        return (soft.name() + " " + lstm.name()).toLowerCase(Locale.ROOT);
    }

    @Override
    boolean transposed(String parameter) {
        return parameter.endsWith("Weights") || parameter.startsWith("gatesOf");
    }

    @Override
    NDArray loss() {
        NDList hidden = controller.start(y.getShape().get(0));
        @Nullable NDArray x = null;
        for (int count : bypass) {
            NDArray r = x == null ? y : y.sub(x.matMul(phiTransposed));
            NDArray u = r.matMul(analytic);
            hidden = controller.advance(hidden, r, u);
            NDList steps = controller.steps(hidden);
            NDArray move = u.mul(steps.get(0));
            NDArray v = x == null ? move : x.add(move);
            x = soft.of(v, steps.get(1), SoftThreshold.mask(v.stopGradient().abs(), count));
        }
        return Objects.requireNonNull(x).sub(truth).square().mean();
    }
}
