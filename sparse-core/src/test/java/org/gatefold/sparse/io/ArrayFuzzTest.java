package org.gatefold.sparse.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files are refused by one line or read as something else; nothing else may come out. */
class ArrayFuzzTest {
    private final Path folder;

    ArrayFuzzTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private void read(String name, byte[] bytes) throws IOException {
        try {
            if (name.endsWith(".npz")) {
                Npz.read(Files.write(folder.resolve("damaged.npz"), bytes));
            } else if (name.endsWith(".mat")) {
                MatFile.read(ByteBuffer.wrap(bytes), name);
            } else {
                Npy.read(new ByteArrayInputStream(bytes), bytes.length, name);
            }
        } catch (InputException e) {
            assertFalse(e.toString().contains("\n"));
            throw e;
        }
    }

    /** Files of their own are slow to write. */
    private static int trials(String name) {
        return name.endsWith(".npz") ? 200 : 4_000;
    }

    @ParameterizedTest
    @ValueSource(strings = {"c64_v2.npy", "f64_v3.npy", "two.npz", "plain.mat"})
    void everyTruncationIsRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(ArrayFilesTest.fixture(name));
        int ends = name.endsWith(".mat") ? 129 : 0; // a MAT-file may end after its header: it holds nothing
        for (int length = whole.length - 1; length >= ends; length--) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(InputException.class, () -> read(name, cut), name + " cut to " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c64_v2.npy", "c128_fortran_big.npy", "two.npz", "plain.mat", "complex_and_single.mat"})
    void flippedBytesDoNoHarm(String name) throws IOException {
        byte[] whole = Files.readAllBytes(ArrayFilesTest.fixture(name));
        SplittableRandom rng = new SplittableRandom(1);
        for (int trial = 0; trial < trials(name); trial++) {
            byte[] bytes = whole.clone();
            for (int flips = rng.nextInt(1, 5); flips > 0; flips--) {
                int zone = rng.nextBoolean() ? Math.min(400, bytes.length) : bytes.length;
                bytes[rng.nextInt(zone)] = (byte) (rng.nextBoolean() ? rng.nextInt(256) : 0xff);
            }
            try {
                read(name, bytes);
            } catch (InputException expected) {
                // refused by one line, as it should be
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c64_v2.npy", "two.npz", "plain.mat"})
    void noiseBehindAGoodBeginningDoesNoHarm(String name) throws IOException {
        byte[] whole = Files.readAllBytes(ArrayFilesTest.fixture(name));
        SplittableRandom rng = new SplittableRandom(2);
        for (int trial = 0; trial < trials(name); trial++) {
            byte[] bytes = new byte[rng.nextInt(600)];
            rng.nextBytes(bytes);
            int kept = Math.min(bytes.length, rng.nextInt(whole.length));
            System.arraycopy(whole, 0, bytes, 0, kept);
            try {
                read(name, bytes);
            } catch (InputException expected) {
                // refused by one line, as it should be
            }
        }
    }
}
