package org.gatefold.photometric.depth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatefold.photometric.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraTest {
    @Test
    void aMatrixIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("K.txt"), "3.7e3 0 305.5\n0, 3600, 255\n0 0 1.0\n");
        assertEquals(new Camera.Pinhole(3700, 3600, 305.5, 255), Camera.Pinhole.read(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 0 0 0 1 0 0 0",
                "1 0 0 0 1 0 0 0 one",
                "1 2 0 0 1 0 0 0 1",
                "-1 0 0 0 1 0 0 0 1",
                "1 0 0 0 1 0 0 0 2",
                "1 0 NaN 0 1 0 0 0 1"
            })
    void noMatrix(String text, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("K.txt"), text);
        String line = Refusal.of(file, () -> Camera.Pinhole.read(file));
        assertTrue(line.startsWith(": expected "), line);
    }

    @Test
    void pointsLieWhereTheyAreSeen() {
        double[] point = new double[3];
        new Camera.Pinhole(100, 200, 10, 20).place(60, 0, 4, point);
        assertArrayEquals(new double[] {2, 0.4, -4}, point);
        Camera.ORTHOGRAPHIC.place(60, 5, 4, point);
        assertArrayEquals(new double[] {60, -5, -4}, point);
    }
}
