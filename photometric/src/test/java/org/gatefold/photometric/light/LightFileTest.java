package org.gatefold.photometric.light;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.Refusal;
import org.gatefold.sparse.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LightFileTest {
    @Test
    void directionsWithAndWithoutACount(@TempDir Path folder) throws IOException {
        String lines = "0 0 2 # above\n\n3, 0, 4\r\n0\t-5 0\n";
        double[] expected = {0, 0, 1, 0.6, 0, 0.8, 0, -1, 0};
        Path plain = Files.writeString(folder.resolve("plain.txt"), lines);
        Path counted = Files.writeString(folder.resolve("counted.txt"), "3\n" + lines);
        assertArrayEquals(expected, LightFile.directions(plain).matrix(), 1e-15);
        assertArrayEquals(expected, LightFile.directions(counted).matrix(), 1e-15);
    }

    @Test
    void knownFiles() {
        Lights counted = LightFile.directions(RealData.file("photometric/uw_psm/lights.txt"));
        assertEquals(12, counted.count());
        assertEquals(0.403259, counted.x(0), 1e-6);
        assertEquals(0.921013, counted.z(11), 1e-6);
        assertEquals(
                96,
                LightFile.directions(RealData.file("photometric/diligent/cat/light_directions.txt"))
                        .count());
        double[] intensities =
                LightFile.intensities(RealData.file("photometric/diligent/cat/light_intensities.txt"), 96);
        assertEquals(1.3, intensities[0]);
        assertEquals(2.7339, intensities[8]);
    }

    @Test
    void intensitiesOfOneOrThreeChannels(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("i.txt"), "2\n0.5 1 1.5\n");
        assertArrayEquals(new double[] {2, 2, 2, 0.5, 1, 1.5}, LightFile.intensities(file, 2));
    }

    @Test
    void whatIsWrittenIsRead(@TempDir Path folder) {
        Lights lights = new Lights(new double[] {0.1, 0.2, 0.3, -1, 1e-3, 7});
        LightFile.write(folder.resolve("l.txt"), lights);
        assertArrayEquals(
                lights.matrix(), LightFile.directions(folder.resolve("l.txt")).matrix(), 1e-15);
        double[] intensities = {1, 2, 1 / 3.0};
        LightFile.writeIntensities(folder.resolve("i.txt"), intensities);
        assertArrayEquals(intensities, LightFile.intensities(folder.resolve("i.txt"), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "# none|expected a light 'x y z' a line, found none",
                "4;0 0 1;0 1 1|expected 4 lights as line 1 says, found 2",
                "0 0 1;0 1|expected a direction 'x y z' in line 2, found '0 1'",
                "0 0 1;;0 0 0|expected a direction 'x y z' in line 3, found '0 0 0'",
                "0 0 1;0 one 1|expected numbers in line 2, found '0 one 1'",
                "0 0 1;0 NaN 1|expected numbers in line 2, found '0 NaN 1'"
            })
    void noDirections(String text, String complaint, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("l.txt"), text.replace(';', '\n'));
        assertEquals(": " + complaint, Refusal.of(file, () -> LightFile.directions(file)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|expected the intensities of 2 lights, found 1 lines",
                "1;0|expected an intensity > 0, or one each of red, green and blue in line 2, found '0'",
                "1;2 2|expected an intensity > 0, or one each of red, green and blue in line 2, found '2 2'",
                "1;2 2 -1.5|expected an intensity > 0, or one each of red, green and blue in line 2, found '2 2 -1.5'"
            })
    void noIntensities(String text, String complaint, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("i.txt"), text.replace(';', '\n'));
        assertEquals(": " + complaint, Refusal.of(file, () -> LightFile.intensities(file, 2)));
    }
}
