package org.gatefold.photometric.depth;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.datasets.image.NonFinite;
import org.gatefold.sparse.RealData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Depth of scanned objects from their true normals, in perspective. */
class RealDepthTest {
    /** Share of the range of depths that the mean error may be; see {@link DepthErrors}. */
    @ParameterizedTest
    @CsvSource({"cat, 0.003", "bear, 0.015"})
    void theScanComesBack(String object, double most) {
        Path folder = RealData.file("photometric/bini/" + object);
        NormalMap normals = normals(folder);
        float[] truth =
                Images.read(folder.resolve("depth_gt.npz"), NonFinite.KEPT).samples();
        Camera camera = Camera.Pinhole.read(folder.resolve("K.txt"));
        double error = DepthErrors.of(new BilateralIntegration().integrate(normals, camera), camera, truth)
                .mean();
        assertTrue(error <= most, object + ": mean error " + error + " of the range of depths");
    }

    private static NormalMap normals(Path folder) {
        Image image = Images.read(folder.resolve("normal_map.png")).unit();
        float[] inside = Images.read(folder.resolve("mask.png")).plane(0);
        boolean[] mask = new boolean[inside.length];
        float[] directions = new float[3 * mask.length];
        int k = 0;
        for (int i = 0; i < mask.length; i++) {
            mask[i] = inside[i] > 0;
            for (int c = 0; c < 3 && mask[i]; c++) {
                directions[k++] = image.samples()[3 * i + c] * 2 - 1;
            }
        }
        return new NormalMap(image.width(), image.height(), mask, Arrays.copyOf(directions, k));
    }
}
