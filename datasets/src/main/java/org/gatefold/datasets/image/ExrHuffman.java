package org.gatefold.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * The Huffman codes of PIZ: canonical codes of up to 58 bits for 16-bit numbers, longer codes having the smaller
 * values, and one number more whose code is followed by 8 bits that say how often the last number is repeated. Format:
 * OpenEXR reference library, {@code ImfHuf}.
 */
final class ExrHuffman {
    private static final int SYMBOLS = (1 << 16) + 1;
    private static final int LONGEST = 58;
    private static final int SHORT_ZEROS = 59;
    private static final int LONG_ZEROS = 63;

    private final ByteBuffer in;
    private final long end;
    private long bit;

    /** First code of each length, and where its symbols start in the order of the codes. */
    private final long[] first = new long[LONGEST + 1];

    private final int[] count = new int[LONGEST + 1];
    private final int[] start = new int[LONGEST + 2];
    private int[] symbols = {};

    private ExrHuffman(ByteBuffer in, long bit, long end) {
        this.in = in;
        this.bit = bit;
        this.end = end;
    }

    /** @throws DataFormatException if the bytes do not make {@code size} numbers */
    static short[] decode(ByteBuffer bytes, int size) throws DataFormatException {
        ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (in.limit() < 20) {
            if (in.limit() == 0 && size == 0) {
                return new short[0];
            }
            throw new DataFormatException(in.limit() + " bytes of codes");
        }
        long least = in.getInt(0) & 0xffffffffL;
        long most = in.getInt(4) & 0xffffffffL;
        long bits = in.getInt(12) & 0xffffffffL;
        if (least > most || most >= SYMBOLS) {
            throw new DataFormatException("codes of numbers " + least + " to " + most);
        }
        ExrHuffman codes = new ExrHuffman(in, 160, 8L * in.limit());
        codes.lengths((int) least, (int) most);
        codes.bit = (codes.bit + 7) / 8 * 8;
        if (codes.bit + bits > codes.end) {
            throw new DataFormatException(bits + " bits of codes in " + (codes.end - codes.bit));
        }
        return new ExrHuffman(in, codes, bits).numbers((int) most, size);
    }

    private ExrHuffman(ByteBuffer in, ExrHuffman table, long bits) {
        this(in, table.bit, table.bit + bits);
        System.arraycopy(table.first, 0, first, 0, first.length);
        System.arraycopy(table.count, 0, count, 0, count.length);
        System.arraycopy(table.start, 0, start, 0, start.length);
        symbols = table.symbols;
    }

    private long bits(int n) throws DataFormatException {
        long value = 0;
        for (int i = 0; i < n; i++) {
            if (bit >= end) {
                throw new DataFormatException("the end of the codes");
            }
            int next = in.get((int) (bit >> 3)) >> (7 - (int) (bit & 7));
            value = (value << 1) | (next & 1);
            bit++;
        }
        return value;
    }

    private void lengths(int least, int most) throws DataFormatException {
        byte[] lengths = new byte[SYMBOLS];
        for (int s = least; s <= most; s++) {
            int length = (int) bits(6);
            if (length >= SHORT_ZEROS) {
                int zeros = length == LONG_ZEROS ? (int) bits(8) + 6 : length - SHORT_ZEROS + 2;
                if (s + zeros > most + 1) {
                    throw new DataFormatException("a table of more codes than it says");
                }
                s += zeros - 1;
            } else {
                lengths[s] = (byte) length;
            }
        }
        for (byte length : lengths) {
            count[length]++;
        }
        count[0] = 0;
        long code = 0;
        for (int length = LONGEST; length > 0; length--) {
            first[length] = code;
            code = (code + count[length]) >> 1;
        }
        for (int length = 1; length <= LONGEST; length++) {
            start[length + 1] = start[length] + count[length];
        }
        symbols = new int[start[LONGEST + 1]];
        int[] next = Arrays.copyOf(start, start.length);
        for (int s = 0; s < SYMBOLS; s++) {
            if (lengths[s] > 0) {
                symbols[next[lengths[s]]++] = s;
            }
        }
    }

    private int symbol() throws DataFormatException {
        long code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code = (code << 1) | bits(1);
            long place = code - first[length];
            if (place >= 0 && place < count[length]) {
                return symbols[start[length] + (int) place];
            }
        }
        throw new DataFormatException("an unknown code");
    }

    private short[] numbers(int repetition, int size) throws DataFormatException {
        short[] numbers = new short[size];
        int done = 0;
        while (done < size) {
            int symbol = symbol();
            if (symbol == repetition) {
                int n = (int) bits(8);
                if (done == 0 || done + n > size) {
                    throw new DataFormatException("a repetition of " + n + " at number " + done + " of " + size);
                }
                Arrays.fill(numbers, done, done + n, numbers[done - 1]);
                done += n;
            } else {
                numbers[done++] = (short) symbol;
            }
        }
        if (bit != end) {
            throw new DataFormatException((end - bit) + " bits behind the last number");
        }
        return numbers;
    }
}
