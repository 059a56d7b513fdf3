package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Ways to write one step of an LSTM, weights as torch has them: a row for each gate, gates i, f, g, o. */
enum LstmCell {
    /** Gate by gate. */
    BY_HAND {
        @Override
        NDList step(NDArray features, NDArray h, NDArray c, NDArray ofFeatures, NDArray ofState, NDArray bias) {
            NDArray gates = linear(h, ofState, bias);
            gates.addi(features.matMul(ofFeatures.transpose()));
            NDList parts = gates.split(4, 1);
            NDArray cell = Activation.sigmoid(parts.get(1)).mul(c);
            cell.addi(Activation.sigmoid(parts.get(0)).mul(Activation.tanh(parts.get(2))));
            return new NDList(Activation.sigmoid(parts.get(3)).mul(Activation.tanh(cell)), cell);
        }
    },
    /** torch.lstm on a sequence of one step. */
    LIBRARY {
        @Override
        NDList step(NDArray features, NDArray h, NDArray c, NDArray ofFeatures, NDArray ofState, NDArray bias) {
            NDList out = JniUtils.lstm(
                    (PtNDArray) features.expandDims(0),
                    new NDList(h.expandDims(0), c.expandDims(0)),
                    new NDList(
                            ofFeatures,
                            ofState,
                            bias.reshape(bias.size()),
                            bias.zerosLike().reshape(bias.size())),
                    true,
                    1,
                    0,
                    false,
                    false,
                    false);
            return new NDList(out.get(0).squeeze(0), out.get(2).squeeze(0));
        }
    };

    /**
     * The next (h, c).
     *
     * @param h of all samples, count×H
     */
    abstract NDList step(NDArray features, NDArray h, NDArray c, NDArray ofFeatures, NDArray ofState, NDArray bias);

    /** x·Wᵀ + b in one product. */
    static NDArray linear(NDArray x, NDArray weights, NDArray bias) {
        return JniUtils.linear((PtNDArray) x, (PtNDArray) weights, (PtNDArray) bias.reshape(new Shape(bias.size())));
    }
}
