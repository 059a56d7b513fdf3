package org.gatefold.sparse.learned;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.SupportFit;
import org.gatefold.sparse.kernel.Workers;
import org.jspecify.annotations.Nullable;

/**
 * A trained model as a solver: its forward pass on tapes that do not record.
 *
 * <p>A batch is cut in shards of {@link UnrolledModel#shard} problems, whatever the number of threads; each runs
 * through all layers on one tape, whose arrays later shards and later calls use again. An answer far worse than 0,
 * {@code ‖y − Ax‖ > 2‖y‖}, has diverged, as unrolled steps without a line search can on a rare sample; 0 is returned
 * for it. The listener hears each layer's iterate without cost; of a model that scores indices, the estimate that its
 * scores make and as weights their softmax.
 *
 * <p>The answer of a model that scores indices to a problem without noise is that of the first of every {@value #EVERY}
 * layers that explains the measurements ({@link SupportFit#explained}), and of the last if none does.
 */
public final class LearnedSolver implements SparseSolver {
    private static final double[] NO_WEIGHTS = {};
    private static final int EVERY = 4;

    private final UnrolledModel model;
    private final Parameters parameters;
    private final Provenance provenance;
    private final Queue<Tape> tapes = new ConcurrentLinkedQueue<>();

    /** @param parameters trained weights, which must not change any more */
    public LearnedSolver(UnrolledModel model, Parameters parameters, Provenance provenance) {
        this.model = model;
        this.parameters = parameters;
        this.provenance = provenance;
    }

    public UnrolledModel model() {
        return model;
    }

    public Parameters parameters() {
        return parameters;
    }

    public Provenance provenance() {
        return provenance;
    }

