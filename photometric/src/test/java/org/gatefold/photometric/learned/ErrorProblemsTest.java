package org.gatefold.photometric.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.photometric.LightDraw;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.learned.OperatorIdentity;
import org.junit.jupiter.api.Test;

class ErrorProblemsTest {
    private static final int PIXELS = 500;
    private final Lights rig = new LightDraw(9, new SplittableRandom(4)).above(0.1);

    @Test
    void theErrorsAreFewAndExplainTheMeasurements() {
        LabelledProblem drawn = new ErrorProblems(rig).draw(new SplittableRandom(5), PIXELS);
        Batch explained = drawn.problem().operator().apply(drawn.truth());
        Batch y = drawn.problem().measurements();
        int exact = 0;
        int errors = 0;
        for (int p = 0; p < PIXELS; p++) {
            int own = 0;
            double left = 0;
            for (int i = 0; i < rig.count(); i++) {
                own += drawn.truth().energy(p, i) > 0 ? 1 : 0;
            }
            for (int k = 0; k < y.length(); k++) {
                left += Math.pow(y.at(p, 0, k) - explained.at(p, 0, k), 2);
            }
            assertTrue(own > 0, "pixel " + p);
            errors += own;
            exact += left < 1e-10 * y.energy(p) ? 1 : 0;
        }
        // A third of all pixels is clean, of which some have highlights that reach every light a little.
        assertTrue(exact > PIXELS / 8, "exact of " + exact);
        assertTrue(errors > 2 * PIXELS && errors < 6 * PIXELS, "errors " + errors);
    }

    @Test
    void theOrderOfTheLightsDoesNotMatter() {
        Lights other = rig.chosen(4, 8, 0, 3, 1, 7, 2, 6, 5);
        LabelledProblem one = new ErrorProblems(rig).draw(new SplittableRandom(5), 20);
        LabelledProblem two = new ErrorProblems(other).draw(new SplittableRandom(5), 20);
        assertEquals(
                OperatorIdentity.of(one.problem().operator()),
                OperatorIdentity.of(two.problem().operator()));
        assertArrayEquals(
                one.problem().measurements().data(),
                two.problem().measurements().data());
        assertArrayEquals(one.truth().data(), two.truth().data());
    }
}
