package org.gatefold.sparse.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.io.NdArray.Precision;
import org.gatefold.sparse.operator.DenseOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by NumPy 1.26 and SciPy 1.11 (arange(24) in shape 2×3×4 and simple functions of it) are read right. */
class ArrayFilesTest {
    private static final double[] COUNTING =
            IntStream.range(0, 24).asDoubleStream().toArray();

    private final Path folder;

    ArrayFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(ArrayFilesTest.class.getResource(name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double[] counting(int count, double scale, double offset) {
        return Arrays.stream(COUNTING).limit(count).map(v -> v * scale + offset).toArray();
    }

    @Test
    void everyLayoutOfNumpyIsRead() {
        NdArray a = Npy.read(fixture("c128_fortran_big.npy"));
        assertArrayEquals(new int[] {2, 3, 4}, a.shape());
        assertArrayEquals(COUNTING, a.re());
        assertArrayEquals(counting(24, -1, 100), a.im());
        NdArray b = Npy.read(fixture("f32_c.npy"));
        assertEquals(Precision.FLOAT32, b.precision());
        assertArrayEquals(counting(24, 0.125, 0), b.re());
        assertEquals(0, b.im().length);
        assertArrayEquals(counting(24, 1, -12), Npy.read(fixture("i16_big.npy")).re());
        assertArrayEquals(
                new double[] {0, 1, 0x1p63}, Npy.read(fixture("u64.npy")).re());
        NdArray c = Npy.read(fixture("f64_v3.npy"));
        assertArrayEquals(new int[] {6, 4}, c.shape());
        assertArrayEquals(counting(24, 0.5, 0), c.re());
        NdArray d = Npy.read(fixture("c64_v2.npy"));
        assertEquals(Precision.FLOAT32, d.precision());
        assertArrayEquals(counting(12, -2, 0), d.im());
        NdArray scalar = Npy.read(fixture("scalar.npy"));
        assertEquals(0, scalar.rank());
        assertArrayEquals(new double[] {2.5}, scalar.re());
    }

    @Test
    void archivesAndMatFilesAreRead() {
        assertEquals(List.of("phi", "y"), Npz.names(fixture("two.npz")));
        assertArrayEquals(new double[] {2, 0}, Npz.read(fixture("two.npz"), "y").im());
        assertEquals(9, Npz.read(fixture("two.npz"), "phi").size());
        NdArray a = MatFile.read(fixture("complex_and_single.mat"), "A");
        assertArrayEquals(new int[] {3, 4}, a.shape());
        assertArrayEquals(counting(12, 1, 0), a.re());
        assertArrayEquals(counting(12, -2, 0), a.im());
        assertEquals(
                List.of("A", "b"),
                List.copyOf(MatFile.read(fixture("complex_and_single.mat")).keySet()));
        assertArrayEquals(
                counting(12, 0.5, 0), MatFile.read(fixture("plain.mat"), null).re());
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32,false", "FLOAT32,true", "FLOAT64,false", "FLOAT64,true"})
    void whatIsWrittenIsReadBack(Precision precision, boolean complex) {
        SplittableRandom rng = new SplittableRandom(5);
        for (int[] shape : new int[][] {{}, {1}, {0}, {3000}, {7, 5}, {2, 3, 4, 5}}) {
            int size = Arrays.stream(shape).reduce(1, (p, q) -> p * q);
            double[] re = rng.doubles(size).map(v -> (float) v).toArray();
            double[] im = complex ? rng.doubles(size).map(v -> (float) v).toArray() : new double[0];
            Path file = folder.resolve("a.npy");
            Npy.write(file, new NdArray(precision, shape, re, im));
            NdArray back = Npy.read(file);
            assertArrayEquals(shape, back.shape());
            assertEquals(precision, back.precision());
            assertArrayEquals(re, back.re());
            assertArrayEquals(im, back.im());
            Map<String, NdArray> arrays = new LinkedHashMap<>(Map.of("weights/0", back));
            Npz.write(folder.resolve("a.npz"), arrays);
            assertArrayEquals(re, Npz.read(folder.resolve("a.npz"), "weights/0").re());
        }
    }

    @Test
    void arraysAreNamedByFileAndMember() {
        assertEquals(9, ArrayFile.read(fixture("two.npz") + ":phi").size());
        assertEquals(2, ArrayFile.read(fixture("complex_and_single.mat") + ":b").size());
        assertEquals(24, ArrayFile.read(fixture("f32_c.npy").toString()).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            object.npy              ; expected float, complex or integer values
            two.npz                 ; expected one array, or FILE.npz:NAME
            two.npz:z               ; expected an array 'z'
            complex_and_single.mat  ; expected one numeric array, found A, b
            complex_and_single.mat:text ; expected a numeric array 'text', found A, b
            """)
    void complaintsNameWhatWasFound(String name, String message) {
        Path folderOfFixtures = fixture("object.npy").getParent();
        InputException e = assertThrows(InputException.class, () -> ArrayFile.read(folderOfFixtures + "/" + name));
        assertTrue(e.toString().contains(message), e.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.npy", "none.npz", "none.mat", "none.npz:a", "text.txt", "."})
    void missingAndForeignFilesAreRefused(String name) throws IOException {
        Files.writeString(folder.resolve("text.txt"), "hello");
        assertThrows(
                InputException.class, () -> ArrayFile.read(folder.resolve(name).toString()));
    }

    @Test
    void nanAndInfinityAreRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Path file = folder.resolve("bad.npy");
            Npy.write(file, NdArray.real(new int[] {2, 2}, new double[] {1, 2, bad, 4}));
            InputException e = assertThrows(InputException.class, () -> Npy.read(file));
            assertTrue(e.toString().endsWith("found " + bad + " at entry 2"), e.toString());
        }
    }

    @Test
    void aHeaderCannotMakeTheReaderAllocate() throws IOException {
        byte[] file = Files.readAllBytes(fixture("f64_v3.npy"));
        String text = new String(file, StandardCharsets.ISO_8859_1);
        for (String shape :
                List.of("(9999, 9999999)", "(60000, 10000)", "(7, 4)", "(5, 4)", "(99999999999,)", "(-6, 4)")) {
            String lie = text.replace("(6, 4), }" + " ".repeat(shape.length() - 6), shape + ", }");
            assertEquals(text.length(), lie.length());
            assertNotEquals(text, lie);
            byte[] bytes = lie.getBytes(StandardCharsets.ISO_8859_1);
            InputException e = assertThrows(
                    InputException.class, () -> Npy.read(new ByteArrayInputStream(bytes), bytes.length, "lie"));
            assertTrue(e.toString().contains("expected"), e.toString());
        }
    }

    @Test
    void batchesKeepSnapshotsAndPlanes() {
        NdArray a = Npy.read(fixture("c128_fortran_big.npy"));
        Batch batch = a.batch("a", true);
        assertEquals("2×8×3", batch.toString());
        assertEquals(a.re()[(1 * 3 + 2) * 4 + 3], batch.at(1, 6, 2));
        assertEquals(a.im()[(1 * 3 + 2) * 4 + 3], batch.at(1, 7, 2));
        NdArray back = NdArray.of(batch, true, true, Precision.FLOAT64);
        assertArrayEquals(a.re(), back.re());
        assertArrayEquals(a.im(), back.im());
        Batch real = Npy.read(fixture("f64_v3.npy")).batch("b", true);
        assertEquals("6×2×4", real.toString());
        assertEquals(0, real.at(5, 1, 3));
        assertThrows(InputException.class, () -> NdArray.real(new int[] {1}, new double[] {1e39})
                .batch("big", false));
        assertThrows(InputException.class, () -> a.operator("a"));
    }

    @Test
    void theBenchmarkDictionariesAreWhatTheirAuthorsMade() {
        Path data = RealData.file("dictionaries");
        DenseOperator phi = Npy.read(data.resolve("phi_500.npy")).operator("phi");
        NdArray w = Npy.read(data.resolve("W_frob_500.npy"));
        NdArray correlated = MatFile.read(data.resolve("correlated_20x100.mat"), null);
        assertEquals(250, phi.range());
        for (int j = 0; j < 500; j++) {
            double norm = 0;
            double biorthogonal = 0;
            for (int i = 0; i < 250; i++) {
                norm += phi.re()[i * 500 + j] * phi.re()[i * 500 + j];
                biorthogonal += phi.re()[i * 500 + j] * w.re()[i * 500 + j];
            }
            assertEquals(1, norm, 1e-9);
            assertEquals(1, biorthogonal, 1e-6, "W is stored in Fortran order");
        }
        assertArrayEquals(new int[] {20, 100}, correlated.shape());
        for (int j = 0; j < 100; j++) {
            double norm = 0;
            for (int i = 0; i < 20; i++) {
                norm += correlated.re()[i * 100 + j] * correlated.re()[i * 100 + j];
            }
            assertEquals(1, norm, 1e-9);
        }
    }
}
