package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;

class OmpTest extends SolverLaws {
    @Override
    protected SparseSolver solver() {
        return new Omp(3);
    }

    /** Spikes and Walsh functions, 64×128: coherence 1/8, so up to 4 < (1 + 8)/2 atoms are found whatever they are. */
    @Test
    void exactBelowTheCoherenceBound() {
        RealMatrix a = spikesAndWalsh(64);
        SplittableRandom rng = new SplittableRandom(5);
        Batch x = new Batch(400, 1, 128);
        for (int s = 0; s < x.count(); s++) {
            for (int i : rng.ints(0, 128).distinct().limit(1 + s % 4).toArray()) {
                x.set(s, 0, i, s % 2 == 0 ? 1 : rng.nextGaussian());
            }
        }
        Batch found = new Omp(8).solve(new SparseProblem(a, a.apply(x), 0));
        assertArrayEquals(x.data(), found.data(), 2e-6f);
    }

    /** Forty equal amplitudes fool OMP, far above the bound: the bound is about something. */
    @Test
    void notExactFarAboveTheBound() {
        RealMatrix a = spikesAndWalsh(64);
        SplittableRandom rng = new SplittableRandom(6);
        Batch x = new Batch(1, 1, 128);
        for (int i : rng.ints(0, 128).distinct().limit(40).toArray()) {
            x.set(0, 0, i, 1);
        }
        Batch found = new Omp(40).solve(new SparseProblem(a, a.apply(x), 0));
        assertTrue(IntStream.range(0, 128).anyMatch(i -> Math.abs(found.at(0, 0, i) - x.at(0, 0, i)) > 0.1));
    }

    @Test
    void theResidualIsOrthogonalToTheAtomsTakenAndFalls() {
        LabelledProblem p = problem(true, 4, 3, 9);
        double[] last = {1e9, 1e9, 1e9};
        Batch x = new Omp(10).solve(p.problem(), (s, k, estimate, w, cost) -> {
            synchronized (last) {
                assertTrue(cost < last[s]);
                assertEquals(
                        k,
                        IntStream.range(0, 40)
                                .filter(i -> estimate.energy(0, i) > 0)
                                .count());
                last[s] = cost;
            }
        });
        Batch r = p.problem().operator().apply(x);
        for (int i = 0; i < r.data().length; i++) {
            r.data()[i] = p.problem().measurements().data()[i] - r.data()[i];
        }
        Batch c = p.problem().operator().adjoint(r);
        for (int s = 0; s < 3; s++) {
            for (int i = 0; i < 40; i++) {
                assertTrue(x.energy(s, i) == 0 || c.energy(s, i) < 1e-10);
            }
        }
    }

    @Test
    void stopsAtTheResidualItIsTold() {
        LabelledProblem p = problem(false, 1, 50, 4);
        Batch x = new Omp(15, 0.01).solve(p.problem());
        int exact = 0;
        for (int s = 0; s < 50; s++) {
            Batch sample = x.slice(s, s + 1);
            exact += IntStream.range(0, 40).filter(i -> sample.energy(0, i) > 0).count() == 3 ? 1 : 0;
        }
        assertTrue(exact >= 45, exact + " of 50 with three atoms");
    }

    /** Three atoms 20 times the noise: with the noise known, hardly more are taken. */
    @Test
    void stopsWhereNoiseBegins() {
        LabelledProblem p = problem(false, 1, 50, 5);
        SplittableRandom rng = new SplittableRandom(6);
        Batch y = p.problem().measurements().copy();
        double deviation = 0.02;
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] += (float) (deviation * rng.nextGaussian());
        }
        Batch known = new Omp(15, 0, 1).solve(new SparseProblem(p.problem().operator(), y, deviation * deviation));
        Batch unknown = new Omp(15, 0, 1).solve(new SparseProblem(p.problem().operator(), y, SparseProblem.UNKNOWN));
        int taken = 0;
        int all = 0;
        for (int s = 0; s < 50; s++) {
            for (int i = 0; i < 40; i++) {
                taken += known.energy(s, i) > 0 ? 1 : 0;
                all += unknown.energy(s, i) > 0 ? 1 : 0;
            }
        }
        assertTrue(taken >= 140 && taken <= 220, taken + " atoms in 50 problems of three");
        assertEquals(50 * 15, all);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Omp(0));
        assertThrows(IllegalArgumentException.class, () -> new Omp(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Omp(1, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> new CoSaMp(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Iht(1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new NormalisedIht(1, 1, Double.NaN));
    }

    private static RealMatrix spikesAndWalsh(int m) {
        double[] a = new double[2 * m * m];
        for (int i = 0; i < m; i++) {
            a[i * 2 * m + i] = 1;
            for (int j = 0; j < m; j++) {
                a[i * 2 * m + m + j] = (Integer.bitCount(i & j) % 2 == 0 ? 1 : -1) / Math.sqrt(m);
            }
        }
        return new RealMatrix(m, 2 * m, a);
    }
}
