package org.gatefold.sparse.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.gatefold.sparse.io.NpzArchive.Matrix;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzArchiveTest {
    private final Path folder;

    NpzArchiveTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static float[] wide() {
        float[] values = new float[40_000];
        SplittableRandom rng = new SplittableRandom(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rng.nextGaussian();
        }
        return values;
    }

    private static NpzArchive archive() {
        return new NpzArchive()
                .put("card", "{\"name\": \"θ and γ\"}")
                .put("W", new Matrix(200, 200, wide()))
                .put("theta.0", new Matrix(1, 1, new float[] {Float.MIN_VALUE}))
                .put("empty", new Matrix(0, 3, new float[0]));
    }

    private static void requireSame(NpzArchive expected, NpzArchive found) {
        assertEquals(expected.texts(), found.texts());
        assertEquals(
                List.copyOf(expected.matrices().keySet()),
                List.copyOf(found.matrices().keySet()));
        for (Map.Entry<String, Matrix> e : expected.matrices().entrySet()) {
            Matrix m = Objects.requireNonNull(found.matrices().get(e.getKey()));
            assertEquals(e.getValue().rows(), m.rows());
            assertArrayEquals(e.getValue().values(), m.values(), e.getKey());
        }
    }

    @Test
    void everythingComesBackToTheBit() {
        Path file = folder.resolve("a.npz");
        archive().write(file);
        requireSame(archive(), NpzArchive.read(file));
        assertEquals(200, Npz.read(file, "W").dimension(0), "the matrices are those of any .npz");
    }

    @Test
    void numpyOpensItWithoutPickle() throws IOException, InterruptedException {
        Path file = folder.resolve("a.npz");
        archive().write(file);
        Path printed = folder.resolve("printed.txt");
        String script = "import numpy, json\nf = numpy.load(r'" + file + "')\n"
                + "print(json.loads(f['card'].item())['name'], f['W'].dtype, f['W'].shape, f['empty'].shape)\n"
                + "print(repr(float(f['W'][3, 7])), repr(float(f['theta.0'][0, 0])))";
        Process python;
        try {
            python = new ProcessBuilder("python3", "-c", script)
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
        } catch (IOException e) {
            Assumptions.abort("no python3 here");
            return;
        }
        assertTrue(python.waitFor(60, TimeUnit.SECONDS));
        String text = Files.readString(printed, StandardCharsets.UTF_8);
        Assumptions.assumeFalse(text.contains("No module named"), "no numpy here");
        float entry = wide()[607];
        assertEquals("θ and γ float32 (200, 200) (0, 3)\n" + (double) entry + " 1.401298464324817e-45\n", text);
    }

    @Test
    void textsAreNoNumbers() {
        Path file = folder.resolve("a.npz");
        archive().write(file);
        assertThrows(InputException.class, () -> Npz.read(file, "card"));
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        Path file = folder.resolve("a.npz");
        new NpzArchive().put("x", new Matrix(1, 2, new float[] {1, Float.NaN})).write(file);
        assertEquals(
                file + ":x.npy: expected finite numbers, found NaN at entry 1",
                assertThrows(InputException.class, () -> NpzArchive.read(file)).getMessage());
    }

    @Test
    void otherArraysAreRefused() {
        Path file = folder.resolve("a.npz");
        Npz.write(file, Map.of("x", NdArray.real(new int[] {2, 2}, new double[4])));
        String message =
                assertThrows(InputException.class, () -> NpzArchive.read(file)).toString();
        assertTrue(message.contains("expected a float32 matrix or one byte string"), message);
        assertThrows(InputException.class, () -> NpzArchive.read(folder));
        assertThrows(InputException.class, () -> NpzArchive.read(folder.resolve("none.npz")));
    }

    @Test
    void aDamagedFileIsRefusedOrHoldsTheSameValues() throws IOException {
        Path file = folder.resolve("a.npz");
        NpzArchive small = new NpzArchive().put("card", "text").put("W", new Matrix(4, 5, ramp()));
        small.write(file);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom rng = new SplittableRandom(2);
        int refused = 0;
        for (int trial = 0; trial < 600; trial++) {
            byte[] bytes = whole.clone();
            bytes[rng.nextInt(bytes.length)] ^= (byte) (1 << rng.nextInt(8));
            if (trial % 3 == 0) {
                bytes = Arrays.copyOf(bytes, rng.nextInt(bytes.length));
            }
            Files.write(file, bytes);
            try {
                NpzArchive read = NpzArchive.read(file);
                // Names have no sum of their own: who reads a file knows which it needs.
                assertEquals(List.of("text"), List.copyOf(read.texts().values()));
                assertEquals(1, read.matrices().size());
                assertArrayEquals(
                        ramp(), read.matrices().values().iterator().next().values());
            } catch (InputException e) {
                assertFalse(String.valueOf(e.getMessage()).contains("\n"));
                refused++;
            }
        }
        assertTrue(refused > 400, "refused " + refused);
    }

    private static float[] ramp() {
        float[] values = new float[20];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return values;
    }
}
