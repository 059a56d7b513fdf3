package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FistaTest extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return Fista.minimiser(Penalty.relative(0.005));
    }

    @Override
    protected double tolerance() {
        return 1e-3;
    }

    @ParameterizedTest
    @ValueSource(strings = {"real 1", "real 3", "complex 2", "complex 4"})
    void karushKuhnTuckerConditionsHold(String kind) {
        String[] words = kind.split(" ");
        LabelledProblem p = problem(words[0].equals("complex"), Integer.parseInt(words[1]), 20, 7);
        double lambda = 0.3;
        Batch x = Fista.minimiser(Penalty.absolute(lambda)).solve(p.problem());
        Batch correlation = residualCorrelation(p.problem(), x);
        int active = 0;
        for (int s = 0; s < x.count(); s++) {
            for (int i = 0; i < x.length(); i++) {
                double size = Math.sqrt(x.energy(s, i));
                double c = Math.sqrt(correlation.energy(s, i));
                assertTrue(c <= lambda * 1.002, "entry " + i + " of sample " + s + ": " + c);
                if (size > 1e-3) {
                    active++;
                    for (int q = 0; q < x.planes(); q++) {
                        assertEquals(lambda * x.at(s, q, i) / size, correlation.at(s, q, i), 2e-3 * lambda);
                    }
                }
            }
        }
        assertTrue(active >= 3 * x.count(), active + " active entries");
    }

    @Test
    void zeroFromTheLargestCorrelationUpward() {
        LabelledProblem p = problem(true, 2, 5, 3);
        Batch none = Fista.minimiser(Penalty.relative(1.0001)).solve(p.problem());
        Batch some = Fista.minimiser(Penalty.relative(0.999)).solve(p.problem());
        for (int s = 0; s < 5; s++) {
            assertEquals(0, none.energy(s), 0.0);
            assertTrue(some.energy(s) > 0);
        }
    }

    @Test
    void knownNoiseKeepsThePenaltyUp() {
        assertEquals(0.5, Penalty.relative(0.1).aboveNoise(1).lambda(5, 0, 1, 100), 1e-12);
        assertEquals(0.5, Penalty.relative(0.1).aboveNoise(1).lambda(5, Double.NaN, 1, 100), 1e-12);
        double noise = 2 * Math.sqrt(0.25 * (2 * Math.log(100) + 2));
        assertEquals(noise, Penalty.relative(0.1).aboveNoise(2).lambda(5, 0.25, 2, 100), 1e-12);
        assertEquals(3, new Penalty(3, 0.1, 2).lambda(5, 0.01, 1, 100), 1e-12);
    }

    @Test
    void softThresholdingForTheIdentity() {
        RealMatrix identity = new RealMatrix(3, 3, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        Batch y = Batch.wrap(1, 1, 3, new float[] {2, -0.5f, -3});
        Batch x = Fista.minimiser(Penalty.absolute(1)).solve(new SparseProblem(identity, y, 0));
        assertEquals(1, x.at(0, 0, 0), 1e-6);
        assertEquals(0, x.at(0, 0, 1), 0.0);
        assertEquals(-2, x.at(0, 0, 2), 1e-6);
    }

    @Test
    void fistaIsFarAheadOfIstaAndBothDescendToTheSameMinimum() {
        SparseProblem p = problem(false, 1, 1, 5).problem();
        double[] costs = new double[3];
        new Ista(Penalty.absolute(0.05), 20_000).solve(p, (s, k, x, w, cost) -> costs[0] = cost);
        new Fista(Penalty.absolute(0.05), 2000).solve(p, (s, k, x, w, cost) -> costs[1] = cost);
        assertEquals(costs[0], costs[1], 1e-5 * costs[0]);
        double[] previous = {Double.POSITIVE_INFINITY};
        new Ista(Penalty.absolute(0.05), 50).solve(p, (s, k, x, w, cost) -> {
            assertTrue(cost <= previous[0] * (1 + 1e-6), "ISTA went uphill at " + k);
            previous[0] = cost;
        });
        new Fista(Penalty.absolute(0.05), 50).solve(p, (s, k, x, w, cost) -> costs[2] = cost);
        assertTrue(costs[2] - costs[1] < 0.5 * (previous[0] - costs[1]));
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Penalty.absolute(-1));
        assertThrows(IllegalArgumentException.class, () -> Penalty.relative(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Fista(Penalty.absolute(1), 0));
        assertThrows(IllegalArgumentException.class, () -> new Ista(Penalty.absolute(1), 0));
    }

    private static Batch residualCorrelation(SparseProblem p, Batch x) {
        LinearOperator a = p.operator();
        Batch r = a.apply(x);
        for (int i = 0; i < r.data().length; i++) {
            r.data()[i] = p.measurements().data()[i] - r.data()[i];
        }
        return a.adjoint(r);
    }
}
