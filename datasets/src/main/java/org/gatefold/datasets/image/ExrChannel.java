package org.gatefold.datasets.image;

import java.nio.ByteBuffer;

/**
 * A channel of an OpenEXR file.
 *
 * @param kind 0 uint32, 1 half, 2 float32
 */
record ExrChannel(String name, int kind) {
    static final int UINT = 0;
    static final int HALF = 1;
    static final int FLOAT = 2;

    /** Bytes of a sample. */
    int bytes() {
        return kind == HALF ? 2 : 4;
    }

    /** The next sample; uint32 as the nearest float. */
    float read(ByteBuffer from) {
        return switch (kind) {
            case UINT -> Integer.toUnsignedLong(from.getInt());
            case HALF -> Half.toFloat(from.getShort());
            default -> from.getFloat();
        };
    }

    void write(ByteBuffer to, float value) {
        switch (kind) {
            case UINT -> to.putInt((int) (long) value);
            case HALF -> to.putShort(Half.of(value));
            default -> to.putFloat(value);
        }
    }
}
