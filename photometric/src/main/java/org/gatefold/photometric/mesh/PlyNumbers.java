package org.gatefold.photometric.mesh;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The numbers after the header of a PLY file, one after another. */
final class PlyNumbers {
    private final ByteBuffer bytes;
    private final boolean text;

    PlyNumbers(byte[] file, PlyHeader header) {
        bytes = ByteBuffer.wrap(file, header.length(), file.length - header.length());
        bytes.order(
                header.encoding() == PlyHeader.Encoding.BINARY_BIG_ENDIAN
                        ? ByteOrder.BIG_ENDIAN
                        : ByteOrder.LITTLE_ENDIAN);
        text = header.encoding() == PlyHeader.Encoding.ASCII;
    }

    /** @throws IllegalArgumentException if the file ends before, or holds something else */
    double next(PlyHeader.Type type) {
        if (text) {
            return word();
        }
        if (bytes.remaining() < type.bytes) {
            throw new IllegalArgumentException("expected more elements, found the end of the file");
        }
        return switch (type) {
            case INT8 -> bytes.get();
            case UINT8 -> bytes.get() & 0xff;
            case INT16 -> bytes.getShort();
            case UINT16 -> bytes.getShort() & 0xffff;
            case INT32 -> bytes.getInt();
            case UINT32 -> bytes.getInt() & 0xffffffffL;
            case FLOAT32 -> bytes.getFloat();
            case FLOAT64 -> bytes.getDouble();
        };
    }

    /** Whether there may be as many elements of at least {@code least} numbers of a byte or character. */
    boolean holds(long count, int least) {
        return count * least <= bytes.remaining();
    }

    private double word() {
        int start = bytes.position();
        while (start < bytes.limit() && bytes.get(start) <= ' ') {
            start++;
        }
        int end = start;
        while (end < bytes.limit() && bytes.get(end) > ' ') {
            end++;
        }
        if (start == end) {
            throw new IllegalArgumentException("expected more elements, found the end of the file");
        }
        bytes.position(end);
        int length = Math.min(end - start, 40);
        String word = new String(bytes.array(), start, length, StandardCharsets.ISO_8859_1);
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, found '" + word + "'", e);
        }
    }
}
