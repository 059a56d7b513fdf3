package org.gatefold.benchmarks.gatefold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatefold.benchmarks.Contender;
import org.gatefold.benchmarks.Outcome;
import org.gatefold.benchmarks.Workload;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Gradient;
import org.gatefold.sparse.autodiff.Losses;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.kernel.Workers;

/** A training step: mean squared error of the last layer, clipping if there is any, Adam. */
public final class GatefoldStep implements Contender {
    private static final int SHARD = 64;
    private static final int BLOCK = 1 << 14;

    private final Solver solver;
    private final SparseProblem problem;
    private final Batch truth;
    private final double rate;
    private final double clip;
    private final List<Tape> tapes = new ArrayList<>();
    private final List<Gradient> gradients = new ArrayList<>();
    private final Map<String, float[][]> averages = new HashMap<>();
    private int steps;

    /** @param clip of the norm of the gradient, infinite for none */
    public GatefoldStep(Solver solver, Workload workload, double rate, double clip) {
        this.solver = solver;
        this.problem = new SparseProblem(workload.dictionary(), workload.measurements(), SparseProblem.UNKNOWN);
        this.truth = workload.truth();
        this.rate = rate;
        this.clip = clip;
        for (int from = 0; from < truth.count(); from += SHARD) {
            Gradient gradient = new Gradient(solver.parameters());
            gradients.add(gradient);
            tapes.add(Tape.recording(solver.parameters(), gradient));
        }
    }

    @Override
    public String name() {
        return "Gatefold";
    }

    @Override
    public Outcome outcome() {
        Outcome outcome = new Outcome().with("loss", (float) backward());
        solver.results().forEach((result, names) -> {
            int size = 0;
            for (String name : names) {
                size += solver.parameters().at(name).size();
            }
            float[] gradient = new float[size];
            int at = 0;
            for (String name : names) {
                float[] part = gradients.get(0).of(solver.parameters().at(name));
                System.arraycopy(part, 0, gradient, at, part.length);
                at += part.length;
            }
            outcome.with(result, gradient);
        });
        return outcome;
    }

    @Override
    public void run() {
        backward();
        Gradient gradient = gradients.get(0);
        float scale = clip < Double.POSITIVE_INFINITY ? (float) Math.min(1, clip / (gradient.norm() + 1e-6)) : 1;
        steps++;
        for (Parameter p : solver.parameters()) {
            if (p.trainable()) {
                float[] slope = gradient.of(p);
                float[][] memory = averages.computeIfAbsent(p.name(), name -> new float[2][p.size()]);
                Workers.forShards(p.size(), BLOCK, (from, to) -> adam(p.values(), slope, memory, from, to, scale));
            }
        }
    }

    /** The loss; the gradient of the whole batch is in the first of the shards' gradients. */
    private double backward() {
        double[] losses = new double[tapes.size()];
        Workers.forShards(truth.count(), SHARD, (from, to) -> {
            int slot = from / SHARD;
            Tape tape = tapes.get(slot);
            gradients.get(slot).clear();
            Node x = solver.model()
                    .forward(tape, problem.slice(from, to), solver.model().layers());
            Node loss = Losses.squaredError(x, truth.slice(from, to));
            losses[slot] = loss.scalar();
            tape.backward(loss, 1f / truth.data().length);
            tape.reset();
        });
        for (int slot = 1; slot < gradients.size(); slot++) {
            gradients.get(0).add(gradients.get(slot));
        }
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return sum / truth.data().length;
    }

    private void adam(float[] values, float[] gradient, float[][] memory, int from, int to, float scale) {
        float[] m = memory[0];
        float[] v = memory[1];
        float size = (float) (rate / (1 - Math.pow(0.9, steps)));
        float unbias = (float) (1 / Math.sqrt(1 - Math.pow(0.999, steps)));
        for (int i = from; i < to; i++) {
            float g = scale * gradient[i];
            m[i] = 0.9f * m[i] + 0.1f * g;
            v[i] = 0.999f * v[i] + 0.001f * g * g;
            values[i] -= size * m[i] / ((float) Math.sqrt(v[i]) * unbias + 1e-8f);
        }
    }
}
