package org.gatefold.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files put together byte by byte: what their headers mean, and what is said of wrong ones. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class HeaderTest {
    @TempDir
    Path folder;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] chunk(String id, int size, byte... body) {
        return ByteBuffer.allocate(8 + body.length + (body.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(id))
                .putInt(size)
                .put(body)
                .array();
    }

    private static byte[] chunk(String id, byte... body) {
        return chunk(id, body.length, body);
    }

    private static byte[] format(int tag, int channels, int rate, int bits) {
        int frame = channels * ((bits + 7) / 8);
        return chunk(
                "fmt ",
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) tag)
                        .putShort((short) channels)
                        .putInt(rate)
                        .putInt(rate * frame)
                        .putShort((short) frame)
                        .putShort((short) bits)
                        .array());
    }

    private Path file(String name, byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return Files.write(folder.resolve(name), all.toByteArray());
    }

    private Path wav(byte[]... chunks) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("WAVE"));
        for (byte[] part : chunks) {
            body.writeBytes(part);
        }
        return file("x.wav", chunk("RIFF", body.size(), body.toByteArray()));
    }

    private void refused(Path file, String... words) {
        refused(file, FormatHints.NONE, words);
    }

    private void refused(Path file, FormatHints hints, String... words) {
        String message = String.valueOf(assertThrows(
                        InputException.class, () -> Recordings.open(file, hints).close())
                .getMessage());
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
        assertTrue(message.contains(String.valueOf(file.getFileName())), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void eightBitsAreOffsetBinary() throws IOException {
        Path file = wav(format(1, 1, 8000, 8), chunk("data", (byte) 128, (byte) 0, (byte) 255, (byte) 192));
        try (Recording r = Recordings.open(file)) {
            assertArrayEquals(
                    new float[] {0, -1, 127 / 128f, 0.5f}, r.read(0, 4).re()[0]);
        }
    }

    @Test
    void twentyFourBitsAndOddChunks() throws IOException {
        Path file = wav(
                chunk("JUNK", (byte) 1, (byte) 2, (byte) 3),
                format(1, 2, 96000, 24),
                chunk("LIST", ascii("INFO!")),
                chunk("data", (byte) 0, (byte) 0, (byte) 0x40, (byte) 0xff, (byte) 0xff, (byte) 0xff));
        try (Recording r = Recordings.open(file)) {
            assertEquals(new Description("x.wav", 2, 1, false, 96000, Double.NaN), r.description());
            assertEquals(0.5f, r.read(0, 1).re()[0][0]);
            assertEquals(-1f / (1 << 23), r.read(0, 1).re()[1][0]);
        }
    }

    @Test
    void bigEndianRifx() throws IOException {
        byte[] bytes = ByteBuffer.allocate(48)
                .put(ascii("RIFX"))
                .putInt(40)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 2)
                .putInt(8000)
                .putInt(32000)
                .putShort((short) 4)
                .putShort((short) 16)
                .put(ascii("data"))
                .putInt(4)
                .putShort((short) 0x4000)
                .putShort((short) -0x2000)
                .array();
        try (Recording r = Recordings.open(file("x.wav", bytes))) {
            assertEquals(0.5f, r.read(0, 1).re()[0][0]);
            assertEquals(-0.25f, r.read(0, 1).re()[1][0]);
        }
    }

    @Test
    void streamedHeadersMeanTheRestOfTheFile() throws IOException {
        Path file = file(
                "x.wav",
                chunk("RIFF", -1, ascii("WAVE")),
                format(1, 1, 8000, 16),
                chunk("data", -1, (byte) 0, (byte) 0x40, (byte) 0, (byte) 0xc0));
        try (Recording r = Recordings.open(file)) {
            assertArrayEquals(new float[] {0.5f, -0.5f}, r.read(0, 2).re()[0]);
            assertTrue(r.warnings().get(0).contains("streaming"));
        }
    }

    @Test
    void sizesOfRf64() throws IOException {
        byte[] sizes = ByteBuffer.allocate(28)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0)
                .putLong(4)
                .putLong(2)
                .putInt(0)
                .array();
        byte[] data = chunk("data", -1, (byte) 0, (byte) 0x40, (byte) 0, (byte) 0xc0);
        byte[] after = chunk("LIST", (byte) 1, (byte) 2);
        Path file = file(
                "x.wav", chunk("RF64", -1, ascii("WAVE")), chunk("ds64", sizes), format(1, 1, 8000, 16), data, after);
        try (Recording r = Recordings.open(file)) {
            assertEquals(2, r.frames());
        }
        sizes[8] = 100;
        refused(
                file("y.wav", chunk("RF64", -1, ascii("WAVE")), chunk("ds64", sizes), format(1, 1, 8000, 16), data),
                "100 bytes",
                "truncated");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 8000, 16, channel",
        "1, 2, 0, 16, rate",
        "6, 1, 8000, 8, A-law",
        "85, 1, 8000, 16, MPEG",
        "3, 1, 8000, 16, floating point",
        "1, 1, 8000, 64, 64 bits",
        "2, 1, 8000, 4, ADPCM"
    })
    void formatsOfWavThatAreNotRead(int tag, int channels, int rate, int bits, String word) throws IOException {
        refused(wav(format(tag, channels, rate, bits), chunk("data", new byte[16])), word, "expected", "found");
    }

    @Test
    void damagedWavFiles() throws IOException {
        refused(wav(format(1, 1, 8000, 16)), "truncated");
        refused(wav(format(1, 1, 8000, 16), chunk("data")), "none");
        refused(wav(chunk("data", new byte[8])), "format chunk");
        refused(wav(format(1, 1, 8000, 16), chunk("data", 800, new byte[8])), "800 bytes", "8 bytes", "truncated");
        refused(wav(format(1, 2, 8000, 16), chunk("data", new byte[6])), "whole frames");
        refused(wav(chunk("fmt ", 0x70000000, new byte[16])), "truncated");
        byte[] nan = {0, 0, (byte) 0xc0, 0x7f};
        refused(wav(format(3, 1, 8000, 32), chunk("data", nan)), "finite", "NaN", "frame 0");
    }

    @Test
    void filesUnderAWrongName() throws IOException {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};
        refused(file("x.wav", png), "a WAV file", "a PNG image");
        refused(
                file("x.flac", Files.readAllBytes(wav(format(1, 1, 8000, 16), chunk("data", new byte[4])))),
                "FLAC",
                "a WAV");
        refused(file("x.bin", png), "cf32", "a PNG image");
        refused(file("x.wav"), "an empty file");
        refused(file("x.npy", ascii("{\"a\": 1}")), "NumPy", "JSON");
        refused(folder.resolve("none.wav"), "no such file");
        refused(folder, "a directory");
        refused(file("x.cf32", new byte[16]), FormatHints.NONE.withFormat("mp3"), "mp3");
        try (Recording r = Recordings.open(file("iq.bin", png), FormatHints.NONE.withFormat("ci8"))) {
            assertEquals(5, r.frames());
            assertTrue(
                    r.warnings().get(0).contains("looks like a PNG"),
                    r.warnings().toString());
        }
    }

    @Test
    void headerlessSamples() throws IOException {
        Path file = file("x.bin", new byte[] {9, 9, 9, 0, (byte) 255, (byte) 128, 127});
        try (Recording r =
                Recordings.open(file, FormatHints.NONE.withFormat("cu8").withSkipBytes(3))) {
            Frames f = r.read(0, 2);
            assertArrayEquals(new float[] {-1, 0.5f / 127.5f}, f.re()[0]);
            assertArrayEquals(new float[] {1, -0.5f / 127.5f}, f.im()[0]);
        }
        refused(file, FormatHints.NONE.withFormat("cu8"), "whole frames of 2 bytes", "7 bytes");
        refused(file, FormatHints.NONE.withFormat("cu8").withSkipBytes(7), "0 bytes");
        refused(file, FormatHints.NONE.withFormat("cu8").withSkipBytes(3).withChannels(2000), "2000 × cu8");
    }

    @Test
    void whatTheUserSaysMustAgree() throws IOException {
        Path file = wav(format(1, 2, 8000, 16), chunk("data", new byte[] {1, 2, 3, 4}));
        refused(file, FormatHints.NONE.withSampleRateHz(16000), "16000", "8000");
        refused(file, FormatHints.NONE.withChannels(4), "4 channels", "found 2");
        assertThrows(InputException.class, () -> Recordings.open(file, FormatHints.NONE.withSampleRateHz(-1)));
        assertThrows(InputException.class, () -> Recordings.open(file, FormatHints.NONE.withChannels(-1)));
        Recordings.open(file, FormatHints.NONE.withSampleRateHz(8000).withChannels(2))
                .close();
    }

    private Path sigmf(String global, String captures, byte... data) throws IOException {
        file("s.sigmf-data", data);
        return file("s.sigmf-meta", ascii("{\"global\": {" + global + "}, \"captures\": [" + captures + "]}"));
    }

    @Test
    void capturesWithHeadersOfTheirOwn() throws IOException {
        Path meta = sigmf(
                "\"core:datatype\": \"ri8\", \"core:num_channels\": 2, \"core:sample_rate\": 10,"
                        + " \"core:trailing_bytes\": 1",
                "{\"core:sample_start\": 0, \"core:header_bytes\": 3, \"core:frequency\": 5},"
                        + "{\"core:sample_start\": 1, \"core:header_bytes\": 2, \"core:frequency\": 7}",
                new byte[] {99, 99, 99, 64, 32, 99, 99, 16, 8, -64, -32, 99});
        try (Recording r = Recordings.open(meta)) {
            assertEquals(new Description("s.sigmf-data", 2, 3, false, 10, 5), r.description());
            assertArrayEquals(new float[] {0.5f, 0.125f, -0.5f}, r.read(0, 3).re()[0]);
            assertArrayEquals(new float[] {0.25f, 0.0625f, -0.25f}, r.read(0, 3).re()[1]);
            assertTrue(r.warnings().get(0).contains("several frequencies"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'core:datatype': 'xf32_le' | | core:datatype",
                "'core:version': '1.0.0' | | core:datatype",
                "'core:datatype': 'cf32_le', 'core:sample_rate': 0 | | core:sample_rate",
                "'core:datatype': 'cf32_le', 'core:sample_rate': 'fast' | | core:sample_rate",
                "'core:datatype': 'cf32_le', 'core:num_channels': 0 | | core:num_channels",
                "'core:datatype': 'cf32_le', 'core:num_channels': 3 | | whole frames",
                "'core:datatype': 'cf32_le', 'core:dataset': '../secret' | | core:dataset",
                "'core:datatype': 'cf32_le', 'core:dataset': 'none.bin' | | no such file",
                "'core:datatype': 'cf32_le', 'core:metadata_only': true | | metadata_only",
                "'core:datatype': 'cf32_le' | {'core:header_bytes': 64} | truncated",
                "'core:datatype': 'cf32_le' | {'core:header_bytes': -1} | header_bytes",
                "'core:datatype': 'cf32_le' | {'core:sample_start': 5} | frame 5",
                "'core:datatype': 'cf32_le' | {'core:sample_start': 1e18} | sample_start",
                "'core:datatype': 'cf32_le' | {'core:sample_start': 4}, {'core:sample_start': 2} | sample_start",
                "'core:datatype': | | JSON"
            })
    void damagedDescriptions(String global, String captures, String word) throws IOException {
        Path meta = sigmf(global.replace('\'', '"'), captures == null ? "" : captures.replace('\'', '"'), new byte[32]);
        String message = String.valueOf(
                assertThrows(InputException.class, () -> Recordings.open(meta)).getMessage());
        assertTrue(message.contains(word), message);
    }

    @Test
    void halfAPair() throws IOException {
        refused(file("lonely.sigmf-data", new byte[8]), "lonely.sigmf-meta");
        refused(file("x.sigmf-meta", ascii("{\"collection\": {}}")), "collection");
    }
}
