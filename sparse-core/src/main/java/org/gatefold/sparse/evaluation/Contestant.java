package org.gatefold.sparse.evaluation;

import java.util.function.Function;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseSolver;

/**
 * What takes part in an evaluation: a named solver, which sees only the problem, or a bound, which sees the truth.
 *
 * @param name in tables
 * @param estimate answers a labelled problem
 */
public record Contestant(String name, Function<LabelledProblem, Batch> estimate) {
    /** A solver, which is shown the problem alone. */
    public static Contestant of(String name, SparseSolver solver) {
        return new Contestant(name, labelled -> solver.solve(labelled.problem()));
    }

    /** Least squares on the true support: the bound for every method that has to find the support. */
    public static Contestant oracle() {
        return new Contestant("oracle", OracleLeastSquares::estimate);
    }
}
