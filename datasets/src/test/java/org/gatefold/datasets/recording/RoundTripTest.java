package org.gatefold.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back, to half a step of the sample format. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class RoundTripTest {
    private static final Description PLAIN = new Description("", 0, 0, false, 48000, Double.NaN);

    @TempDir
    Path folder;

    private static double halfStep(SampleFormat format) {
        Encoding encoding = format.encoding();
        return encoding.integer() ? 0.5 * Math.pow(2, 1 - Math.min(24, 8 * encoding.bytes())) * 1.01 : 0;
    }

    private static void assertSame(Frames expected, Recording found, double tolerance) {
        assertEquals(expected.channels(), found.channels());
        assertEquals(expected.length(), found.frames());
        assertEquals(0, Signals.distance(expected, found.read(0, expected.length())), tolerance);
        Frames part = found.read(101, 57);
        for (int c = 0; c < expected.channels(); c++) {
            assertArrayEquals(Arrays.copyOfRange(expected.re()[c], 101, 158), part.re()[c], (float) tolerance + 1e-30f);
        }
    }

    @ParameterizedTest
    @CsvSource({"I16, 1", "I16, 5", "I24, 2", "I24, 3", "I32, 3", "F32, 1", "F32, 10", "F64, 2"})
    void wav(Encoding encoding, int channels) {
        Frames frames = Signals.noise(3, channels, 501, false);
        Path file = folder.resolve("x.wav");
        RecordingWriter.wav(file, frames, 44100, encoding);
        try (Recording r = Recordings.open(file)) {
            assertEquals(new Description("x.wav", channels, 501, false, 44100, Double.NaN), r.description());
            assertSame(frames, r, halfStep(new SampleFormat(false, encoding, java.nio.ByteOrder.LITTLE_ENDIAN)));
            assertEquals(java.util.List.of(), r.warnings());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cf32", "cf32_be", "cf64_le", "cf64_be", "ci8", "cs8", "cu8", "ci16", "cs16_be", "cu16", "ci32",
                "cu32_be", "rf32", "rf64_be", "ri8", "ru8", "ri16", "ru16_be", "ri24", "ri24_be", "ri32_be", "ru32"
            })
    void headerlessAndSigMf(String name) {
        SampleFormat format = SampleFormat.parse(name);
        Frames frames = Signals.noise(4, 3, 400, format.complex());
        Path file = folder.resolve("x." + name);
        RecordingWriter.write(file, frames, PLAIN, format);
        try (Recording r = Recordings.open(
                file, FormatHints.NONE.withChannels(3).withSampleRateHz(1e6).withCentreFrequencyHz(8e8))) {
            assertSame(frames, r, halfStep(format));
            assertEquals(1e6, r.sampleRateHz());
            assertEquals(8e8, r.centreFrequencyHz());
        }
        Path pair = folder.resolve("pair.sigmf-data");
        RecordingWriter.write(pair, frames, new Description("", 0, 0, false, 2.5e6, 1e9), format);
        for (String spelling : new String[] {"pair", "pair.sigmf-meta", "pair.sigmf-data"}) {
            try (Recording r = Recordings.open(folder.resolve(spelling))) {
                assertEquals(new Description("pair.sigmf-data", 3, 400, format.complex(), 2.5e6, 1e9), r.description());
                assertSame(frames, r, halfStep(format));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void numpy(boolean complex) {
        Frames frames = Signals.noise(5, 8, 200, complex);
        Path file = folder.resolve("x.npy");
        RecordingWriter.write(file, frames, PLAIN, null);
        try (Recording r = Recordings.open(file, FormatHints.NONE.withSampleRateHz(16000))) {
            assertSame(frames, r, 0);
            assertEquals(complex, r.complex());
            assertEquals(16000, r.sampleRateHz());
        }
    }

    @Test
    void integersSaturate() {
        Frames frames = Frames.real(new float[] {-3, 3, 0.25f, -1, 1});
        Path file = folder.resolve("x.ri16");
        RecordingWriter.write(file, frames, PLAIN, null);
        try (Recording r = Recordings.open(file)) {
            float top = 32767 / 32768f;
            assertArrayEquals(
                    new float[] {-1, top, 0.25f, -1, top}, r.read(0, 5).re()[0]);
            assertTrue(
                    r.warnings().get(0).startsWith("saturated: 80.00 %"),
                    r.warnings().toString());
        }
    }

    @Test
    void aSilentChannelIsTold() {
        Frames frames = Signals.noise(6, 3, 100, false);
        Arrays.fill(frames.re()[1], 0.5f);
        Path file = folder.resolve("x.wav");
        RecordingWriter.wav(file, frames, 8000, Encoding.F32);
        try (Recording r = Recordings.open(file)) {
            assertEquals(java.util.List.of("channel 2 of 3 is silent (constant)"), r.warnings());
        }
    }

    @Test
    void whatDoesNotFitIsNotWritten() {
        Frames complex = Signals.noise(7, 2, 10, true);
        Path file = folder.resolve("x.wav");
        assertThrows(InputException.class, () -> RecordingWriter.write(file, complex, PLAIN, null));
        Frames real = Signals.noise(7, 2, 10, false);
        assertThrows(InputException.class, () -> RecordingWriter.wav(file, real, 0.5, Encoding.I16));
        assertThrows(InputException.class, () -> RecordingWriter.wav(file, real, 8000, Encoding.U8));
        Path raw = folder.resolve("x.cf32");
        assertThrows(InputException.class, () -> RecordingWriter.write(raw, real, PLAIN, null));
        assertThrows(InputException.class, () -> RecordingWriter.write(folder.resolve("x.mp3"), real, PLAIN, null));
        assertEquals(0, folder.toFile().listFiles().length);
    }

    @Test
    void readsNothingOutsideTheFile() throws Exception {
        Path file = folder.resolve("x.cf32");
        RecordingWriter.raw(file, Signals.noise(8, 1, 1000, true), SampleFormat.parse("cf32"));
        try (Recording r = Recordings.open(file)) {
            assertThrows(IndexOutOfBoundsException.class, () -> r.read(990, 11));
            assertThrows(IndexOutOfBoundsException.class, () -> r.read(-1, 1));
            assertEquals(0, r.read(1000, 0).length());
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 4000));
            assertThrows(InputException.class, () -> r.read(400, 200));
        }
    }
}
