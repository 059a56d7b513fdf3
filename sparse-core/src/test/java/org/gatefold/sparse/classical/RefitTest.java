package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.evaluation.SyntheticProblems.Amplitudes;
import org.gatefold.sparse.evaluation.SyntheticProblems.Support;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;

class RefitTest {
    private static final int RIGHT = 20;

    /** Comes near the truth at iteration 20 alone, and ends elsewhere. */
    private static SparseSolver passing(LabelledProblem all) {
        return (problem, listener) -> {
            Batch elsewhere = problem.zeroEstimate();
            Arrays.fill(elsewhere.data(), 1);
            Batch near = all.truth().copy();
            for (int i = 0; i < near.data().length; i++) {
                near.data()[i] = 1.1f * near.data()[i] + 1e-3f;
            }
            for (int t = 1; t <= 30; t++) {
                for (int s = 0; s < problem.count(); s++) {
                    Batch x = t == RIGHT ? near : elsewhere;
                    listener.iterate(s, t, x.slice(s, s + 1), new double[0], 0);
                }
            }
            return elsewhere;
        };
    }

    private static LabelledProblem draw(double snrDb) {
        return new SyntheticProblems(
                        Matrices.realGaussian(new SplittableRandom(3), 12, 30),
                        Support.EXACT,
                        Amplitudes.UNIFORM,
                        3,
                        snrDb,
                        true)
                .draw(new SplittableRandom(4), 9);
    }

    @Test
    void theFirstIterateThatExplainsAnswers() {
        LabelledProblem all = draw(Double.POSITIVE_INFINITY);
        Batch answer = new Refit(passing(all)).solve(all.problem());
        assertArrayEquals(all.truth().data(), answer.data(), 1e-5f);
    }

    @Test
    void noisyAnswersAreLeft() {
        LabelledProblem all = draw(40);
        SparseProblem problem = all.problem();
        assertArrayEquals(
                passing(all).solve(problem).data(),
                new Refit(passing(all)).solve(problem).data());
    }

    @Test
    void itIsHeardByWhoListens() {
        LabelledProblem all = draw(Double.POSITIVE_INFINITY);
        int[] heard = new int[9];
        new Refit(passing(all)).solve(all.problem(), (s, t, x, weights, cost) -> heard[s]++);
        assertEquals(9 * 30, Arrays.stream(heard).sum());
        assertTrue(Arrays.stream(heard).allMatch(n -> n == 30));
    }
}
