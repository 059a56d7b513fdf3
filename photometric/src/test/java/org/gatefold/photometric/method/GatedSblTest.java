package org.gatefold.photometric.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.Scenes;
import org.gatefold.photometric.learned.AngularScore;
import org.gatefold.photometric.learned.PixelProblems;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gated SBL with the weights that come with the tool. */
class GatedSblTest {
    private static NormalMethod method(String spec) {
        return NormalMethods.parse(MethodSpec.parse(spec));
    }

    private static Lights lights(int count) {
        LabelledProblem drawn = PixelProblems.anyLights(count, count).draw(new SplittableRandom(77), 1);
        return new Lights(((RealMatrix) drawn.problem().operator()).re());
    }

    /** Mean error of a method on pixels whose normals can be told; left out intensities count as dark. */
    private static double error(NormalMethod method, LabelledProblem pixels) {
        Batch o = pixels.problem().measurements().copy();
        for (int i = 0; i < o.data().length; i++) {
            o.data()[i] = Float.isNaN(o.data()[i]) ? 0 : o.data()[i];
        }
        Lights lights = new Lights(((RealMatrix) pixels.problem().operator()).re());
        float[] found = method.estimate(lights, o).directions();
        Batch answer = Batch.wrap(o.count(), 1, 3, found);
        double sum = 0;
        int count = 0;
        for (int p = 0; p < o.count(); p++) {
            double degrees = new AngularScore().score(pixels, answer, p);
            sum += Double.isNaN(degrees) ? 0 : degrees;
            count += Double.isNaN(degrees) ? 0 : 1;
        }
        return sum / count;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 14, 30})
    void itBeatsSblOnPixelsItHasNotSeen(int lights) {
        double gated = 0;
        double sbl = 0;
        double masked = 0;
        for (int draw = 0; draw < 5; draw++) {
            LabelledProblem pixels =
                    PixelProblems.anyLights(lights, lights).draw(new SplittableRandom(1000 + draw), 200);
            gated += error(method("gated-sbl"), pixels);
            sbl += error(method("sbl"), pixels);
            masked += error(method("masked-sbl:shadow=0.1"), pixels);
        }
        assertTrue(gated < 0.75 * sbl, gated / 5 + " against " + sbl / 5);
        assertTrue(gated < 0.85 * masked, gated / 5 + " against " + masked / 5 + " of the masked");
    }

    @Test
    void lambertianPixelsAreAsGoodAsExact() {
        Scenes scene = Scenes.random(1, 150, 12, 0);
        double error = scene.meanDegrees(method("gated-sbl")
                .estimate(scene.lights(), scene.intensities())
                .directions());
        assertTrue(error < 0.1, "mean error " + error);
    }

    @Test
    void strangePixelsHaveFiniteNormalsAndLittleConfidence() {
        Lights lights = lights(10);
        Batch o = new Batch(6, 1, 10);
        float[] data = o.data();
        Arrays.fill(data, 10, 20, 1); // saturated
        data[24] = 5; // one light
        data[33] = 5;
        data[36] = 4; // two
        for (int i = 0; i < 10; i++) {
            double lit = 0.3 * lights.x(i) - 0.2 * lights.y(i) + 0.9 * lights.z(i);
            data[40 + i] = (float) Math.max(0, lit); // a good one
            data[50 + i] = i % 2 == 0 ? 1e-3f : 1;
        }
        for (String name : new String[] {"gated-sbl", "masked-gated-sbl", "gated-sbl:shadow=0.1"}) {
            Normals normals = method(name).estimate(lights, o);
            for (float v : normals.directions()) {
                assertTrue(Float.isFinite(v), name);
            }
            assertEquals(0, normals.confidence(0));
            assertTrue(normals.confidence(4) > 0.8, name + " " + normals.confidence(4));
            for (int p : new int[] {1, 2, 3, 5}) {
                assertTrue(normals.confidence(p) < 0.6, name + ", pixel " + p + " " + normals.confidence(p));
            }
        }
    }

    @Test
    void resultsDoNotDependOnTheBlocks() {
        Scenes scene = Scenes.random(3, 700, 11, 0.1);
        NormalMethod method = method("gated-sbl");
        Normals all = method.estimate(scene.lights(), scene.intensities());
        Normals some = method.estimate(scene.lights(), scene.intensities().slice(350, 400));
        assertArrayEquals(Arrays.copyOfRange(all.directions(), 3 * 350, 3 * 400), some.directions(), 2e-3f);
    }

    /** Zeros behind a mask are as if they had not been measured; fewer than three lit ones are not masked. */
    @Test
    void aMaskLeavesShadowsOut() {
        LabelledProblem pixels = PixelProblems.anyLights(12, 12).draw(new SplittableRandom(5), 300);
        Lights lights = new Lights(((RealMatrix) pixels.problem().operator()).re());
        Batch dark = pixels.problem().measurements().copy();
        Batch unseen = dark.copy();
        for (int i = 0; i < dark.data().length; i++) {
            boolean lit = dark.data()[i] > 0 && i % 12 != 4;
            dark.data()[i] = lit ? dark.data()[i] : 0;
            unseen.data()[i] = lit ? dark.data()[i] : Float.NaN;
        }
        float[] expected = method("gated-sbl").estimate(lights, unseen).directions();
        float[] masked = method("masked-gated-sbl").estimate(lights, dark).directions();
        float[] plain = method("gated-sbl").estimate(lights, dark).directions();
        int compared = 0;
        for (int p = 0; p < 300; p++) {
            int lit = 0;
            for (int i = 0; i < 12; i++) {
                lit += dark.at(p, 0, i) > 0 ? 1 : 0;
            }
            compared += lit >= 3 ? 1 : 0;
            float[] same = lit >= 3 ? expected : plain;
            assertArrayEquals(
                    Arrays.copyOfRange(same, 3 * p, 3 * p + 3), Arrays.copyOfRange(masked, 3 * p, 3 * p + 3), 1e-5f);
        }
        assertTrue(compared > 200, compared + " pixels");
        assertFalse(Arrays.equals(plain, masked));
    }

    @Test
    void aFileThatIsNoModelIsRefused() {
        assertThrows(InputException.class, () -> method("gated-sbl:weights=missing.npz"));
        assertThrows(InputException.class, () -> method("gated-sbl:iterations=3"));
    }
}
