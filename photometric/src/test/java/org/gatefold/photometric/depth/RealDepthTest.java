package org.gatefold.photometric.depth;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.Raster;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.gatefold.sparse.RealData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Depth of scanned objects from their true normals, in perspective. */
class RealDepthTest {
    /** Share of the range of depths that the mean error may be; see {@link DepthScore#relativeMeanError}. */
    @ParameterizedTest
    @CsvSource({"cat, 0.02", "bear, 0.02"})
    void theScanComesBack(String object, double most) throws IOException {
        Path folder = RealData.file("photometric/bini/" + object);
        NormalMap normals = normals(folder);
        float[] truth = depth(folder.resolve("depth_gt.npz"), normals.width(), normals.height());
        Camera camera = Camera.Pinhole.read(folder.resolve("K.txt"));
        double error = DepthScore.relativeMeanError(truth, new BilateralIntegration().integrate(normals, camera));
        assertTrue(error <= most, object + ": mean error " + error + " of the range of depths");
    }

    private static NormalMap normals(Path folder) throws IOException {
        Raster image = ImageIO.read(folder.resolve("normal_map.png").toFile()).getRaster();
        Raster inside = ImageIO.read(folder.resolve("mask.png").toFile()).getRaster();
        boolean[] mask = new boolean[image.getWidth() * image.getHeight()];
        float[] directions = new float[3 * mask.length];
        int k = 0;
        for (int i = 0; i < mask.length; i++) {
            int x = i % image.getWidth();
            int y = i / image.getWidth();
            mask[i] = inside.getSample(x, y, 0) > 0;
            for (int c = 0; c < 3 && mask[i]; c++) {
                directions[k++] = image.getSample(x, y, c) / 65535f * 2 - 1;
            }
        }
        return new NormalMap(image.getWidth(), image.getHeight(), mask, Arrays.copyOf(directions, k));
    }

    /** Little-endian float32, column after column, of the only array; NaN, which {@code Npz} refuses, is kept. */
    private static float[] depth(Path file, int width, int height) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                DataInputStream in =
                        new DataInputStream(zip.getInputStream(zip.entries().nextElement()))) {
            byte[] bytes = in.readAllBytes();
            int size = 4 * width * height;
            FloatBuffer columns = ByteBuffer.wrap(bytes, bytes.length - size, size)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] values = new float[width * height];
            for (int i = 0; i < values.length; i++) {
                values[i] = columns.get(i % width * height + i / width);
            }
            return values;
        }
    }
}
