package org.gatefold.benchmarks.gatefold;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.gatefold.benchmarks.Contender;
import org.gatefold.benchmarks.Outcome;
import org.gatefold.benchmarks.Workload;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.kernel.Workers;

/** All layers on a batch. */
public final class GatefoldInference implements Contender {
    private static final int SHARD = 128;

    private final Solver solver;
    private final SparseProblem problem;
    private final int checked;
    private final Batch estimate;
    private final Queue<Tape> tapes = new ConcurrentLinkedQueue<>();

    /** @param checked samples whose estimates are the outcome */
    public GatefoldInference(Solver solver, Workload workload, int checked) {
        this.solver = solver;
        this.problem = new SparseProblem(workload.dictionary(), workload.measurements(), SparseProblem.UNKNOWN);
        this.checked = checked;
        this.estimate = workload.truth().like(workload.n());
    }

    @Override
    public String name() {
        return "Gatefold";
    }

    @Override
    public Outcome outcome() {
        run();
        int count = Math.min(checked, estimate.count());
        return new Outcome().with("x", Arrays.copyOf(estimate.data(), count * estimate.stride()));
    }

    @Override
    public void run() {
        Workers.forShards(estimate.count(), SHARD, (from, to) -> {
            Tape idle = tapes.poll();
            Tape tape = idle != null ? idle : Tape.inference(solver.parameters());
            Node x = solver.model()
                    .forward(tape, problem.slice(from, to), solver.model().layers());
            System.arraycopy(x.value(), 0, estimate.data(), from * estimate.stride(), (to - from) * estimate.stride());
            tape.reset();
            tapes.add(tape);
        });
    }
}
