package org.gatefold.doa.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.junit.jupiter.api.Test;

class SteeringProblemsTest {
    private static final SteeringProblems ANY = new SteeringProblems(null, 0, 0);

    @Test
    void measurementsAreTheTruthInNoiseOfTheVarianceTold() {
        SplittableRandom rng = new SplittableRandom(1);
        double ratio = 0;
        double numbers = 0;
        for (int draw = 0; draw < 100; draw++) {
            LabelledProblem drawn = ANY.draw(rng, 8);
            Batch y = drawn.problem().measurements();
            Batch clean = drawn.problem().operator().apply(drawn.truth());
            for (int s = 0; s < 8; s++) {
                double variance = drawn.problem().noiseVariance(s);
                double noise = 0;
                for (int p = 0; p < y.planes(); p++) {
                    for (int n = 0; n < y.length(); n++) {
                        noise += Math.pow(y.at(s, p, n) - clean.at(s, p, n), 2);
                    }
                }
                ratio += noise / variance;
                numbers += y.stride();
                double snrDb = 10 * Math.log10(clean.energy(s) / (y.stride() * variance));
                assertTrue(snrDb > 2.9 && snrDb < 43.1, "SNR " + snrDb);
            }
        }
        assertEquals(1, ratio / numbers, 0.02);
    }

    @Test
    void drawsDifferInArrayGridSourcesAndSnapshots() {
        SplittableRandom rng = new SplittableRandom(2);
        Set<Integer> elements = new HashSet<>();
        Set<Integer> angles = new HashSet<>();
        Set<Integer> planes = new HashSet<>();
        Set<Integer> sources = new HashSet<>();
        for (int draw = 0; draw < 300; draw++) {
            LabelledProblem drawn = ANY.draw(rng, 2);
            elements.add(drawn.problem().operator().range());
            angles.add(drawn.problem().operator().domain());
            planes.add(drawn.truth().planes());
            for (int s = 0; s < 2; s++) {
                int k = 0;
                for (int j = 0; j < drawn.truth().length(); j++) {
                    k += drawn.truth().energy(s, j) > 0 ? 1 : 0;
                }
                sources.add(k);
                assertTrue(k <= drawn.problem().operator().range() / 2);
            }
        }
        assertEquals(Set.of(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16), elements);
        assertEquals(Set.of(1, 2, 3, 4, 5), sources);
        assertEquals(Set.of(2, 4, 6, 8), planes);
        assertEquals(Set.of(90, 120, 180), angles);
    }

    @Test
    void thePapersArrayIsLeftOut() {
        SplittableRandom rng = new SplittableRandom(3);
        int near = 0;
        for (int draw = 0; draw < 20_000; draw++) {
            ArrayGeometry array = RandomArrays.draw(rng);
            boolean uniform = true;
            for (int n = 0; n < array.elements(); n++) {
                uniform &= Math.abs(array.alongAxis(n) - 0.5 * n) < 0.01 * Math.max(1, n);
            }
            assertFalse(uniform && array.elements() == 10, array.toString());
            near += uniform ? 1 : 0;
        }
        assertTrue(near > 0, "other numbers of elements half a wavelength apart are drawn");
    }

    @Test
    void sourcesBesideTheGridAreNamedByTheNearestAngle() {
        SteeringProblems beside = new SteeringProblems(ArrayGeometry.uniformLinear(16, 0.5, true), 1, 0);
        LabelledProblem drawn = beside.draw(new SplittableRandom(4), 50);
        Batch clean = drawn.problem().operator().apply(drawn.truth());
        double error = 0;
        for (int s = 0; s < 50; s++) {
            double noise = drawn.problem().noiseVariance(s) * clean.stride();
            double sum = 0;
            for (int i = s * clean.stride(); i < (s + 1) * clean.stride(); i++) {
                sum += Math.pow(drawn.problem().measurements().data()[i] - clean.data()[i], 2);
            }
            error = Math.max(error, sum / noise);
        }
        assertTrue(error > 10, "the misfit is more than noise");
        assertTrue(beside.oneOperator());
        assertFalse(ANY.oneOperator());
    }

    @Test
    void theSameStateGivesTheSameProblems() {
        LabelledProblem first = ANY.draw(new SplittableRandom(5), 3);
        LabelledProblem second = ANY.draw(new SplittableRandom(5), 3);
        assertArrayEquals(
                first.problem().measurements().data(),
                second.problem().measurements().data());
        assertArrayEquals(first.truth().data(), second.truth().data());
        assertThrows(IllegalArgumentException.class, () -> new SteeringProblems(null, 2, 0));
    }
}
