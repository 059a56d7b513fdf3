package org.gatefold.photometric.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.datasets.image.SampleType;
import org.gatefold.photometric.mesh.MeshFile;
import org.gatefold.sparse.cli.CommandRun;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command on the normals of a dome whose top is at the upper left. */
class DepthCommandTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 30;

    /** Writes the normals with y upwards or downwards and the true depth. */
    private static void write(Path folder, int up) {
        float[] colours = new float[3 * WIDTH * HEIGHT];
        double[] depth = new double[WIDTH * HEIGHT];
        for (int i = 0; i < depth.length; i++) {
            int row = i / WIDTH;
            double u = i % WIDTH - 10;
            double v = row - 5;
            depth[i] = (u * u + 2 * v * v) / 90;
            double across = u / 45;
            double down = v / 22.5;
            double length = Math.sqrt(1 + across * across + down * down);
            double[] n = {across / length, -up * down / length, 1 / length};
            for (int c = 0; c < 3; c++) {
                colours[3 * i + c] = (float) (65535 * (n[c] + 1) / 2);
            }
        }
        Image image = new Image(WIDTH, HEIGHT, 3, new SampleType(true, 16), colours);
        for (int i = 0; i < colours.length; i++) {
            colours[i] = Math.round(colours[i]);
        }
        Images.write(folder.resolve("normals.png"), image);
        Npy.write(folder.resolve("truth.npy"), NdArray.real(new int[] {HEIGHT, WIDTH}, depth));
    }

    @ParameterizedTest
    @CsvSource({"opengl, 1, bilateral", "directx, -1, bilateral", "opengl, 1, poisson"})
    void aDomeComesBack(String convention, int up, String integration, @TempDir Path folder) throws IOException {
        write(folder, up);
        CommandRun run = CommandRun.of(
                new PhotometricCommand(),
                "depth",
                folder.resolve("normals.png"),
                "--convention",
                convention,
                "--integration",
                integration,
                "--truth",
                folder.resolve("truth.npy"),
                "--out",
                folder.resolve("depth.npy"),
                "--plot",
                folder.resolve("shape.png"),
                "--mesh",
                folder.resolve("dome.obj"),
                "--json",
                "-");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.json().get("mean_error_share").asDouble() < 0.003, run.out());
        assertEquals(WIDTH * HEIGHT, run.json().get("pixels").asInt());
        double[] depth = Npy.read(folder.resolve("depth.npy")).re();
        assertTrue(depth[depth.length - 1] - depth[0] > 20, "deeper to the lower right");
        assertEquals(
                2 * (WIDTH - 1) * (HEIGHT - 1),
                MeshFile.read(folder.resolve("dome.obj")).triangles());
        Image shape = Images.read(folder.resolve("shape.png"));
        // The light is at the upper left, away from which a surface faces that falls off to the lower right.
        assertTrue(shape.at(WIDTH - 2, HEIGHT - 2, 0) < 0.8 * shape.at(1, 1, 0));
    }

    @Test
    void theOtherConventionIsWrong(@TempDir Path folder) throws IOException {
        write(folder, -1);
        CommandRun run = CommandRun.of(
                new PhotometricCommand(),
                "depth",
                folder.resolve("normals.png"),
                "--truth",
                folder.resolve("truth.npy"),
                "--json",
                "-");
        assertTrue(run.json().get("mean_error_share").asDouble() > 0.1, run.out());
    }
}
