package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import java.util.function.BiFunction;
import org.gatefold.benchmarks.Matrix;
import org.gatefold.benchmarks.NaAlistaWeights;

/** The network of NA-ALISTA that gives each sample's step size and threshold. */
final class Controller {
    private final LstmCell lstm;
    private final NDArray gatesOfFeatures;
    private final NDArray gatesOfState;
    private final NDArray gateBias;
    private final NDArray hiddenWeights;
    private final NDArray hiddenBias;
    private final NDArray outputWeights;
    private final NDArray outputBias;
    private final NDArray cell;
    private final NDArray state;
    private final NDArray means;
    private final NDArray scales;

    /** @param parameter makes a tensor of each trained matrix; matrices of weights come with a row for each output */
    Controller(NaAlistaWeights weights, LstmCell lstm, BiFunction<String, Matrix, NDArray> parameter) {
        this.lstm = lstm;
        this.gatesOfFeatures =
                parameter.apply("gatesOfFeatures", weights.gatesOfFeatures().transposed());
        this.gatesOfState =
                parameter.apply("gatesOfState", weights.gatesOfState().transposed());
        this.gateBias = parameter.apply("gateBias", weights.gateBias());
        this.hiddenWeights =
                parameter.apply("hiddenWeights", weights.hiddenWeights().transposed());
        this.hiddenBias = parameter.apply("hiddenBias", weights.hiddenBias());
        this.outputWeights =
                parameter.apply("outputWeights", weights.outputWeights().transposed());
        this.outputBias = parameter.apply("outputBias", weights.outputBias());
        this.cell = parameter.apply("cell", weights.cell());
        this.state = parameter.apply("state", weights.state());
        this.means = Torch.of(weights.featureMeans());
        this.scales = Torch.of(weights.featureDeviations()).pow(-1);
    }

    /** h₀ and c₀ of all samples. */
    NDList start(long count) {
        return new NDList(
                state.broadcast(count, state.getShape().get(1)),
                cell.broadcast(count, cell.getShape().get(1)));
    }

    /** Advances (h, c) by the ℓ₁ norms of r and u. */
    NDList advance(NDList hidden, NDArray r, NDArray u) {
        NDArray features = NDArrays.concat(new NDList(norm(r), norm(u)), 1);
        NDArray standard = features.sub(means).mul(scales);
        return lstm.step(standard, hidden.get(0), hidden.get(1), gatesOfFeatures, gatesOfState, gateBias);
    }

    /** γ and θ, count×1 each. */
    NDList steps(NDList hidden) {
        NDArray inner = Activation.relu(LstmCell.linear(hidden.get(1), hiddenWeights, hiddenBias));
        return Activation.softPlus(LstmCell.linear(inner, outputWeights, outputBias))
                .split(2, 1);
    }

    private static NDArray norm(NDArray rows) {
        return rows.abs().sum(new int[] {1}, true);
    }
}
