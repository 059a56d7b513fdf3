package org.gatefold.ofdm.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.ChannelEstimators;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Captures of live cells, against what srsRAN and an independent receiver found in them. */
class RealCapturesTest {
    private static final List<ChannelEstimator> LS =
            ChannelEstimators.forNormalPrefix().parseList("ls");

    @ParameterizedTest
    @CsvSource({
        "F796, 360, false, 2, 50, 6265, 14, 7",
        "F806, 300, false, 2, 50, 6481, 316, 8",
        "F1815, 300, false, 2, 100, 14089, 951, 8",
        "F1867, 54, false, 2, 75, 26521, 721, 7",
        "F796_RTL, 360, false, 2, 50, -49129, 719, 7",
        "F2645, 21, true, 2, 100, -89400, 787, 70",
        "SIGNAL, 150, false, 2, 50, -314, 28, 1",
        "AMAR, 1, false, 1, 6, -31, 656, 1"
    })
    void blocksOfLiveCells(
            Captures capture, int cell, boolean tdd, int ports, int blocks, double carrier, int number, int decoded) {
        Reception reception = Receiver.USUAL.receive(capture.read(), LS);
        assertEquals(cell, reception.cell());
        assertEquals(tdd, reception.tdd());
        assertEquals(ports, reception.ports());
        assertNotNull(reception.block());
        assertEquals(blocks, reception.block().resourceBlocks());
        assertEquals(carrier, reception.track().carrierHz(), 350);
        assertEquals(number, reception.frames().get(0).systemFrameNumber());
        assertTrue(reception.decodedFrames() >= decoded, reception.decodedFrames() + " decoded");
        if (capture == Captures.SIGNAL) {
            assertEquals("68 1c 00", reception.block().at(28).hex());
        }
    }

    /**
     * EVM where the channel is known well: what noise and other cells leave, which a channel fitted to the known
     * symbols themselves puts at 19, 58 and 27 %. The second is clipped; networks send the broadcast channel 3 dB
     * louder than references.
     */
    @ParameterizedTest
    @CsvSource({"F796, 0.24", "F806, 0.65", "F1815, 0.32", "AMAR, 0.04"})
    void theErrorVectorIsThatOfTheNoise(Captures capture, double evm) {
        List<ChannelEstimator> lmmse = ChannelEstimators.forNormalPrefix().parseList("lmmse");
        double mean = Receiver.USUAL.receive(capture.read(), lmmse).frames().stream()
                .mapToDouble(ReceivedFrame::pbchEvm)
                .average()
                .orElseThrow();
        assertTrue(mean < evm && mean > 0.02, "EVM " + mean);
    }

    /** The clock of this receiver is off by 26.2 ppm and its carrier, from another oscillator, by 34 ppm. */
    @Test
    void clockAndCarrierNeedNotAgree() {
        Track track = Receiver.USUAL.receive(Captures.F2645.read(), LS).track();
        assertEquals(26.2, track.clockPpm(), 1);
    }

    /** The share of error on pilots held out of all slots and both ports, at most, in dB. */
    @ParameterizedTest
    @CsvSource({"F806, 100, -16.3, -18.0", "F806, 50, -13.6, -15.0", "F1815, 200, -22.7, -23.7"})
    void pilotsHeldOutArePredicted(Captures capture, int used, double sbl, double bmp) {
        Reception reception = new Receiver(used, 1, 1)
                .receive(capture.read(), ChannelEstimators.forNormalPrefix().parseList("ls,sbl,bmp"));
        assertTrue(reception.scores().get(1).nmseDb() <= sbl, reception.scores().toString());
        assertTrue(reception.scores().get(2).nmseDb() <= bmp, reception.scores().toString());
    }

    /** One set of scalars, trained on simulated channels alone; every block is decoded with it. */
    @ParameterizedTest
    @CsvSource({"F806, 100, 8", "F1815, 200, 8"})
    void theLearnedEstimatorIsAheadOnPilotsHeldOut(Captures capture, int used, int decoded) {
        Reception reception = new Receiver(used, 3, 1)
                .receive(capture.read(), ChannelEstimators.forNormalPrefix().parseList("learned,sbl"));
        double learned = reception.scores().get(0).nmseDb();
        assertTrue(
                learned <= reception.scores().get(1).nmseDb() - 1.5,
                reception.scores().toString());
        assertEquals(decoded, reception.decodedFrames());
    }

    @ParameterizedTest
    @CsvSource({"F796, 8", "F1867, 7", "F796_RTL, 7", "SIGNAL, 1", "AMAR, 1"})
    void blocksAreDecodedWithTheLearnedEstimator(Captures capture, int decoded) {
        List<ChannelEstimator> learned = ChannelEstimators.forNormalPrefix().parseList("learned");
        Reception reception = new Receiver(0, 1, 1).receive(capture.read(), learned);
        assertTrue(reception.decodedFrames() >= decoded, reception.decodedFrames() + " decoded");
    }

    /** The cell uses a fifth of its subframes for the uplink, where there are no references. */
    @Test
    void slotsWithoutReferencesAreLeftOut() {
        HeldOutPilots heldOut =
                Receiver.USUAL.receive(Captures.F2645.read(), LS).heldOut();
        assertNotNull(heldOut);
        int[] subframes = heldOut.slots().stream()
                .mapToInt(s -> s % 20 / 2)
                .distinct()
                .sorted()
                .toArray();
        assertArrayEquals(new int[] {0, 1, 3, 4, 5, 6, 8, 9}, subframes);
    }

    /** Two cells of one site, at the same time and with equal power. */
    @Test
    void collidingCellsAreToldAndNoFrameIsMisread() {
        Reception reception = Receiver.USUAL.receive(Captures.F1860.read(), LS);
        assertTrue(reception.cell() == 86 || reception.cell() == 142);
        assertTrue(
                reception.warnings().stream()
                        .anyMatch(w -> w.contains("equal power") && w.contains("86") && w.contains("142")),
                reception.warnings().toString());
        reception.frames().stream()
                .filter(ReceivedFrame::decoded)
                .forEach(f -> assertEquals(593 - 6 + f.index(), f.systemFrameNumber()));
    }

    @Test
    void halfAMillisecondIsTooShortForTheBroadcastChannel() {
        InputException e = assertThrows(InputException.class, () -> Receiver.USUAL.receive(Captures.SLOT.read(), LS));
        assertTrue(String.valueOf(e.getMessage()).contains("ms of cell 150 (FDD)"), e.getMessage());
    }
}
