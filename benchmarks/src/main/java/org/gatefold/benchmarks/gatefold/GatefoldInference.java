package org.gatefold.benchmarks.gatefold;

import java.util.List;
import org.gatefold.benchmarks.Contender;
import org.gatefold.benchmarks.Outcome;
import org.gatefold.benchmarks.Workload;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.learned.LearnedSolver;
import org.gatefold.sparse.learned.OperatorIdentity;
import org.gatefold.sparse.learned.Provenance;

/** All layers on a batch. */
public final class GatefoldInference implements Contender {
    private final LearnedSolver solver;
    private final SparseProblem problem;
    private final int checked;

    /** @param checked samples whose estimates are the outcome */
    public GatefoldInference(Solver solver, Workload workload, int checked) {
        Provenance provenance = new Provenance(
                OperatorIdentity.of(workload.dictionary()), "benchmark", "peers", 0, 0, 0, 0, List.of(), "", "");
        this.solver = new LearnedSolver(solver.model(), solver.parameters(), provenance);
        this.problem = workload.labelled().problem();
        this.checked = Math.min(checked, workload.count());
    }

    @Override
    public String name() {
        return "Gatefold";
    }

    @Override
    public Outcome outcome() {
        SparseProblem first = problem.slice(0, checked);
        return new Outcome().with("x", solver.solve(first, IterateListener.NONE).data());
    }

    @Override
    public void run() {
        solver.solve(problem, IterateListener.NONE);
    }
}
