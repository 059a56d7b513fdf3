package org.gatefold.datasets.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The lossless ways to pack the lines of a chunk in OpenEXR files; B44, DWA and PXR24 lose bits and are refused. */
enum ExrCompression {
    NONE(0, 1),
    RLE(1, 1),
    ZIPS(2, 1),
    ZIP(3, 16),
    PIZ(4, 32);

    private static final List<String> OTHERS = List.of("PXR24", "B44", "B44A", "DWAA", "DWAB");
    private static final int LONGEST_RUN = 127;

    private final int code;
    private final int lines;

    ExrCompression(int code, int lines) {
        this.code = code;
        this.lines = lines;
    }

    static ExrCompression of(FileBytes file, int code) {
        if (code < 0 || code >= values().length) {
            int other = code - values().length;
            throw file.complaint(
                    "compression none, RLE, ZIPS, ZIP or PIZ",
                    other >= 0 && other < OTHERS.size() ? OTHERS.get(other) : "number " + code);
        }
        return values()[code];
    }

    /** Its number in a file. */
    int code() {
        return code;
    }

    /** Lines of a chunk. */
    int lines() {
        return lines;
    }

    /**
     * Unpacks RLE and ZIP.
     *
     * @throws DataFormatException if the bytes do not make {@code size} bytes
     */
    byte[] unpack(byte[] packed, int size) throws DataFormatException {
        byte[] halves = this == RLE ? runs(packed, size) : inflate(packed, size);
        for (int i = 1; i < size; i++) {
            halves[i] += (byte) (halves[i - 1] - 128);
        }
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = halves[(i & 1) * ((size + 1) / 2) + i / 2];
        }
        return bytes;
    }

    /** Packs by RLE or ZIP; the result is as long as {@code bytes} or longer where that does not pay. */
    byte[] pack(byte[] bytes) {
        int size = bytes.length;
        byte[] halves = new byte[size];
        for (int i = 0; i < size; i++) {
            halves[(i & 1) * ((size + 1) / 2) + i / 2] = bytes[i];
        }
        for (int i = size - 1; i > 0; i--) {
            halves[i] -= (byte) (halves[i - 1] - 128);
        }
        return this == RLE ? runs(halves) : deflate(halves);
    }

    private static byte[] inflate(byte[] packed, int size) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] bytes = new byte[size];
            int done = 0;
            while (done < size) {
                int n = inflater.inflate(bytes, done, size - done);
                if (n == 0) {
                    throw new DataFormatException(done + " bytes");
                }
                done += n;
            }
            // the checksum is only looked at behind the last byte
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw new DataFormatException("more bytes, or no checksum");
            }
            return bytes;
        } finally {
            inflater.end();
        }
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] packed = new byte[bytes.length];
            int n = deflater.deflate(packed);
            return deflater.finished() ? Arrays.copyOf(packed, n) : packed;
        } finally {
            deflater.end();
        }
    }

    private static byte[] runs(byte[] packed, int size) throws DataFormatException {
        byte[] bytes = new byte[size];
        int done = 0;
        int at = 0;
        while (at < packed.length) {
            int n = packed[at++];
            int count = n < 0 ? -n : n + 1;
            int taken = n < 0 ? count : 1;
            if (done + count > size || at + taken > packed.length) {
                throw new DataFormatException("a run of " + count + " at byte " + done);
            }
            if (n < 0) {
                System.arraycopy(packed, at, bytes, done, count);
            } else {
                Arrays.fill(bytes, done, done + count, packed[at]);
            }
            done += count;
            at += taken;
        }
        if (done != size) {
            throw new DataFormatException(done + " bytes");
        }
        return bytes;
    }

    private static byte[] runs(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; ) {
            int run = run(bytes, i);
            if (run > 2) {
                packed.write(run - 1);
                packed.write(bytes[i]);
                i += run;
            } else {
                int end = i;
                while (end < bytes.length && end - i < LONGEST_RUN && run(bytes, end) <= 2) {
                    end++;
                }
                packed.write(i - end);
                packed.write(bytes, i, end - i);
                i = end;
            }
        }
        return packed.toByteArray();
    }

    private static int run(byte[] bytes, int from) {
        int end = from + 1;
        while (end < bytes.length && end - from <= LONGEST_RUN && bytes[end] == bytes[from]) {
            end++;
        }
        return end - from;
    }
}