    /** Equal are solvers of one model with the very same weights. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LearnedSolver that && that.model.equals(model) && that.parameters == parameters;
    }

    @Override
    public int hashCode() {
        return 31 * model.hashCode() + System.identityHashCode(parameters);
    }

    /** @throws IllegalArgumentException if the model was trained for another operator */
    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        return trace(problem, from -> listener == IterateListener.NONE ? x -> {} : new Layers(problem, from, listener));
    }

    /**
     * The same, with a view of what happens inside the layers.
     *
     * @param listeners makes one for each shard, told the index of its first problem; those of different shards work on
     *     different threads
     */
    public Batch trace(SparseProblem problem, IntFunction<Tape.LayerListener> listeners) {
        Batch answer = problem.zeroEstimate();
        boolean[] done = new boolean[problem.count()];
        IntFunction<Tape.LayerListener> both = model.scoresIndices()
                ? from -> new First(problem, from, answer, done, listeners.apply(from))
                : listeners;
        forward(problem, both, (from, output) -> {
            SparseProblem shard = problem.slice(from, from + output.count());
            Batch estimate = model.answer(shard, output);
            silenceDiverged(shard, estimate);
            for (int s = 0; s < estimate.count(); s++) {
                if (!done[from + s]) {
                    answer.put(from + s, estimate.slice(s, s + 1));
                }
            }
        });
        return answer;
    }

    /**
     * The scores of all indices after the last layer, count × 1 × domain.
     *
     * @throws IllegalArgumentException if the model does not score indices, or was trained for another operator
     */
    public Batch scores(SparseProblem problem) {
        if (!model.scoresIndices()) {
            throw new IllegalArgumentException("expected a model that scores indices, found a " + model.architecture());
        }
        return outputs(problem, from -> x -> {});
    }

    /**
     * What the last layer gives, as it is: count × 1 × domain of a model that scores indices, else count × planes ×
     * domain.
     *
     * @param listeners as of {@link #trace}
     */
    public Batch outputs(SparseProblem problem, IntFunction<Tape.LayerListener> listeners) {
        int planes = model.scoresIndices() ? 1 : problem.measurements().planes();
        Batch outputs = new Batch(problem.count(), planes, problem.operator().domain());
        forward(problem, listeners, outputs::put);
        return outputs;
    }

    /** Takes the output of the last layer for the problems from one on. */
    @FunctionalInterface
    private interface Outputs {
        void put(int from, Batch output);
    }

    private void forward(SparseProblem problem, IntFunction<Tape.LayerListener> listeners, Outputs outputs) {
        requireTrainedFor(problem.operator());
        Workers.forShards(problem.count(), model.shard(problem.operator()), (from, to) -> {
            Tape idle = tapes.poll();
            Tape tape = idle != null ? idle : Tape.inference(parameters);
            tape.listen(listeners.apply(from));
            outputs.put(
                    from,
                    model.forward(tape, problem.slice(from, to), model.layers()).toBatch());
            tape.reset();
            tapes.add(tape);
        });
    }

    /** Puts 0 where ‖y − Ax‖ > 2‖y‖. What is not a number stays, for it must show. */
    private static void silenceDiverged(SparseProblem problem, Batch x) {
        Batch residual = problem.operator().apply(x);
        float[] y = problem.measurements().data();
        for (int i = 0; i < y.length; i++) {
            residual.data()[i] -= y[i];
        }
        for (int s = 0; s < x.count(); s++) {
            if (residual.energy(s) > 4 * problem.measurements().energy(s)) {
                Arrays.fill(x.data(), s * x.stride(), (s + 1) * x.stride(), 0);
            }
        }
    }

    private void requireTrainedFor(LinearOperator operator) {
        OperatorIdentity expected = provenance.operator();
        if (expected == null) {
            return;
        }
        boolean alike = operator.range() == expected.range()
                && operator.domain() == expected.domain()
                && operator.complex() == expected.complex();
        if (!alike || !OperatorIdentity.of(operator).equals(expected)) {
            String found = alike
                    ? "another of that size, " + OperatorIdentity.of(operator)
                    : (operator.complex() ? "a complex " : "a real ") + operator.range() + "×" + operator.domain();
            throw new IllegalArgumentException(
                    "expected the dictionary it was trained for, " + expected + ", found " + found);
        }
    }

    /** Keeps the first answers of one shard that explain measurements without noise. */
    private final class First implements Tape.LayerListener {
        private final SparseProblem problem;
        private final int from;
        private final Batch answer;
        private final boolean[] done;
        private final Tape.LayerListener next;
        private int layer;

        First(SparseProblem problem, int from, Batch answer, boolean[] done, Tape.LayerListener next) {
            this.problem = problem;
            this.from = from;
            this.answer = answer;
            this.done = done;
            this.next = next;
        }

        @Override
        public void layer(Node x) {
            next.layer(x);
            layer++;
            if (layer % EVERY != 0 || layer == model.layers()) {
                return;
            }
            int[] open = IntStream.range(from, from + x.count())
                    .filter(s -> !done[s] && problem.noiseVariance(s) == 0)
                    .toArray();
            if (open.length == 0) {
                return;
            }
            Batch scores = x.toBatch();
            Batch selected = new Batch(open.length, scores.planes(), scores.length());
            for (int i = 0; i < open.length; i++) {
                selected.put(i, scores.slice(open[i] - from, open[i] - from + 1));
            }
            SparseProblem left = problem.select(open);
            Batch estimate = model.answer(left, selected);
            boolean[] explained = SupportFit.explained(left, estimate);
            for (int i = 0; i < open.length; i++) {
                if (explained[i]) {
                    answer.put(open[i], estimate.slice(i, i + 1));
                    done[open[i]] = true;
                }
            }
        }

        @Override
        public void quantity(String name, Node value) {
            next.quantity(name, value);
        }
    }

    /** Passes the iterates of one shard on, sample by sample. */
    private final class Layers implements Tape.LayerListener {
        private final SparseProblem problem;
        private final int from;
        private final IterateListener listener;
        private int layer;

        Layers(SparseProblem problem, int from, IterateListener listener) {
            this.problem = problem;
            this.from = from;
            this.listener = listener;
        }

        @Override
        public void layer(Node x) {
            layer++;
            Batch iterates = x.toBatch();
            for (int s = 0; s < iterates.count(); s++) {
                Batch output = iterates.slice(s, s + 1);
                Batch estimate = model.answer(problem.slice(from + s, from + s + 1), output);
                double[] weights = model.scoresIndices() ? SupportFit.softmax(output, 0) : NO_WEIGHTS;
                listener.iterate(from + s, layer, estimate, weights, Double.NaN);
            }
        }
    }
}
