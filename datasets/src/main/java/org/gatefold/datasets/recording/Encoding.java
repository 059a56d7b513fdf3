package org.gatefold.datasets.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How one real number is stored. Signed integers of b bits are divided by 2^(b−1). Unsigned ones have their zero in the
 * middle of their range, between two codes, as the converters of SDR receivers do ({@code (code − 127.5) / 127.5});
 * only the 8-bit samples of WAV are offset binary with the zero at code 128. Writing rounds to the nearest code and
 * saturates.
 */
public enum Encoding {
    I8(1, "i8", 128, 0, -128, 127),
    U8(1, "u8", 127.5, 127.5, 0, 255),
    OFFSET8(1, "8-bit offset binary", 128, 128, 0, 255),
    I16(2, "i16", 32768, 0, -32768, 32767),
    U16(2, "u16", 32767.5, 32767.5, 0, 65535),
    I24(3, "i24", 8388608, 0, -8388608, 8388607),
    I32(4, "i32", 2147483648.0, 0, -2147483648L, 2147483647L),
    U32(4, "u32", 2147483647.5, 2147483647.5, 0, 4294967295L),
    F32(4, "f32", 1, 0, 0, 0),
    F64(8, "f64", 1, 0, 0, 0);

    private final int bytes;
    private final String label;
    private final double scale;
    private final double zero;
    private final long low;
    private final long high;

    Encoding(int bytes, String label, double scale, double zero, long low, long high) {
        this.bytes = bytes;
        this.label = label;
        this.scale = scale;
        this.zero = zero;
        this.low = low;
        this.high = high;
    }

    int bytes() {
        return bytes;
    }

    /** The spelling of SigMF. */
    String label() {
        return label;
    }

    boolean integer() {
        return high > low;
    }

    /** Largest value, the positive end of the scale; 1 for floating point. */
    float fullScale() {
        return integer() ? (float) ((high - zero) / scale) : 1;
    }

    /** Smallest value, the negative end of the scale; −1 for floating point. */
    float negativeFullScale() {
        return integer() ? (float) ((low - zero) / scale) : -1;
    }

    /** The number at byte {@code at}, in the byte order of {@code data}. */
    float read(ByteBuffer data, int at) {
        return switch (this) {
            case F32 -> data.getFloat(at);
            case F64 -> (float) data.getDouble(at);
            default -> (float) ((code(data, at) - zero) / scale);
        };
    }

    private long code(ByteBuffer data, int at) {
        return switch (this) {
            case I8 -> data.get(at);
            case U8, OFFSET8 -> data.get(at) & 0xff;
            case I16 -> data.getShort(at);
            case U16 -> data.getShort(at) & 0xffff;
            case I24 ->
                data.order() == ByteOrder.LITTLE_ENDIAN
                        ? (data.get(at + 2) << 16) | (data.getShort(at) & 0xffff)
                        : (data.getShort(at) << 8) | (data.get(at + 2) & 0xff);
            case I32 -> data.getInt(at);
            case U32 -> data.getInt(at) & 0xffffffffL;
            case F32, F64 -> throw new AssertionError(this);
        };
    }

    /** Appends {@code value}. */
    void write(ByteBuffer data, float value) {
        if (this == F32) {
            data.putFloat(value);
        } else if (this == F64) {
            data.putDouble(value);
        } else {
            long code = Math.max(low, Math.min(high, Math.round(value * scale + zero)));
            boolean little = data.order() == ByteOrder.LITTLE_ENDIAN;
            for (int i = 0; i < bytes; i++) {
                data.put((byte) (code >> (8 * (little ? i : bytes - 1 - i))));
            }
        }
    }
}
