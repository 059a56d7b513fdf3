package org.gatefold.photometric.method;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gatefold.photometric.Scenes;
import org.junit.jupiter.api.Test;

/** Mean angular errors on renders with exact normals. */
class RealScenesTest {
    private static final NormalMethod SBL = new SparseErrors(Double.NaN);

    private static double error(NormalMethod method, Scenes scene) {
        return scene.meanDegrees(
                method.estimate(scene.lights(), scene.intensities()).directions());
    }

    @Test
    void aBunnyWithoutCastShadows() {
        double error = error(SBL, Scenes.bunny("bunny_lambert_noshadow_gray_f32.npz", 0));
        assertTrue(error <= 0.15, "mean error " + error);
    }

    @Test
    void aBunnyWithHighlights() {
        Scenes scene = Scenes.bunny("bunny_specular_gray_f32.npz", Scenes.BUNNY_BIAS);
        double[] most = {1.15, 0.52, 0.35};
        for (int k = 0; k < 3; k++) {
            double error = error(SBL, scene.spread(10 << k));
            assertTrue(error <= most[k], "mean error " + error + " from " + (10 << k) + " images");
        }
    }

    @Test
    void shadowsFromTheWholeHemisphere() {
        Scenes scene = Scenes.hemisphere();
        double all = error(SBL, scene);
        double masked = error(new SparseErrors(0), scene);
        double squares = error(new LeastSquares(0), scene);
        assertTrue(all <= 3.8, "mean error " + all);
        assertTrue(masked <= 0.05, "mean error without shadows " + masked);
        assertTrue(masked < squares, "against " + squares + " of least squares");
    }
}
