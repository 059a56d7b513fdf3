package org.gatefold.ofdm.lte;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The physical broadcast channel of a cell (36.211 §6.6, 36.212 §5.3.1): 24 bits and their check are coded to 120 and
 * repeated to 1920, scrambled, mapped to QPSK and sent in four frames, the first of which has a number divisible by
 * four. Each frame holds all 120 coded bits four times; only the scrambling tells which of the four it is.
 *
 * <p>The receiver tries the numbers of ports whose channels it was given and all phases that fit, adds the soft bits,
 * and takes what has a valid check under the mask of as many ports, a valid bandwidth and zeros for spare bits; of
 * several, the one of the smallest error vector magnitude. Noise passes with a probability of about 10⁻⁷ a frame.
 */
public final class BroadcastChannel {
    /** Frames that carry the same block. */
    public static final int FRAMES = 4;

    private static final int FRAME_BITS = 2 * BroadcastElements.COUNT;
    private static final int[] PORTS = {1, 2, 4};
    private static final RateMatching MATCHING = new RateMatching(MasterInformationBlock.BITS + Crc16.BITS);

    private final byte[] scrambling;

    /** @param cell physical cell identity, 0 to 503 */
    public BroadcastChannel(int cell) {
        this.scrambling = GoldSequence.bits(cell, FRAMES * FRAME_BITS);
    }

    /**
     * The symbols of one frame before precoding, (Re, Im) in turn.
     *
     * @param phase which of the four frames, 0 … 3: its number mod 4
     */
    public float[] symbols(MasterInformationBlock block, int ports, int phase) {
        byte[][] coded = TailBitingCode.encode(Crc16.attach(block.bits(), ports));
        byte[] bits = MATCHING.match(coded, FRAMES * FRAME_BITS);
        byte[] frame = new byte[FRAME_BITS];
        for (int i = 0; i < FRAME_BITS; i++) {
            int bit = phase * FRAME_BITS + i;
            frame[i] = (byte) (bits[bit] ^ scrambling[bit]);
        }
        return Modulation.QPSK.modulate(frame);
    }

    /** The block of one frame, if there is one. */
    public Optional<BroadcastDecoding> decode(BroadcastFrame frame) {
        return decode(List.of(frame));
    }

    /**
     * The block of up to four successive frames, which must all carry the same.
     *
     * @param frames one after the other
     */
    public Optional<BroadcastDecoding> decode(List<BroadcastFrame> frames) {
        if (frames.isEmpty() || frames.size() > FRAMES) {
            throw new IllegalArgumentException("a block is sent in four frames, found " + frames.size());
        }
        List<BroadcastDecoding> found = new ArrayList<>();
        int known = frames.stream().mapToInt(BroadcastFrame::ports).min().orElse(0);
        for (int ports : PORTS) {
            if (ports <= known) {
                decode(frames, ports, found);
            }
        }
        return found.stream().min((a, b) -> Double.compare(a.evm(), b.evm()));
    }

    private void decode(List<BroadcastFrame> frames, int ports, List<BroadcastDecoding> found) {
        float[][] received = frames.stream().map(BroadcastFrame::received).toArray(float[][]::new);
        float[][] equalised = new float[frames.size()][];
        float[][] soft = new float[frames.size()][];
        boolean silent = true;
        for (int f = 0; f < soft.length; f++) {
            SoftSymbols symbols = frames.get(f).equalise(ports);
            equalised[f] = symbols.values();
            soft[f] = symbols.softBits(Modulation.QPSK);
            for (float value : soft[f]) {
                if (!Float.isFinite(value)) {
                    return;
                }
                silent &= value == 0;
            }
        }
        if (silent) {
            return; // all zeros would be decoded to the word of zeros, which is valid
        }
        for (int phase = 0; phase + soft.length <= FRAMES; phase++) {
            byte[] word = TailBitingCode.decode(MATCHING.combine(descramble(soft, phase)));
            if (Crc16.holds(word, ports)) {
                int first = phase;
                MasterInformationBlock.of(Arrays.copyOf(word, MasterInformationBlock.BITS))
                        .map(block -> new BroadcastDecoding(
                                block, ports, first, received, equalised, sent(block, ports, first, soft.length)))
                        .ifPresent(found::add);
            }
        }
    }

    private float[] descramble(float[][] soft, int phase) {
        float[] bits = new float[soft.length * FRAME_BITS];
        for (int i = 0; i < bits.length; i++) {
            float value = soft[i / FRAME_BITS][i % FRAME_BITS];
            bits[i] = scrambling[phase * FRAME_BITS + i] == 0 ? value : -value;
        }
        return bits;
    }

    private float[][] sent(MasterInformationBlock block, int ports, int phase, int frames) {
        float[][] sent = new float[frames][];
        for (int f = 0; f < frames; f++) {
            sent[f] = symbols(block, ports, phase + f);
        }
        return sent;
    }
}
