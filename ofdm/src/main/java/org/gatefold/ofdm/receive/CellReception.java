package org.gatefold.ofdm.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.lte.BroadcastChannel;
import org.gatefold.ofdm.lte.BroadcastDecoding;
import org.gatefold.ofdm.lte.BroadcastFrame;
import org.gatefold.ofdm.lte.CellReference;
import org.gatefold.ofdm.lte.MasterInformationBlock;
import org.jspecify.annotations.Nullable;

/** One cell of a capture: its track, and its broadcast channel at some bandwidth. */
final class CellReception {
    private static final int NARROWEST = 6;
    private static final int[] BANDWIDTHS = {100, 75, 50, 25, 15, NARROWEST};

    /** Up to this share of its points an FFT's subcarriers pass the filters of a receiver. */
    private static final double USEFUL_SHARE = 0.94;

    private final Capture capture;
    private final Demodulator demodulator;
    private final FoundCell cell;
    private final Track track;
    private final CellReference reference;
    private final List<Integer> indices = new ArrayList<>();
    private final List<FramePilots> pilots = new ArrayList<>();

    private CellReception(Capture capture, FoundCell cell, Track track, int resourceBlocks) {
        this.capture = capture;
        this.demodulator = new Demodulator(capture);
        this.cell = cell;
        this.track = track;
        this.reference = new CellReference(cell.cell(), resourceBlocks);
        for (int f = 0; f < track.frames(); f++) {
            FramePilots received = FramePilots.of(demodulator, track, f, reference);
            indices.add(f);
            pilots.add(received);
        }
    }

    /** By the six resource blocks around the carrier. */
    static CellReception narrow(Capture capture, FoundCell cell) {
        Track track = Track.follow(capture, new Demodulator(capture), cell);
        return new CellReception(capture, cell, track, NARROWEST);
    }

    /** The same cell at the bandwidth its block says, or as much of it as the capture holds. */
    CellReception wide(MasterInformationBlock block) {
        int most = (int) (USEFUL_SHARE * capture.numerology().fftSize() / 12);
        int fits = IntStream.of(BANDWIDTHS).filter(b -> b <= most).findFirst().orElse(NARROWEST);
        int blocks = Math.min(fits, block.resourceBlocks());
        return new CellReception(capture, cell, blocks > NARROWEST ? track.refined(blocks) : track, blocks);
    }

    FoundCell cell() {
        return cell;
    }

    Track track() {
        return track;
    }

    int resourceBlocks() {
        return reference.resourceBlocks();
    }

    /** Frames of the track whose broadcast channel is wholly in the capture. */
    List<Integer> broadcastFrames() {
        return indices.stream().filter(f -> pilots.get(f).broadcast()).toList();
    }

    /** Decodes these frames, each by itself, if the cell has at most so many ports. */
    List<Optional<BroadcastDecoding>> decode(List<Integer> frames, ChannelEstimator estimator, int ports) {
        BroadcastReception reception =
                new BroadcastReception(capture.numerology().fftSize(), reference);
        List<Optional<BroadcastDecoding>> decodings = new ArrayList<>();
        for (BroadcastFrame frame : received(reception, frames, estimator, ports)) {
            decodings.add(reception.decode(frame));
        }
        return decodings;
    }

    /** Decodes up to four successive frames together, for cells too weak for one. */
    Optional<FrameNumbers.Story> combined(List<Integer> frames, ChannelEstimator estimator) {
        BroadcastReception reception =
                new BroadcastReception(capture.numerology().fftSize(), reference);
        List<BroadcastFrame> received = received(reception, frames, estimator, CellReference.PORTS);
        for (int length = 2; length <= BroadcastChannel.FRAMES; length++) {
            for (int i = 0; i + length <= received.size(); i++) {
                Optional<BroadcastDecoding> decoding = reception.decode(received.subList(i, i + length));
                if (decoding.isPresent()) {
                    return Optional.of(FrameNumbers.story(frames.get(i), decoding.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** The references of the slots in the capture, null if none is wholly there. */
    @Nullable
    HeldOutPilots heldOut(int ports) {
        return new ObservedSlots(demodulator, track, reference, ports)
                .observe(capture.numerology().fftSize());
    }

    private List<BroadcastFrame> received(
            BroadcastReception reception, List<Integer> frames, ChannelEstimator estimator, int ports) {
        return reception.frames(frames.stream().map(pilots::get).toList(), estimator, ports);
    }
}
