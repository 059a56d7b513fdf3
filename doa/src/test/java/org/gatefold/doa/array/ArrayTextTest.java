package org.gatefold.doa.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayTextTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsUniformLinearArrays() {
        ArrayGeometry inWavelengths = ArrayText.parse("ula:10:0.5wl");
        assertTrue(inWavelengths.inWavelengths() && inWavelengths.isUniformLinear());
        assertEquals(10, inWavelengths.elements());
        assertEquals(0.5, inWavelengths.spacing(), 1e-12);
        ArrayGeometry inMetres = ArrayText.parse("ula:5:0.0164m");
        assertFalse(inMetres.inWavelengths());
        assertEquals(343 / (2 * 0.0164), inMetres.aliasingLimitHz(343), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ula",
                "ula:",
                "ula:10",
                "ula:10:0.5",
                "ula:1:0.5wl",
                "ula:10:-1m",
                "ula:10:0m",
                "ula:x:1m",
                "ula:10:1e999m",
                "ula:99999:1m",
                "ula:10:0.5wl:3",
                "nowhere.csv",
                ""
            })
    void refusesWhatIsNoArray(String text) {
        InputException e = assertThrows(InputException.class, () -> ArrayText.parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains("expected"), e.getMessage());
    }

    @Test
    void readsStationsInTheOrderOfTheirChannels() throws IOException {
        ArrayGeometry geometry = parse("channel,station,x_east_m,y_north_m\n1,B,0,50.5\n0,A,0,0\n2,C,1,100\n");
        assertEquals("A", geometry.labels().get(0));
        assertTrue(geometry.isUniformLinear());
        assertEquals(50, geometry.spacing(), 0.1);
        assertEquals(0, geometry.axisBearingDegrees(), 1);
    }

    @Test
    void readsPlainCoordinates() throws IOException {
        ArrayGeometry geometry = parse("0,0,1\n1,0,1\n0,1,1\n# the corner\n1,1,1\n");
        assertEquals(4, geometry.elements());
        assertFalse(geometry.isLinear());
        assertEquals(1, geometry.north(2));
    }

    @Test
    void lineOutOfOrderIsLinearButNotUniform() throws IOException {
        ArrayGeometry geometry = parse("x,y\n0,0\n2,0\n1,0\n3,0\n");
        assertTrue(geometry.isLinear());
        assertFalse(geometry.isUniformLinear());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x,y\n",
                "0,0\n",
                "0,0\n0,0\n",
                "x,y\n0,0\n1\n",
                "x,y\n0,0\n1,one\n",
                "a,b\n1,2\n3,4\n",
                "0,0\nNaN,1\n",
                "\u0000\u0001\u0002"
            })
    void refusesDamagedFiles(String content) throws IOException {
        Path file = folder.resolve("array.csv");
        Files.writeString(file, content);
        InputException e = assertThrows(InputException.class, () -> ArrayText.parse(file.toString()));
        assertTrue(String.valueOf(e.getMessage()).contains("array.csv"), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains("expected"), e.getMessage());
    }

    @Test
    void refusesBinaryFiles() throws IOException {
        Path file = folder.resolve("array.csv");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80});
        assertThrows(InputException.class, () -> ArrayText.parse(file.toString()));
    }

    private ArrayGeometry parse(String content) throws IOException {
        Path file = folder.resolve("geometry.csv");
        Files.writeString(file, content);
        return ArrayText.parse(file.toString());
    }
}
