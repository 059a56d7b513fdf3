package org.gatefold.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The FLAC files among the resources were written by the reference encoder (flac 1.4.2, {@code --best --blocksize=576})
 * from the signal of {@link #code}.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class FlacTest {
    @TempDir
    Path folder;

    /** Parabolas with a little pseudo-random noise. */
    private static int code(int i, int channel, int bits) {
        int top = 1 << (bits - 1);
        long k = (long) i * (channel + 3) % 400;
        int arch = (int) (k * (400 - k) * 2 * top / 40000) - top;
        int noise = (int) Math.floorMod((i * 1103515245L + channel * 12345L) >> 7, 8L) - 4;
        if (bits == 8) {
            noise = Math.floorDiv(noise, 4);
        }
        return Math.max(-top, Math.min(top - 1, Math.floorDiv(arch * 3, 4) + noise));
    }

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = FlacTest.class.getResourceAsStream("/recording/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource({"stereo16, 2, 16, 3000", "five24, 5, 24, 1500", "mono8, 1, 8, 2000"})
    void decodesWhatTheReferenceEncoderWrote(String name, int channels, int bits, int frames) throws IOException {
        try (Recording r = Recordings.open(resource(name + ".flac"))) {
            assertEquals(new Description(name + ".flac", channels, frames, false, 44100, Double.NaN), r.description());
            Frames all = r.read(0, frames);
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < frames; i++) {
                    assertEquals(code(i, c, bits) / (float) (1 << (bits - 1)), all.re()[c][i], "frame " + i);
                }
            }
        }
    }

    @Test
    void fourMicrophonesOfTheSimulation() {
        Path file = RealData.file("doa/speechbrain_sim/speech_-0.82918_0.55279_-0.082918.flac");
        try (Recording r = Recordings.open(file)) {
            assertEquals(4, r.channels());
            assertEquals(16000, r.sampleRateHz());
            assertEquals(160000, r.frames());
            int[] codes = {299, 288, 403, 304};
            int[] sums = {1257, 508, -390, -1214};
            Frames one = r.read(20000, 1);
            Frames all = r.read(0, 160000);
            for (int c = 0; c < 4; c++) {
                assertEquals(codes[c] / 32768f, one.re()[c][0]);
                double sum = 0;
                for (float v : all.re()[c]) {
                    sum += v;
                }
                assertEquals(sums[c] / 32768.0, sum, 1e-9);
            }
        }
    }

    @Test
    void anyBlockIsThatPartOfTheWhole() {
        Path file = RealData.file("doa/speechbrain_sim/speech_-0.98894_0_0.14834.flac");
        SplittableRandom rng = new SplittableRandom(11);
        try (Recording r = Recordings.open(file)) {
            Frames all = r.read(0, (int) r.frames());
            for (int trial = 0; trial < 60; trial++) {
                int start = rng.nextInt(160000);
                int count = rng.nextInt(Math.min(20000, 160000 - start + 1));
                Frames block = r.read(start, count);
                for (int c = 0; c < 4; c++) {
                    float[] expected = Arrays.copyOfRange(all.re()[c], start, start + count);
                    assertArrayEquals(expected, block.re()[c]);
                }
            }
        }
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(resource("mono8.flac"));
        Path cut = folder.resolve("cut.flac");
        for (int length = 0; length < whole.length; length += length < 100 ? 1 : 37) {
            Files.write(cut, Arrays.copyOf(whole, length));
            InputException e = assertThrows(InputException.class, () -> Recordings.open(cut), "at " + length);
            assertTrue(String.valueOf(e.getMessage()).startsWith(cut.toString()), () -> "at " + e);
        }
    }

    @Test
    void aFlippedBitOfTheAudioIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(resource("stereo16.flac"));
        Path damaged = folder.resolve("damaged.flac");
        SplittableRandom rng = new SplittableRandom(5);
        for (int trial = 0; trial < 200; trial++) {
            byte[] bytes = whole.clone();
            bytes[rng.nextInt(200, bytes.length)] ^= (byte) (1 << rng.nextInt(8));
            Files.write(damaged, bytes);
            assertThrows(InputException.class, () -> Recordings.open(damaged));
        }
    }
}
