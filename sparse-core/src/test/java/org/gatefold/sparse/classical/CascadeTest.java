package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.dictionary.Dictionaries;
import org.gatefold.sparse.evaluation.Scores;
import org.gatefold.sparse.evaluation.SupportAccuracy;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.evaluation.SyntheticProblems.Amplitudes;
import org.gatefold.sparse.evaluation.SyntheticProblems.Support;
import org.gatefold.sparse.learned.GatedSbl;
import org.gatefold.sparse.learned.ModelFile;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CascadeTest {
    private final LinearOperator a = Matrices.realGaussian(new SplittableRandom(3), 12, 30);

    private LabelledProblem draw(double snrDb) {
        return new SyntheticProblems(a, Support.EXACT, Amplitudes.UNIFORM, 3, snrDb, true)
                .draw(new SplittableRandom(4), 9);
    }

    /** Knows the truth of every problem whose first measurement is positive; of others it says something else. */
    private static SparseSolver half(LabelledProblem all, float other, List<Integer> asked) {
        return (problem, listener) -> {
            asked.add(problem.count());
            Batch x = problem.zeroEstimate();
            for (int s = 0; s < problem.count(); s++) {
                float[] y = problem.measurements().slice(s, s + 1).data();
                for (int t = 0; t < all.problem().count(); t++) {
                    boolean same = java.util.Arrays.equals(
                            y, all.problem().measurements().slice(t, t + 1).data());
                    if (same && y[0] > 0) {
                        x.put(s, all.truth().slice(t, t + 1));
                    } else if (same) {
                        x.set(s, 0, 0, other);
                    }
                }
            }
            return x;
        };
    }

    /** Solvers do more where somebody listens, so they must know if nobody does. */
    @Test
    void nobodyListensUnlessAskedTo() {
        List<IterateListener> heard = new ArrayList<>();
        List<Integer> told = new ArrayList<>();
        SparseSolver silent = (problem, listener) -> {
            heard.add(listener);
            for (int s = 0; s < problem.count(); s++) {
                listener.iterate(s, 1, problem.zeroEstimate().slice(s, s + 1), new double[0], 0);
            }
            return problem.zeroEstimate();
        };
        Cascade cascade = new Cascade(List.of(silent), silent, List.of(silent));
        LabelledProblem all = draw(Double.POSITIVE_INFINITY);
        cascade.solve(all.problem());
        assertEquals(Collections.nCopies(3, IterateListener.NONE), heard);
        cascade.solve(all.problem(), (sample, iteration, x, weights, cost) -> told.add(sample));
        assertEquals(3 * all.problem().count(), told.size());
    }

    @Test
    void whatIsNotExplainedGoesOn() {
        LabelledProblem all = draw(Double.POSITIVE_INFINITY);
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        Batch x = new Cascade(List.of(half(all, 5, first)), half(all, 7, second), List.of()).solve(all.problem());
        int positive = 0;
        for (int s = 0; s < 9; s++) {
            boolean known = all.problem().measurements().at(s, 0, 0) > 0;
            positive += known ? 1 : 0;
            if (known) {
                assertArrayEquals(
                        all.truth().slice(s, s + 1).data(), x.slice(s, s + 1).data());
            } else {
                assertEquals(7, x.at(s, 0, 0));
            }
        }
        assertTrue(positive > 0 && positive < 9);
        assertEquals(List.of(9), first);
        assertEquals(List.of(9 - positive), second);
    }

    @Test
    void noiseIsForTheUsualSolver() {
        LabelledProblem all = draw(20);
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        new Cascade(List.of(half(all, 5, first)), half(all, 7, second), List.of()).solve(all.problem());
        SparseProblem unknown = new SparseProblem(a, all.problem().measurements(), SparseProblem.UNKNOWN);
        new Cascade(List.of(half(all, 5, first)), half(all, 7, second), List.of()).solve(unknown, IterateListener.NONE);
        assertEquals(List.of(), first);
        assertEquals(List.of(9, 9), second);
    }

    /** A dense answer explains anything, and proves nothing. */
    @Test
    void aDenseAnswerIsNotAccepted() {
        LabelledProblem all = draw(Double.POSITIVE_INFINITY);
        SparseSolver dense = (problem, listener) -> {
            Batch x = problem.zeroEstimate();
            x.put(0, all.truth());
            for (int s = 0; s < problem.count(); s++) {
                for (int j = 0; j < x.length(); j++) {
                    x.set(s, 0, j, x.at(s, 0, j) + 1e-9);
                }
            }
            return x;
        };
        List<Integer> second = new ArrayList<>();
        new Cascade(List.of(dense), half(all, 7, second), List.of()).solve(all.problem());
        assertEquals(List.of(9), second);
    }

    /** Answers of solvers that follow the usual one count only if they explain. */
    @Test
    void theUsualAnswerStandsUnlessExplained() {
        LabelledProblem all = draw(Double.POSITIVE_INFINITY);
        SparseSolver never = (problem, listener) -> {
            Batch x = problem.zeroEstimate();
            for (int s = 0; s < problem.count(); s++) {
                x.set(s, 0, 0, 5);
            }
            return x;
        };
        List<Integer> asked = new ArrayList<>();
        Batch x = new Cascade(List.of(), never, List.of(half(all, 7, asked))).solve(all.problem());
        assertEquals(List.of(9), asked);
        for (int s = 0; s < 9; s++) {
            boolean known = all.problem().measurements().at(s, 0, 0) > 0;
            assertArrayEquals(
                    known
                            ? all.truth().slice(s, s + 1).data()
                            : never.solve(all.problem()).slice(s, s + 1).data(),
                    x.slice(s, s + 1).data());
        }
        asked.clear();
        SparseProblem noisy = new SparseProblem(a, all.problem().measurements(), 1e-6);
        new Cascade(List.of(), never, List.of(half(all, 7, asked))).solve(noisy);
        assertEquals(List.of(), asked);
    }

    /** Random starts find what the even one does not, of SBL and of gated SBL. */
    @Test
    void restartsSolveMore() {
        LinearOperator phi = Dictionaries.correlated(new SplittableRandom(77), 20, 100, 2);
        LabelledProblem problems = new SyntheticProblems(
                        phi, Support.EXACT, Amplitudes.UNIFORM, 8, Double.POSITIVE_INFINITY, true)
                .draw(new SplittableRandom(5), 100);
        ModelFile small = Objects.requireNonNull(ModelFile.resource(GatedSbl.class, "gated-sbl-small.npz"));
        assertMore(small.solver(), draw -> small.from(draw).solver(), problems);
        Sbl sbl = Sbl.of();
        assertMore(new Refit(sbl), draw -> new Refit(sbl.from(draw)), problems);
    }

    private static void assertMore(
            SparseSolver even, Function<StartingVariances, SparseSolver> from, LabelledProblem problems) {
        List<SparseSolver> restarts =
                List.of(from.apply(new StartingVariances(1)), from.apply(new StartingVariances(2)));
        double once = strict(even, problems);
        double more = strict(new Cascade(List.of(), even, restarts), problems);
        assertTrue(more >= once + 0.03, once + ", and with restarts " + more);
    }

    /** The shipped weights on a dictionary that nobody has seen, beside SBL at its best. */
    @ParameterizedTest
    @CsvSource({"gated-sbl.npz, 24, 0.75, 0.1", "gated-sbl-small.npz, 6, 0.7, 0.02"})
    void shippedWeightsBeatSbl(String name, int layers, double atLeast, double margin) {
        ModelFile file = Objects.requireNonNull(ModelFile.resource(GatedSbl.class, name));
        LinearOperator phi = Dictionaries.correlated(new SplittableRandom(77), 20, 100, 2);
        LabelledProblem problems = new SyntheticProblems(
                        phi, Support.EXACT, Amplitudes.UNIFORM, 7, Double.POSITIVE_INFINITY, true)
                .draw(new SplittableRandom(5), 200);
        double gated = strict(file.withLayers(layers).solver(), problems);
        double classical = strict(Sbl.of(), problems);
        assertTrue(gated > atLeast, "strict accuracy " + gated);
        assertTrue(gated > classical + margin, "gated " + gated + ", EM " + classical);
    }

    private static double strict(SparseSolver solver, LabelledProblem problems) {
        Scores scores = new Scores(SupportAccuracy.STRICT);
        scores.add(problems, solver.solve(problems.problem()));
        return scores.summary().value();
    }
}
