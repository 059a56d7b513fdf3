package org.gatefold.benchmarks.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatefold.benchmarks.Contender;
import org.gatefold.benchmarks.Matrix;
import org.gatefold.benchmarks.Outcome;

/** A step of Adam by autograd: forward, backward, clipping if there is any, update. */
abstract class TrainingStep implements Contender {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Map<String, PtNDArray> parameters = new LinkedHashMap<>();
    private final Map<String, PtNDArray> means = new LinkedHashMap<>();
    private final Map<String, PtNDArray> variances = new LinkedHashMap<>();
    private final float rate;
    private final double clip;
    private int steps;

    /** @param clip of the norm of the gradient, infinite for none */
    TrainingStep(double rate, double clip) {
        this.rate = (float) rate;
        this.clip = clip;
    }

    /** Adds a parameter with values of its own. */
    final NDArray train(String name, Matrix start) {
        PtNDArray parameter = (PtNDArray) Torch.of(start);
        means.put(name, (PtNDArray) parameter.zerosLike());
        variances.put(name, (PtNDArray) parameter.zerosLike());
        parameter.setRequiresGradient(true);
        parameters.put(name, parameter);
        return parameter;
    }

    /** The loss of the batch, one number. */
    abstract NDArray loss();

    /** How a gradient is laid out, if not as the weights of the case are. */
    boolean transposed(String parameter) {
        return false;
    }

    @Override
    public Outcome outcome() {
        Outcome outcome = new Outcome().with("loss", backward());
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            parameters.forEach((name, parameter) -> {
                NDArray gradient = parameter.getGradient();
                outcome.with(name, (transposed(name) ? gradient.transpose() : gradient).toFloatArray());
                JniUtils.zeroGrad(parameter);
            });
        }
        return outcome;
    }

    @Override
    public void run() {
        backward();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            update();
        }
    }

    private float backward() {
        try (NDScope scope = new NDScope();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            scope.suppressNotUsedWarning();
            NDArray loss = loss();
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    private void update() {
        Map<String, PtNDArray> gradients = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> gradients.put(name, parameter.getGradient()));
        if (clip < Double.POSITIVE_INFINITY) {
            clip(gradients);
        }
        steps++;
        float corrected = (float) (rate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps)));
        parameters.forEach((name, parameter) -> {
            JniUtils.adamUpdate(
                    parameter,
                    gradients.get(name),
                    means.get(name),
                    variances.get(name),
                    rate,
                    corrected,
                    0,
                    1,
                    0,
                    BETA1,
                    BETA2,
                    EPSILON,
                    false);
            JniUtils.zeroGrad(parameter);
        });
    }

    /** As clip_grad_norm_ does it, without waiting for the norm. */
    private void clip(Map<String, PtNDArray> gradients) {
        NDList norms = new NDList();
        gradients.values().forEach(gradient -> norms.add(gradient.norm()));
        NDArray factor =
                NDArrays.stack(norms).norm().add(1e-6f).pow(-1).mul(clip).clip(0, 1);
        gradients.values().forEach(gradient -> gradient.muli(factor));
    }
}
