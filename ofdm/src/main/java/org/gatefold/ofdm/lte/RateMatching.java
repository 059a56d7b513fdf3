package org.gatefold.ofdm.lte;

/**
 * Rate matching of the tail-biting code (36.212 §5.1.4.2): each of the three streams goes row by row into a matrix of
 * 32 columns, with dummies in front, and is read column by column in the order of table 5.1.4-2; one after the other
 * they fill a circular buffer, from which bits are taken as often as there is room, leaving the dummies out. The
 * receiver adds what it heard of each bit.
 */
public final class RateMatching {
    private static final int COLUMNS = 32;
    private static final int[] PERMUTATION = {
        1, 17, 9, 25, 5, 21, 13, 29, 3, 19, 11, 27, 7, 23, 15, 31,
        0, 16, 8, 24, 4, 20, 12, 28, 2, 18, 10, 26, 6, 22, 14, 30
    };

    private final int length;
    private final int[] order;

    /** @param length K, bits in each stream */
    public RateMatching(int length) {
        this.length = length;
        int[] subBlock = interleaver(length);
        this.order = new int[TailBitingCode.STREAMS * length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i / length * length + subBlock[i % length];
        }
    }

    /** The sub-block interleaver: which of {@code length} bits is read at place 0, 1, 2 … */
    static int[] interleaver(int length) {
        int rows = (length + COLUMNS - 1) / COLUMNS;
        int dummies = rows * COLUMNS - length;
        int[] read = new int[length];
        int place = 0;
        for (int column : PERMUTATION) {
            for (int row = 0; row < rows; row++) {
                int bit = row * COLUMNS + column - dummies;
                if (bit >= 0) {
                    read[place++] = bit;
                }
            }
        }
        return read;
    }

    /** Takes {@code count} bits from the circular buffer of 3×K coded bits. */
    public byte[] match(byte[][] streams, int count) {
        byte[] matched = new byte[count];
        for (int i = 0; i < count; i++) {
            int source = order[i % order.length];
            matched[i] = streams[source / length][source % length];
        }
        return matched;
    }

    /** The sums, 3×K, of the soft bits that came from one coded bit; 0 for a bit that was never sent. */
    public float[][] combine(float[] soft) {
        float[][] streams = new float[TailBitingCode.STREAMS][length];
        for (int i = 0; i < soft.length; i++) {
            int source = order[i % order.length];
            streams[source / length][source % length] += soft[i];
        }
        return streams;
    }
}
