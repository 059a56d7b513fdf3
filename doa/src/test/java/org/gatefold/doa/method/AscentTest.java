package org.gatefold.doa.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.junit.jupiter.api.Test;

class AscentTest {
    private static final ArrayGeometry ULA = ArrayGeometry.uniformLinear(10, 0.5, true);
    private static final double[] START = {-7, 9};

    @Test
    void deterministicAscentEndsOnAMaximum() {
        Snapshots bin = DoaMethodsTest.snapshots(ULA, 1, 5, 0.1, false, -5.3, 6.1);
        DeterministicAscent ascent = new DeterministicAscent(ULA, List.of(bin));
        double[] top = ascent.climb(START);
        assertTrue(ascent.value(top) > ascent.value(START));
        for (int k = 0; k < 2; k++) {
            double[] up = top.clone();
            double[] down = top.clone();
            up[k] += 0.01;
            down[k] -= 0.01;
            double slope = (ascent.value(up) - ascent.value(down)) / 0.02;
            double curvature = (ascent.value(up) - 2 * ascent.value(top) + ascent.value(down)) / 1e-4;
            assertTrue(curvature < 0);
            assertEquals(0, slope / curvature, 1e-4);
        }
    }

    @Test
    void gaussianAscentEndsOnAMaximumNearTheDeterministicOne() {
        Snapshots bin = DoaMethodsTest.snapshots(ULA, 1, 100, 0.1, false, -5.3, 6.1);
        GaussianAscent ascent = new GaussianAscent(ULA, List.of(bin), false);
        GaussianAscent.Model model = ascent.climb(START, new double[] {0.5, 0.5}, 1);
        assertArrayEquals(new double[] {-5.3, 6.1}, model.anglesDegrees, 0.3);
        assertEquals(0.1, model.noiseVariance, 0.02);
        assertEquals(1, model.powers[0], 0.4);
        // climbing again from the top, or from beside it, comes to the same top
        GaussianAscent.Model again = ascent.climb(new double[] {-5.8, 5.5}, new double[] {2, 0.3}, 0.05);
        assertArrayEquals(model.anglesDegrees, again.anglesDegrees, 1e-3);
        assertEquals(model.likelihood, again.likelihood, 1e-6 * Math.abs(model.likelihood));
    }

    @Test
    void fixedPowersStay() {
        Snapshots bin = DoaMethodsTest.snapshots(ULA, 1, 1, 0.01, false, -15.3, 16.1);
        GaussianAscent.Model model =
                new GaussianAscent(ULA, List.of(bin), true).climb(new double[] {-14, 15}, new double[] {1, 2}, 0.02);
        assertArrayEquals(new double[] {1, 2}, model.powers, 1e-9);
        assertEquals(0.02, model.noiseVariance, 1e-9);
        assertArrayEquals(new double[] {-15.3, 16.1}, model.anglesDegrees, 1);
    }
}
