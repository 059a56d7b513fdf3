package org.gatefold.sparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SolverCatalogueTest {
    private static final MethodContext KNOWN = new MethodContext(20, 40, 3, 0.1, true);

    static Stream<Method> methods() {
        return SolverCatalogue.methods().stream();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aMethodReadsExactlyTheOptionsItLists(Method method) {
        MethodSpec spec = MethodSpec.parse(method.name() + ":no-such-option=1");
        InputException e = assertThrows(InputException.class, () -> SolverCatalogue.solver(spec, KNOWN));
        String listed =
                method.options().stream()
                        .map(Options.Option::name)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", "));
        assertTrue(e.toString().contains(listed.isEmpty() ? "no options" : "one of " + listed + ","), e.toString());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aMethodWorksWithAndWithoutKnowledge(Method method) {
        RealMatrix a = Matrices.realGaussian(new SplittableRandom(1), 20, 40);
        Batch x = new Batch(2, 1, 40);
        x.set(0, 0, 3, 1);
        x.set(1, 0, 30, -1);
        for (boolean known : new boolean[] {true, false}) {
            MethodContext context = known ? new MethodContext(20, 40, 1, 1, true) : MethodContext.blind(20, 40);
            SparseProblem problem = new SparseProblem(a, a.apply(x), known ? 1e-6 : SparseProblem.UNKNOWN);
            Batch estimate = SolverCatalogue.solver(MethodSpec.parse(method.name()), context)
                    .solve(problem);
            assertEquals(1, estimate.at(0, 0, 3), 0.15, method.name());
            assertEquals(-1, estimate.at(1, 0, 30), 0.15, method.name());
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void literalDefaultsAreTakenAsTheyAreListed(Method method) {
        String options = method.options().stream()
                .filter(o -> !o.fallback().contains(" "))
                .map(o -> o.name() + "=" + o.fallback())
                .collect(Collectors.joining(","));
        String text = options.isEmpty() ? method.name() : method.name() + ":" + options;
        assertEquals(
                SolverCatalogue.solver(MethodSpec.parse(method.name()), KNOWN),
                SolverCatalogue.solver(MethodSpec.parse(text), KNOWN),
                "solvers are records, equal if their parameters are");
        assertFalse(method.source().isBlank());
        assertFalse(method.title().isBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nosuch",
                "ista:iterations=0",
                "omp:sparsity=21",
                "ista:relative=x",
                "fista:iteration=3",
                "sbl:update=fast,restarts=2",
                "sbl:refit=false,restarts=2"
            })
    void impossibleMethodsAreRefused(String text) {
        InputException e =
                assertThrows(InputException.class, () -> SolverCatalogue.solver(MethodSpec.parse(text), KNOWN));
        assertTrue(e.toString().contains("method '" + text + "'"), e.toString());
        assertTrue(e.toString().contains("expected"), e.toString());
    }

    @Test
    void unknownSparsityIsGuessed() {
        assertEquals(5, MethodContext.blind(20, 40).sparsityOrGuess());
        assertEquals(3, KNOWN.sparsityOrGuess());
        assertEquals(1, new MethodContext(20, 40, 0.2, 1, true).sparsityOrGuess());
    }
}
