package org.gatefold.ofdm.simulate;

import org.gatefold.ofdm.lte.MasterInformationBlock;
import org.gatefold.ofdm.lte.MasterInformationBlock.PhichDuration;
import org.gatefold.ofdm.lte.MasterInformationBlock.PhichResource;
import org.gatefold.ofdm.lte.Modulation;
import org.gatefold.ofdm.lte.Numerology;

/**
 * A cell, and which of its symbols it sends what in. TDD is configuration 1 of 36.211 table 4.2-2 (subframes DSUUD
 * twice) with ten symbols of downlink in the special subframes (§4.2, configuration 7).
 *
 * @param identity physical cell identity, 0 to 503
 * @param resourceBlocks 6, 15, 25, 50, 75 or 100
 * @param ports 1, 2 or 4 antenna ports
 * @param tdd false for frequency division duplex
 */
public record DownlinkCell(int identity, int resourceBlocks, int ports, boolean tdd) {
    public static final int SYMBOLS_PER_FRAME = Numerology.SLOTS_PER_FRAME * Numerology.SYMBOLS_PER_SLOT;

    private static final int SYMBOLS_PER_SUBFRAME = 2 * Numerology.SYMBOLS_PER_SLOT;
    private static final String CONFIGURATION = "DSUUD";
    private static final int SPECIAL_SYMBOLS = 10;

    public int subcarriers() {
        return 12 * resourceBlocks;
    }

    /** What the cell broadcasts in a frame. */
    public MasterInformationBlock block(int frameNumber) {
        return new MasterInformationBlock(
                resourceBlocks, PhichDuration.NORMAL, PhichResource.ONE, frameNumber >> 2 & 0xff);
    }

    /** Whether the cell, and not its users, sends in symbol 0 … 139 of a frame. */
    public boolean sends(int symbol) {
        int subframe = symbol / SYMBOLS_PER_SUBFRAME;
        return !tdd
                || switch (CONFIGURATION.charAt(subframe % CONFIGURATION.length())) {
                    case 'D' -> true;
                    case 'S' -> symbol % SYMBOLS_PER_SUBFRAME < SPECIAL_SYMBOLS;
                    default -> false;
                };
    }

    /** How the data in symbol 0 … 139 are modulated: QPSK in even subframes, 16QAM in odd ones. */
    public Modulation modulation(int symbol) {
        return symbol / SYMBOLS_PER_SUBFRAME % 2 == 0 ? Modulation.QPSK : Modulation.QAM16;
    }
}
