package org.gatefold.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * PIZ, the wavelet compression of OpenEXR: a table of the 16-bit numbers in use, a two-dimensional Haar transform of
 * each channel in integers, and Huffman codes ({@link ExrHuffman}). Format: OpenEXR technical documents and reference
 * library, {@code ImfPizCompressor}, {@code ImfWav}.
 */
final class ExrPiz {
    private static final int VALUES = 1 << 16;

    private final short[] data;

    private ExrPiz(short[] data) {
        this.data = data;
    }

    /**
     * The lines of a chunk as they would lie there without compression.
     *
     * @throws DataFormatException if the bytes do not make such lines
     */
    static byte[] unpack(byte[] packed, List<ExrChannel> channels, int width, int lines) throws DataFormatException {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        require(packed.length >= 4, packed.length + " bytes");
        int from = Short.toUnsignedInt(in.getShort());
        int to = Short.toUnsignedInt(in.getShort());
        require(from > to || to < VALUES / 8, "a table of numbers " + from + " to " + to);
        byte[] used = new byte[VALUES / 8];
        if (from <= to) {
            require(in.remaining() >= to - from + 1, "the end in the table of numbers");
            in.get(used, from, to - from + 1);
        }
        char[] table = new char[VALUES];
        int largest = table(used, table);
        require(in.remaining() >= 4, "the end before the codes");
        int length = in.getInt();
        require(length >= 0 && length <= in.remaining(), length + " bytes of codes");
        int words = channels.stream().mapToInt(ExrChannel::bytes).sum() / 2;
        ExrPiz piz = new ExrPiz(ExrHuffman.decode(in.slice(in.position(), length), words * width * lines));
        int start = 0;
        for (ExrChannel channel : channels) {
            int size = channel.bytes() / 2;
            for (int j = 0; j < size; j++) {
                piz.wavelet(start + j, width, size, lines, width * size, largest);
            }
            start += width * lines * size;
        }
        for (int i = 0; i < piz.data.length; i++) {
            piz.data[i] = (short) table[piz.data[i] & 0xffff];
        }
        return piz.interleave(channels, width, lines);
    }

    /** Fills the table with the numbers in use, in their order; zero always is. Returns the last index. */
    private static int table(byte[] used, char[] table) {
        int count = 0;
        for (int v = 0; v < VALUES; v++) {
            if (v == 0 || (used[v >> 3] & (1 << (v & 7))) != 0) {
                table[count++] = (char) v;
            }
        }
        return count - 1;
    }

    private byte[] interleave(List<ExrChannel> channels, int width, int lines) {
        ByteBuffer out = ByteBuffer.allocate(2 * data.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < lines; y++) {
            int start = 0;
            for (ExrChannel channel : channels) {
                int length = width * channel.bytes() / 2;
                for (int i = 0; i < length; i++) {
                    out.putShort(data[start + y * length + i]);
                }
                start += lines * length;
            }
        }
        return out.array();
    }

    private static void require(boolean sound, String found) throws DataFormatException {
        if (!sound) {
            throw new DataFormatException(found);
        }
    }

    /** Inverts the transform of nx × ny numbers that lie {@code ox} and {@code oy} apart. */
    private void wavelet(int start, int nx, int ox, int ny, int oy, int largest) {
        boolean narrow = largest < 1 << 14;
        int p2 = Integer.highestOneBit(Math.min(nx, ny));
        for (int p = p2 >> 1; p >= 1; p2 = p, p >>= 1) {
            int y = 0;
            for (; y <= ny - p2; y += p2) {
                int x = 0;
                for (; x <= nx - p2; x += p2) {
                    int at = start + y * oy + x * ox;
                    invert(at, at + oy * p, narrow);
                    invert(at + ox * p, at + ox * p + oy * p, narrow);
                    invert(at, at + ox * p, narrow);
                    invert(at + oy * p, at + ox * p + oy * p, narrow);
                }
                if ((nx & p) != 0) {
                    invert(start + y * oy + x * ox, start + y * oy + x * ox + oy * p, narrow);
                }
            }
            if ((ny & p) != 0) {
                for (int x = 0; x <= nx - p2; x += p2) {
                    invert(start + y * oy + x * ox, start + y * oy + x * ox + ox * p, narrow);
                }
            }
        }
    }

    /** From mean and difference to two numbers: signed below 2¹⁴, else modulo 2¹⁶. */
    private void invert(int low, int high, boolean narrow) {
        if (narrow) {
            int d = data[high];
            int a = data[low] + (d & 1) + (d >> 1);
            data[low] = (short) a;
            data[high] = (short) (a - d);
        } else {
            int d = data[high] & 0xffff;
            int b = ((data[low] & 0xffff) - (d >> 1)) & 0xffff;
            data[high] = (short) b;
            data[low] = (short) (d + b - 0x8000);
        }
    }
}
