package org.gatefold.datasets.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gatefold.sparse.io.InputException;

/**
 * The STREAMINFO block of a FLAC file and where its audio starts. The other metadata blocks are skipped without being
 * parsed: the decoder never sees them, so that a damaged picture or tag can do no harm. Layout: RFC 9639, section 8.
 *
 * @param streamInfo the 34 bytes of the block
 * @param audioOffset byte of the first frame
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FlacHeader(byte[] streamInfo, long audioOffset) {
    private static final int STREAM_INFO_BYTES = 34;
    private static final int MOST_BLOCKS = 10_000;

    /** @throws InputException if the header is damaged or of a kind that cannot be decoded */
    static FlacHeader read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(4);
            byte[] info = null;
            long position = 4;
            for (int i = 0; i < MOST_BLOCKS; i++) {
                byte[] head = exactly(in, 4, file);
                int type = head[0] & 0x7f;
                int length = ByteBuffer.wrap(head).getInt() & 0xffffff;
                position += 4 + length;
                if ((type == 0) != (i == 0) || (type == 0 && length != STREAM_INFO_BYTES) || type == 127) {
                    throw wrong(file, "metadata that starts with STREAMINFO", "block " + i + " of type " + type);
                }
                if (type == 0) {
                    info = exactly(in, length, file);
                } else if (in.skip(length) < length) {
                    throw wrong(file, "a metadata block of " + length + " bytes", "the end of the file (truncated?)");
                }
                if (head[0] < 0 && info != null) {
                    return new FlacHeader(info, position).requireSound(file);
                }
            }
            throw wrong(file, "audio", MOST_BLOCKS + " metadata blocks");
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private FlacHeader requireSound(Path file) {
        if (rate() == 0) {
            throw wrong(file, "a sample rate above 0", "0 Hz");
        }
        if (bits() < 4 || bits() > 24) {
            throw wrong(file, "samples of 4 to 24 bits", bits() + " bits");
        }
        return this;
    }

    int channels() {
        return ((streamInfo[12] >> 1) & 7) + 1;
    }

    int bits() {
        return (((streamInfo[12] & 1) << 4) | ((streamInfo[13] >> 4) & 15)) + 1;
    }

    int rate() {
        return ((streamInfo[10] & 0xff) << 12) | ((streamInfo[11] & 0xff) << 4) | ((streamInfo[12] & 0xff) >> 4);
    }

    /** Frames declared, 0 if the writer did not know. */
    long frames() {
        return ((streamInfo[13] & 15L) << 32)
                | Integer.toUnsignedLong(ByteBuffer.wrap(streamInfo).getInt(14));
    }

    /** MD5 of the samples, all zeros if the writer left it out. */
    byte[] md5() {
        return Arrays.copyOfRange(streamInfo, 18, STREAM_INFO_BYTES);
    }

    private static byte[] exactly(InputStream in, int count, Path file) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw wrong(file, "a header and frames", "the end of the file (truncated?)");
        }
        return bytes;
    }

    static InputException wrong(Path file, String expected, String found) {
        return new InputException(file + ": FLAC: expected " + expected + ", found " + found);
    }
}
