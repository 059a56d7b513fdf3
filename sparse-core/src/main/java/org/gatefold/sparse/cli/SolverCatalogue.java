package org.gatefold.sparse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.Cascade;
import org.gatefold.sparse.learned.ModelFile;

/** Every solver by its usual abbreviation. A family of methods is one class, whose list is added here. */
public final class SolverCatalogue {
    private static final List<Method> METHODS = Stream.of(
                    ShrinkageMethods.all(), GreedyMethods.all(), BernoulliGaussianMethods.all(), SblMethods.all())
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
            return model(spec);
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
     * The model whose file a spec names; with {@code any-dictionary=true} it serves others than that of its training,
     * with {@code layers=T} it runs another number of layers than it was trained with. Of several models, {@code
     * A.npz+B.npz}, and of several numbers of layers, {@code layers=T1+T2}, those that follow get the problems without
     * noise that those before do not solve, a {@link Cascade}; numbers of layers go before models.
     */
    private static SparseSolver model(MethodSpec spec) {
        boolean any = spec.flag("any-dictionary", false);
        String layers = spec.text("layers", "");
        spec.requireAllRead();
        if (!layers.matches("|[1-9]\\d{0,3}(\\+[1-9]\\d{0,3})*")) {
            throw new InputException("method '" + spec
                    + "': expected numbers of layers as in layers=12 or layers=6+12+24, found '" + layers + "'");
        }
        List<SparseSolver> solvers = new ArrayList<>();
        try {
            for (String name : spec.name().split("(?<=\\.npz)\\+")) {
                ModelFile file = ModelFile.read(Path.of(name));
                ModelFile serving = any ? file.forAnyOperator() : file;
                if (layers.isEmpty()) {
                    solvers.add(serving.solver());
                }
                for (String count : layers.isEmpty() ? new String[0] : layers.split("\\+")) {
                    solvers.add(serving.withLayers(Integer.parseInt(count)).solver());
                }
            }
        } catch (IllegalArgumentException e) {
            throw new InputException("method '" + spec + "': " + e.getMessage(), e);
        }
        return solvers.size() == 1 ? solvers.get(0) : new Cascade(solvers);
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
