package org.gatefold.sparse.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.io.InputException;

/** Every solver by its usual abbreviation. A family of methods is one class, whose list is added here. */
public final class SolverCatalogue {
    private static final List<Method> METHODS = Stream.of(
                    ShrinkageMethods.all(),
                    GreedyMethods.all(),
                    BernoulliGaussianMethods.all(),
                    SblMethods.all(),
                    LearnedMethods.all())
            .flatMap(List::stream)
            .toList();
    private static final Map<String, Method> BY_NAME =
            METHODS.stream().collect(Collectors.toMap(Method::name, Function.identity()));

    private SolverCatalogue() {}

    /** All methods, in the order they are listed to the user. */
    public static List<Method> methods() {
        return METHODS;
    }

    /**
     * The solver a spec asks for: one of the methods, or a trained model by the name of its file.
     *
     * @throws InputException if there is no such method, or it has no such option or cannot take its value
     */
    public static SparseSolver solver(MethodSpec spec, MethodContext context) {
        if (spec.name().endsWith(".npz")) {
            return LearnedMethods.of(spec);
        }
        Method method = BY_NAME.get(spec.name());
        if (method == null) {
            throw new InputException("method '" + spec + "': expected one of "
                    + METHODS.stream().map(Method::name).collect(Collectors.joining(", "))
                    + ", or a trained model FILE.npz, found '" + spec.name()
                    + "'");
        }
        try {
            SparseSolver solver = method.factory().make(spec, context);
            spec.requireAllRead();
            return solver;
        } catch (IllegalArgumentException e) {
            throw new InputException("method '" + spec + "': " + e.getMessage(), e);
        }
    }

    /**
     * Runs a solver of the catalogue for a user.
     *
     * @throws InputException if the method cannot work on this problem, or its answer is not finite
     */
    public static Batch run(MethodSpec spec, SparseSolver solver, SparseProblem problem) {
        Batch estimate;
        try {
            estimate = solver.solve(problem);
        } catch (IllegalArgumentException e) {
            throw new InputException("method '" + spec + "': " + e.getMessage(), e);
        }
        if (!estimate.isFinite()) {
            throw new InputException("method '" + spec + "': expected a finite estimate, found that it diverged");
        }
        return estimate;
    }
}
