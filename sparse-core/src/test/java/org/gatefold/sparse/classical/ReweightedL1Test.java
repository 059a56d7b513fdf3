package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseSolver;
import org.junit.jupiter.api.Test;

class ReweightedL1Test extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return new ReweightedL1(Penalty.relative(0.01), 4, 0.1, 2000, 1e-3);
    }

    @Override
    protected double tolerance() {
        return 2e-3;
    }

    @Override
    protected double accuracy() {
        return 0.01;
    }

    @Test
    void reweightingTakesTheShrinkageAway() {
        LabelledProblem p = problem(false, 1, 30, 11);
        Batch plain = new ReweightedL1(Penalty.relative(0.05), 1, 0.1, 2000, 1e-3).solve(p.problem());
        Batch reweighted = new ReweightedL1(Penalty.relative(0.05), 5, 0.1, 2000, 1e-3).solve(p.problem());
        assertTrue(error(reweighted, p.truth()) < 0.3 * error(plain, p.truth()));
    }

    private static double error(Batch x, Batch truth) {
        double sum = 0;
        for (int i = 0; i < x.data().length; i++) {
            double d = x.data()[i] - truth.data()[i];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }
}
