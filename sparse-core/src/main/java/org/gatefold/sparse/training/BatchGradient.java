package org.gatefold.sparse.training;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.autodiff.Gradient;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.learned.UnrolledModel;

/**
 * The mean loss of a batch and its gradient, data-parallel: each shard of problems has a tape and a gradient of its
 * own, and these are summed in the order of the shards.
 */
final class BatchGradient {
    /** Problems in a shard if all have one operator. */
    static final int SHARD = 64;

    private static final int BLOCK = 1 << 14;

    private final UnrolledModel model;
    private final Stage stage;
    private final Objective objective;
    private final int batch;
    private final int size;
    private final List<Parameter> trained = new ArrayList<>();
    private final List<Gradient> gradients = new ArrayList<>();
    private final List<Tape> tapes = new ArrayList<>();
    private double norm;

    BatchGradient(UnrolledModel model, Parameters parameters, Stage stage, Objective objective, int batch) {
        this(model, parameters, stage, objective, batch, SHARD);
    }

    /** @param size problems in a shard */
    BatchGradient(UnrolledModel model, Parameters parameters, Stage stage, Objective objective, int batch, int size) {
        this.model = model;
        this.stage = stage;
        this.objective = objective;
        this.batch = batch;
        this.size = size;
        for (Parameter p : parameters) {
            if (p.trainable() && stage.trains(p)) {
                trained.add(p);
            }
        }
        for (int from = 0; from < batch; from += size) {
            Gradient gradient = new Gradient(parameters, stage::trains);
            gradients.add(gradient);
            tapes.add(Tape.recording(parameters, gradient));
        }
    }

    /** The parameters that are trained, in their order. */
    List<Parameter> trained() {
        return trained;
    }

    /** Computes the gradient of one batch and returns its mean loss. */
    double run(TrainingData data, long step) {
        double[] losses = new double[tapes.size()];
        Workers.forShards(batch, size, (from, to) -> {
            int slot = from / size;
            LabelledProblem shard = data.shard(step, from, to);
            Tape tape = tapes.get(slot);
            gradients.get(slot).clear();
            Node estimate = model.forward(tape, shard.problem(), stage.layers());
            Node loss = objective.loss(tape, estimate, shard);
            losses[slot] = loss.scalar();
            tape.backward(loss, 1f / batch);
            tape.reset();
        });
        norm = Math.sqrt(sumShards());
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return sum / batch;
    }

    /** Sums the gradients of all shards into that of the first; returns the squared norm of the sum. */
    private double sumShards() {
        double total = 0;
        for (Parameter p : trained) {
            float[] sum = of(p);
            double[] squares = new double[(sum.length + BLOCK - 1) / BLOCK];
            Workers.forShards(sum.length, BLOCK, (from, to) -> {
                for (int slot = 1; slot < gradients.size(); slot++) {
                    float[] term = gradients.get(slot).of(p);
                    for (int i = from; i < to; i++) {
                        sum[i] += term[i];
                    }
                }
                double square = 0;
                for (int i = from; i < to; i++) {
                    square += (double) sum[i] * sum[i];
                }
                squares[from / BLOCK] = square;
            });
            for (double square : squares) {
                total += square;
            }
        }
        return total;
    }

    /** The derivative of the mean loss by a trained parameter. */
    float[] of(Parameter parameter) {
        return gradients.get(0).of(parameter);
    }

    /** ‖gradient‖₂ over all trained parameters. */
    double norm() {
        return norm;
    }

    /**
     * Takes a step of descent with this gradient, which is scaled in place.
     *
     * @param scale factor of the gradient
     */
    void descend(Optimiser optimiser, RunningAverages averages, double rate, double scale) {
        long step = averages.count();
        float factor = (float) scale;
        for (Parameter p : trained) {
            float[] gradient = of(p);
            double own = rate * stage.rates().getOrDefault(p.name(), 0.0);
            float[][] memory = averages.of(p);
            Workers.forShards(p.size(), BLOCK, (from, to) -> {
                for (int i = from; i < to; i++) {
                    gradient[i] *= factor;
                }
                optimiser.update(p.values(), gradient, memory, from, to, own, step);
            });
            p.changed();
        }
    }
}
