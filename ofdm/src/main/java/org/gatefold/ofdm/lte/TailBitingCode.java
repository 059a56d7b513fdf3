package org.gatefold.ofdm.lte;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The tail-biting convolutional code of rate 1/3 and constraint length 7 with the generators 133, 171 and 165 (octal)
 * of 36.212 §5.1.3.1: the register starts with the last six bits of the block, so that it ends as it began and every
 * rotation of a code word is one.
 *
 * <p>The decoder finds the code word of the largest correlation with the soft bits. A Viterbi algorithm that may start
 * anywhere bounds what words that end in each of the 64 states can reach; then, best bound first, one that must start
 * in the state finds what they do reach, until no bound is above the best word. Cost: 128·K additions a run, two runs
 * where there is a signal and at most 65.
 */
public final class TailBitingCode {
    /** Coded bits for a bit. */
    public static final int STREAMS = 3;

    private static final int MEMORY = 6;
    private static final int STATES = 1 << MEMORY;
    private static final int[] GENERATORS = {0133, 0171, 0165};

    /** The three coded bits, the first the highest, for the register c(k) … c(k−6), c(k) in its highest bit. */
    private static final int[] OUTPUTS = IntStream.range(0, 2 * STATES)
            .map(register -> Arrays.stream(GENERATORS)
                    .map(generator -> Integer.bitCount(register & generator) & 1)
                    .reduce(0, (bits, bit) -> bits << 1 | bit))
            .toArray();

    private TailBitingCode() {}

    /**
     * The three streams d⁽⁰⁾, d⁽¹⁾, d⁽²⁾ of a block of at least six bits.
     *
     * @param bits 0 or 1 each
     * @return 3×K
     */
    public static byte[][] encode(byte[] bits) {
        int k = bits.length;
        byte[][] streams = new byte[STREAMS][k];
        int state = 0;
        for (int i = k - MEMORY; i < k; i++) {
            state = (bits[i] << MEMORY | state) >> 1;
        }
        for (int i = 0; i < k; i++) {
            int register = bits[i] << MEMORY | state;
            for (int s = 0; s < STREAMS; s++) {
                streams[s][i] = (byte) (OUTPUTS[register] >> (STREAMS - 1 - s) & 1);
            }
            state = register >> 1;
        }
        return streams;
    }

    /**
     * The most likely block.
     *
     * @param soft 3×K logarithms of the ratio of the probabilities of 0 and 1, 0 where a bit is unknown
     * @return K bits
     */
    public static byte[] decode(float[][] soft) {
        double[][] branches = branches(soft);
        byte[][] choices = new byte[branches.length][STATES];
        double[] bounds = new double[STATES];
        run(branches, bounds, choices);
        int[] order = IntStream.range(0, STATES)
                .boxed()
                .sorted(Comparator.comparingDouble(s -> -bounds[s]))
                .mapToInt(s -> s)
                .toArray();
        byte[] best = new byte[branches.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int s : order) {
            if (bounds[s] <= most) {
                break;
            }
            double[] metrics = new double[STATES];
            Arrays.fill(metrics, Double.NEGATIVE_INFINITY);
            metrics[s] = 0;
            run(branches, metrics, choices);
            if (metrics[s] > most) {
                most = metrics[s];
                best = path(choices, s);
            }
        }
        return best;
    }

    /** What each of the eight triples of coded bits would earn at each step. */
    private static double[][] branches(float[][] soft) {
        double[][] branches = new double[soft[0].length][1 << STREAMS];
        for (int i = 0; i < branches.length; i++) {
            for (int triple = 0; triple < 1 << STREAMS; triple++) {
                for (int s = 0; s < STREAMS; s++) {
                    branches[i][triple] += (triple >> (STREAMS - 1 - s) & 1) == 0 ? soft[s][i] : -soft[s][i];
                }
            }
        }
        return branches;
    }

    /**
     * Carries the metrics of the states over all steps; notes for each state the bit that falls out of the register.
     */
    private static void run(double[][] branches, double[] metrics, byte[][] choices) {
        double[] next = new double[STATES];
        for (int i = 0; i < branches.length; i++) {
            for (int s = 0; s < STATES; s++) {
                int register = s << 1;
                double zero = metrics[register & (STATES - 1)] + branches[i][OUTPUTS[register]];
                double one = metrics[(register | 1) & (STATES - 1)] + branches[i][OUTPUTS[register | 1]];
                choices[i][s] = (byte) (one > zero ? 1 : 0);
                next[s] = Math.max(zero, one);
            }
            System.arraycopy(next, 0, metrics, 0, STATES);
        }
    }

    /** The bits of the best path to a state. */
    private static byte[] path(byte[][] choices, int state) {
        byte[] bits = new byte[choices.length];
        int s = state;
        for (int i = choices.length - 1; i >= 0; i--) {
            bits[i] = (byte) (s >> (MEMORY - 1));
            s = (s << 1 | choices[i][s]) & (STATES - 1);
        }
        return bits;
    }
}
