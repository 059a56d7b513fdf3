package org.gatefold.ofdm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.ofdm.channel.ChannelEstimators;
import org.gatefold.ofdm.lte.BroadcastDecoding;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.receive.Capture;
import org.gatefold.ofdm.receive.Receiver;
import org.gatefold.ofdm.receive.Reception;
import org.gatefold.ofdm.simulate.DelayProfile;
import org.gatefold.ofdm.simulate.DownlinkCell;
import org.gatefold.ofdm.simulate.DownlinkSignal;
import org.gatefold.ofdm.simulate.FadingChannel;
import org.gatefold.ofdm.simulate.FrontEnd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is simulated is received: cell, offsets and every frame's block, against the truth. */
class LoopBackTest {
    /**
     * A channel that fades shifts the carrier by up to its Doppler and moves the weight between early and late taps,
     * which looks like a clock: by about its delay spread (EPA 43 ns, EVA 357 ns, ETU 991 ns) in the time of the
     * capture. Without, only noise and the resolution of the receiver are in the way.
     */
    @ParameterizedTest
    @CsvSource({
        // pci, blocks, ports, tdd, FFT, profile, Doppler, SNR, CFO, ppm, its bound, start, frames, SFN
        "42, 25, 2, false, 512, EVA, 0, 15, 6000, 7, 1, 0.0034, 4, 1020",
        "21, 100, 2, true, 1280, EPA, 5, 15, -7000, -20, 1.5, 0.0011, 3, 100",
        "300, 6, 1, false, 128, ETU, 70, 10, 333, 0, 20, 0, 5, 7",
        "501, 25, 4, false, 512, EVA, 30, 8, -1234, 3, 6, 0.0077, 6, 511",
        "101, 75, 2, false, 128, EPA, 5, 12, -12000, 26, 3, 0.0051, 8, 3",
        "7, 15, 1, true, 256, AWGN, 0, 15, 4000, -5, 1.5, 0.002, 6, 3"
    })
    void truthIsFound(
            int pci,
            int resourceBlocks,
            int ports,
            boolean tdd,
            int fftSize,
            DelayProfile profile,
            double doppler,
            double snrDb,
            double cfoHz,
            double clockPpm,
            double clockBound,
            double start,
            int frames,
            int number) {
        DownlinkCell cell = new DownlinkCell(pci, resourceBlocks, ports, tdd);
        Numerology numerology = new Numerology(fftSize);
        FadingChannel channel = new FadingChannel(profile, ports, doppler, new SplittableRandom(9));
        FrontEnd frontEnd = new FrontEnd(cfoHz, clockPpm, start, snrDb);
        float[] samples = new DownlinkSignal(cell, numerology, channel, frontEnd, number, 5).samples(frames);
        Reception reception = Receiver.USUAL.receive(
                Capture.of("simulated", numerology, samples),
                ChannelEstimators.forNormalPrefix().parseList("ls"));
        assertEquals(pci, reception.cell());
        assertEquals(tdd, reception.tdd());
        assertEquals(ports, reception.ports());
        assertTrue(reception.frames().size() >= frames - 1, reception.frames().size() + " frames");
        int first = start > 0 ? 1 : 0;
        for (int f = 0; f < reception.frames().size(); f++) {
            int sent = (number + first + f) % 1024;
            BroadcastDecoding decoding = reception.frames().get(f).decoding();
            assertNotNull(decoding, "frame " + f);
            assertEquals(sent, reception.frames().get(f).systemFrameNumber());
            assertEquals(cell.block(sent), decoding.block());
        }
        assertEquals(cfoHz, reception.track().carrierHz(), 4 + 0.5 * doppler);
        assertEquals(clockPpm, reception.track().clockPpm(), clockBound);
        assertTrue(reception.warnings().isEmpty(), reception.warnings().toString());
    }
}
