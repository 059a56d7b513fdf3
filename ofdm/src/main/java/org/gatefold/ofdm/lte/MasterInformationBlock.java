package org.gatefold.ofdm.lte;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a cell broadcasts of itself (36.331 §6.2.2, MasterInformationBlock): 24 bits, of which ten are spare and 0 —
 * cells that use some of them for services of later releases are not understood.
 *
 * @param resourceBlocks dl-Bandwidth: 6, 15, 25, 50, 75 or 100
 * @param phichDuration normal or extended
 * @param phichResource size of the PHICH
 * @param systemFrameNumber the eight most significant bits of the ten of the frame's number, 0 … 255
 */
public record MasterInformationBlock(
        int resourceBlocks, PhichDuration phichDuration, PhichResource phichResource, int systemFrameNumber) {
    public static final int BITS = 24;
    private static final int[] BANDWIDTHS = {6, 15, 25, 50, 75, 100};
    private static final List<PhichResource> RESOURCES = List.of(PhichResource.values());
    private static final int SPARE = 10;

    /** phich-Duration of PHICH-Config. */
    public enum PhichDuration {
        NORMAL,
        EXTENDED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** phich-Resource of PHICH-Config, N_g. */
    public enum PhichResource {
        ONE_SIXTH("1/6"),
        HALF("1/2"),
        ONE("1"),
        TWO("2");

        private final String label;

        PhichResource(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    public MasterInformationBlock {
        if (Arrays.binarySearch(BANDWIDTHS, resourceBlocks) < 0) {
            throw new IllegalArgumentException(
                    "expected a bandwidth of " + Arrays.toString(BANDWIDTHS) + " blocks, found " + resourceBlocks);
        }
        if (systemFrameNumber < 0 || systemFrameNumber > 255) {
            throw new IllegalArgumentException("expected 0 to 255, found " + systemFrameNumber);
        }
    }

    /** Whether LTE has a downlink of so many resource blocks. */
    public static boolean isBandwidth(int resourceBlocks) {
        return Arrays.binarySearch(BANDWIDTHS, resourceBlocks) >= 0;
    }

    /** The number of the frame, 0 … 1023, that is the {@code phase}-th of the four that carry this block. */
    public int frameNumber(int phase) {
        return 4 * systemFrameNumber + phase;
    }

    /** The block that the cell sends in frame {@code frameNumber}, 0 … 1023, if in others it sends this. */
    public MasterInformationBlock at(int frameNumber) {
        return new MasterInformationBlock(resourceBlocks, phichDuration, phichResource, frameNumber >> 2 & 0xff);
    }

    /** The 24 bits, the first sent first. */
    public byte[] bits() {
        byte[] bits = new byte[BITS];
        for (int i = 0; i < BITS; i++) {
            bits[i] = (byte) (word() >> (BITS - 1 - i) & 1);
        }
        return bits;
    }

    /** The three octets as in {@code 68 1c 00}. */
    public String hex() {
        return String.format(Locale.ROOT, "%02x %02x %02x", word() >> 16, word() >> 8 & 0xff, word() & 0xff);
    }

    private int word() {
        return Arrays.binarySearch(BANDWIDTHS, resourceBlocks) << 21
                | (phichDuration == PhichDuration.EXTENDED ? 1 << 20 : 0)
                | RESOURCES.indexOf(phichResource) << 18
                | systemFrameNumber << SPARE;
    }

    /** The block that 24 bits say; empty if the bandwidth is none or a spare bit is not 0. */
    public static Optional<MasterInformationBlock> of(byte[] bits) {
        int word = 0;
        for (int i = 0; i < BITS; i++) {
            word = word << 1 | bits[i];
        }
        int bandwidth = word >> 21;
        if (bandwidth >= BANDWIDTHS.length || (word & ((1 << SPARE) - 1)) != 0) {
            return Optional.empty();
        }
        return Optional.of(new MasterInformationBlock(
                BANDWIDTHS[bandwidth],
                (word >> 20 & 1) == 0 ? PhichDuration.NORMAL : PhichDuration.EXTENDED,
                RESOURCES.get(word >> 18 & 3),
                word >> SPARE & 0xff));
    }
}
