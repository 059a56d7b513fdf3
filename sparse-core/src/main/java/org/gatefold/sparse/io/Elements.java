package org.gatefold.sparse.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers of one kind in a file.
 *
 * @param kind {@code f} float, {@code i} signed, {@code u} unsigned, {@code b} truth value, {@code S} bytes of text
 * @param bytes width of one real number
 */
record Elements(char kind, int bytes, ByteOrder order) {
    private static final int CHUNK = 1 << 16;

    /** Whether numbers of this kind can be read. */
    static boolean known(char kind, int bytes) {
        return switch (kind) {
            case 'f' -> bytes == 4 || bytes == 8;
            case 'i', 'u' -> bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
            case 'b' -> bytes == 1;
            default -> false;
        };
    }

    /** Int64 beyond 2⁵³ is rounded. */
    double next(ByteBuffer buffer) {
        return switch (kind) {
            case 'f' -> bytes == 4 ? buffer.getFloat() : buffer.getDouble();
            case 'b' -> buffer.get() == 0 ? 0 : 1;
            case 'i' ->
                switch (bytes) {
                    case 1 -> buffer.get();
                    case 2 -> buffer.getShort();
                    case 4 -> buffer.getInt();
                    default -> buffer.getLong();
                };
            default ->
                switch (bytes) {
                    case 1 -> Byte.toUnsignedInt(buffer.get());
                    case 2 -> Short.toUnsignedInt(buffer.getShort());
                    case 4 -> Integer.toUnsignedLong(buffer.getInt());
                    default -> unsigned(buffer.getLong());
                };
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /**
     * Decodes entries {@code from ≤ i < to} of arrays that lie interleaved: entry i of each, entry i + 1 of each …
     *
     * @throws InputException at a value that is not finite
     */
    void decode(ByteBuffer buffer, String label, int from, int to, double[]... into) {
        for (int i = from; i < to; i++) {
            for (double[] array : into) {
                double value = next(buffer);
                if (!Double.isFinite(value)) {
                    throw new InputException(label + ": expected finite numbers, found " + value + " at entry " + i);
                }
                array[i] = value;
            }
        }
    }

    /** Reads whole interleaved arrays of one length. */
    void read(InputStream in, String label, double[]... into) throws IOException {
        int step = bytes * into.length;
        byte[] chunk = new byte[CHUNK / step * step];
        int count = into[0].length;
        int done = 0;
        while (done < count) {
            int block = Math.min(chunk.length / step, count - done);
            if (in.readNBytes(chunk, 0, block * step) < block * step) {
                throw new InputException(label + ": expected " + (long) count * step + " bytes of values, found fewer");
            }
            decode(ByteBuffer.wrap(chunk).order(order), label, done, done + block, into);
            done += block;
        }
    }

    /** A column-major array in row-major order. */
    static double[] rowMajor(double[] columnMajor, int[] shape) {
        double[] result = new double[columnMajor.length];
        int[] index = new int[shape.length];
        int[] strides = new int[shape.length];
        for (int k = 0, stride = 1; k < shape.length; k++) {
            strides[k] = stride;
            stride *= shape[k];
        }
        int from = 0;
        for (int to = 0; to < result.length; to++) {
            result[to] = columnMajor[from];
            for (int k = shape.length - 1; k >= 0; k--) {
                from += strides[k];
                if (++index[k] < shape[k]) {
                    break;
                }
                from -= index[k] * strides[k];
                index[k] = 0;
            }
        }
        return result;
    }

    /**
     * Number of entries of an array that is to be held in memory.
     *
     * @throws InputException if it exceeds what an array or the memory can hold
     */
    static int count(int[] shape, int numbersEach, String label) {
        long count = count(shape, label);
        if (count > Integer.MAX_VALUE) {
            throw new InputException(
                    label + ": expected an array of less than 2^31 entries, found shape " + Arrays.toString(shape));
        }
        requireMemory(count * numbersEach * Double.BYTES, label);
        return (int) count;
    }

    /**
     * Number of entries of an array.
     *
     * @throws InputException if there are 2⁴⁸ or more
     */
    static long count(int[] shape, String label) {
        long count = 1;
        for (int d : shape) {
            if (d < 0 || (count > 0 && d >= (1L << 48) / count)) {
                throw new InputException(
                        label + ": expected an array of less than 2^48 entries, found shape " + Arrays.toString(shape));
            }
            count *= d;
        }
        return count;
    }

    /** @throws InputException if {@code bytes} do not fit into the free memory */
    static void requireMemory(long bytes, String label) {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        if (bytes > free) {
            throw new InputException(label + ": expected data that fit into memory, found " + (bytes >> 20)
                    + " MiB with " + (free >> 20) + " MiB free (java -Xmx)");
        }
    }
}
