package org.gatefold.datasets.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a WAV file: RIFF, RIFX (big-endian), and RF64 or BW64 with 64-bit sizes; integer PCM of 8 to 32
 * bits and floating point of 32 or 64; any number of channels. Chunks that do not matter here are skipped. A header
 * written while streaming, whose sizes are placeholders, is taken to mean "up to the end of the file".
 *
 * <p>Layout: Multimedia Programming Interface and Data Specifications 1.0 (RIFF); EBU Tech 3306 (RF64).
 */
final class WavFile {
    /** Writers that cannot go back put sizes from here up (0x7FFFF000, 0xFFFFFFFF) into their headers. */
    private static final long PLACEHOLDER = 0x7FFFF000L;

    private static final int MOST_CHUNKS = 10_000;
    private static final byte[] GUID_TAIL = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
    };

    private final Path file;
    private final FileChannel source;
    private final List<String> notes = new ArrayList<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long longDataSize = -1;
    private @Nullable Layout layout;

    /** The format chunk. */
    private record Layout(int channels, long rate, int frameBytes, Encoding encoding) {}

    private WavFile(Path file, FileChannel source) {
        this.file = file;
        this.source = source;
    }

    /** @throws InputException if the file is no WAV file that can be read here */
    static Recording open(Path file) {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            return new WavFile(file, source).read();
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private Recording read() throws IOException {
        ByteBuffer head = at(0, 12);
        String form = text(head);
        order = form.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        boolean streamed = Integer.toUnsignedLong(head.order(order).getInt(4)) >= PLACEHOLDER;
        long position = 12;
        for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
            ByteBuffer start = at(position, 8);
            String id = text(start);
            long size = Integer.toUnsignedLong(start.getInt(4));
            position += 8;
            if (id.equals("data")) {
                return data(position, size, streamed);
            }
            requireInside(id, position, size);
            if (id.equals("fmt ")) {
                layout = layout(position, size);
            } else if (id.equals("ds64") && size >= 16) {
                longDataSize = at(position, 16).getLong(8);
            }
            position += size + (size & 1);
        }
        throw wrong("a data chunk", MOST_CHUNKS + " other chunks");
    }

    private Layout layout(long position, long size) throws IOException {
        if (size < 16) {
            throw wrong("a format chunk of at least 16 bytes", size + " bytes");
        }
        ByteBuffer b = at(position, (int) Math.min(size, 40));
        int tag = b.getShort(0) & 0xffff;
        int channels = b.getShort(2) & 0xffff;
        long rate = Integer.toUnsignedLong(b.getInt(4));
        int frameBytes = b.getShort(12) & 0xffff;
        int bits = b.getShort(14) & 0xffff;
        if (tag == 0xfffe) {
            tag = subFormat(b);
        }
        if (channels == 0 || rate == 0) {
            throw wrong("at least one channel and a sample rate above 0", channels + " channels at " + rate + " Hz");
        }
        if (frameBytes % channels != 0 || frameBytes / channels != (bits + 7) / 8) {
            throw wrong("frames of " + channels + " × " + bits + " bits", "frames of " + frameBytes + " bytes");
        }
        return new Layout(channels, rate, frameBytes, encoding(tag, frameBytes / channels));
    }

    private int subFormat(ByteBuffer b) {
        if (b.limit() < 40) {
            throw wrong("an extensible format chunk of 40 bytes", b.limit() + " bytes");
        }
        for (int i = 0; i < GUID_TAIL.length; i++) {
            if (b.get(26 + i) != GUID_TAIL[i]) {
                throw wrong("integer or floating-point PCM", "an unknown extensible sub-format");
            }
        }
        return b.getShort(24) & 0xffff;
    }

    private Encoding encoding(int tag, int bytes) {
        if (tag == 1 && bytes >= 1 && bytes <= 4) {
            return switch (bytes) {
                case 1 -> Encoding.OFFSET8;
                case 2 -> Encoding.I16;
                case 3 -> Encoding.I24;
                default -> Encoding.I32;
            };
        }
        if (tag == 3 && (bytes == 4 || bytes == 8)) {
            return bytes == 4 ? Encoding.F32 : Encoding.F64;
        }
        String name =
                switch (tag) {
                    case 1 -> "integer PCM";
                    case 2, 0x11 -> "ADPCM";
                    case 3 -> "floating point";
                    case 6 -> "A-law";
                    case 7 -> "µ-law";
                    case 0x50, 0x55 -> "MPEG audio";
                    default -> "format tag " + tag;
                };
        throw wrong("integer PCM of 8 to 32 bits or floating point of 32 or 64", name + " of " + 8 * bytes + " bits");
    }

    private Recording data(long position, long declared, boolean streamed) throws IOException {
        Layout l = layout;
        if (l == null) {
            throw wrong("a format chunk before the data", "none");
        }
        long there = source.size() - position;
        long size = declared == 0xffffffffL && longDataSize > 0 ? longDataSize : declared;
        if (size > there && longDataSize <= 0 && streamed && declared >= PLACEHOLDER - 4096) {
            notes.add("header without sizes (written while streaming): read up to the end of the file");
            size = there;
        }
        if (size > there) {
            throw wrong(size + " bytes of samples as its header says", there + " bytes (truncated?)");
        }
        if (size <= 0) {
            throw wrong("samples", "none");
        }
        if (size % l.frameBytes() != 0) {
            throw wrong("whole frames of " + l.frameBytes() + " bytes", size + " bytes of samples (truncated?)");
        }
        SampleFormat format = new SampleFormat(false, l.encoding(), order);
        Description description = new Description(
                String.valueOf(file.getFileName()), l.channels(), size / l.frameBytes(), false, l.rate(), Double.NaN);
        TreeMap<Long, Long> places = new TreeMap<>();
        places.put(0L, position);
        return InterleavedRecording.open(file, format, description, places, notes);
    }

    private void requireInside(String id, long position, long size) throws IOException {
        if (size > source.size() - position) {
            throw wrong(
                    "a chunk '" + id.replaceAll("[^ -~]", "?") + "' of " + size + " bytes as its header says",
                    source.size() - position + " bytes (truncated?)");
        }
    }

    private ByteBuffer at(long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(order);
        while (buffer.hasRemaining()) {
            if (source.read(buffer, position + buffer.position()) < 0) {
                throw wrong("a header and samples", "the end of the file at byte " + source.size() + " (truncated?)");
            }
        }
        return buffer.flip();
    }

    private static String text(ByteBuffer chunk) {
        return StandardCharsets.ISO_8859_1.decode(chunk.slice(0, 4)).toString();
    }

    private InputException wrong(String expected, String found) {
        return new InputException(file + ": WAV: expected " + expected + ", found " + found);
    }
}
