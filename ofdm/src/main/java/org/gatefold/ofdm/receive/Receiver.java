package org.gatefold.ofdm.receive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.ChannelEstimators;
import org.gatefold.ofdm.lte.BroadcastDecoding;
import org.gatefold.ofdm.lte.CellReference;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The whole chain: cell search, track of timing and carrier, broadcast channel of each frame by itself, and the
 * evaluation of channel estimators on held-out pilots.
 *
 * <p>The block of most frames gives bandwidth and ports; the cell is then received once more at that bandwidth with the
 * channel as the first estimator finds it. A frame counts as decoded if its own check holds, after that or the first
 * reception, and its number and content agree with those of most frames. Only if no frame of its own is decoded, up to
 * four successive ones are combined: that tells bandwidth and numbers, but no frame counts as decoded then.
 *
 * @param pilotsUsed of each observation's pilots that estimators see in the evaluation, 0 for half of them
 * @param draws random parts of the pilots
 * @param seed of these parts
 */
public record Receiver(int pilotsUsed, int draws, long seed) {
    /** Cells with primary signals within this ratio are equally strong. */
    private static final double EQUAL_DB = 3;

    /** References of a cell that agree less with their neighbours are noise. */
    private static final double LEAST_COHERENCE = 0.2;

    /** Half of the pilots, two draws. */
    public static final Receiver USUAL = new Receiver(0, 2, 1);

    /**
     * Receives a capture.
     *
     * @param estimators at least one; the first serves the broadcast channel
     * @throws NoCellException if there is no LTE cell in the capture
     * @throws InputException if it is too short for a broadcast channel
     */
    public Reception receive(Capture capture, List<ChannelEstimator> estimators) {
        float[] narrowband = capture.narrowband();
        List<FoundCell> cells = CellSearch.search(narrowband);
        if (cells.isEmpty()) {
            throw NoCellException.of(capture, narrowband);
        }
        List<String> warnings = new ArrayList<>(capture.warnings());
        Candidate best = cells.stream()
                .filter(c -> ratioDb(c, cells.get(0)) > -EQUAL_DB)
                .map(c -> candidate(capture, c))
                .max(Comparator.comparingInt(Candidate::decoded))
                .orElseThrow();
        if (best.decoded() == 0 && best.reception().track().coherence() < LEAST_COHERENCE) {
            throw NoCellException.of(capture, narrowband);
        }
        if (best.frames().isEmpty()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: expected at least the first 1 ms of a frame with its broadcast channel, found only %.3g ms"
                            + " of cell %d (%s) without",
                    capture.name(),
                    1e3 * capture.seconds(),
                    best.cell().cell(),
                    best.cell().tdd() ? "TDD" : "FDD"));
        }
        warn(best.cell(), cells, warnings);
        return receive(capture, best, estimators, warnings);
    }

    /** A cell as its six middle resource blocks show it. */
    private record Candidate(
            CellReception reception,
            List<Integer> frames,
            List<Optional<BroadcastDecoding>> decodings,
            FrameNumbers.@Nullable Story story) {
        FoundCell cell() {
            return reception.cell();
        }

        int decoded() {
            return (int) decodings.stream().filter(Optional::isPresent).count();
        }
    }

    private static Candidate candidate(Capture capture, FoundCell cell) {
        ChannelEstimator estimator = acquisition();
        CellReception narrow = CellReception.narrow(capture, cell);
        List<Integer> frames = narrow.broadcastFrames();
        List<Optional<BroadcastDecoding>> decodings = narrow.decode(frames, estimator, CellReference.PORTS);
        Optional<FrameNumbers.Story> story = FrameNumbers.majority(frames, decodings);
        return new Candidate(
                narrow,
                frames,
                decodings,
                story.or(() -> narrow.combined(frames, estimator)).orElse(null));
    }

    /** The estimator of the first reception. */
    private static ChannelEstimator acquisition() {
        return ChannelEstimators.forNormalPrefix().parse(MethodSpec.parse("lmmse:profile=uniform"));
    }

    private Reception receive(
            Capture capture, Candidate narrow, List<ChannelEstimator> estimators, List<String> warnings) {
        FrameNumbers.Story story = narrow.story();
        CellReception reception =
                story == null ? narrow.reception() : narrow.reception().wide(story.block());
        List<ReceivedFrame> frames = new ArrayList<>();
        List<Integer> indices = reception.broadcastFrames();
        List<Optional<BroadcastDecoding>> decodings =
                reception.decode(indices, estimators.get(0), story == null ? CellReference.PORTS : story.ports());
        int offset = indices.isEmpty() ? 0 : narrow.frames().indexOf(indices.get(0));
        int contradictions = 0;
        for (int i = 0; i < indices.size(); i++) {
            int frame = indices.get(i);
            int earlier = i + offset;
            Optional<BroadcastDecoding> wide = agreeing(frame, decodings.get(i), story);
            Optional<BroadcastDecoding> decoding =
                    wide.isPresent() || offset < 0 || earlier >= narrow.frames().size()
                            ? wide
                            : agreeing(frame, narrow.decodings().get(earlier), story);
            contradictions += decoding.isEmpty() && decodings.get(i).isPresent() ? 1 : 0;
            frames.add(new ReceivedFrame(
                    frame,
                    story == null ? -1 : story.number(frame),
                    decoding.orElse(null),
                    decoding.map(BroadcastDecoding::evm).orElse(Double.NaN)));
        }
        if (contradictions > 0) {
            warnings.add(contradictions + " frames with a valid check were rejected: their content contradicts that of"
                    + " the others");
        }
        if (story == null) {
            warnings.add("no broadcast channel was decoded: bandwidth and ports are unknown, estimators are evaluated"
                    + " on the six middle resource blocks");
        }
        HeldOutPilots heldOut = reception.heldOut(story == null ? 1 : story.ports());
        return new Reception(
                capture,
                narrow.cell().cell(),
                narrow.cell().tdd(),
                story == null ? 0 : story.ports(),
                story == null ? null : story.at(0),
                reception.track(),
                frames,
                heldOut,
                heldOut == null ? List.of() : scores(heldOut, estimators, warnings),
                warnings);
    }

    private static Optional<BroadcastDecoding> agreeing(
            int frame, Optional<BroadcastDecoding> decoding, FrameNumbers.@Nullable Story story) {
        return decoding.filter(d -> FrameNumbers.story(frame, d).equals(story));
    }

    private List<HeldOutPilots.Score> scores(
            HeldOutPilots heldOut, List<ChannelEstimator> estimators, List<String> warnings) {
        int used = pilotsUsed == 0 ? heldOut.total() / 2 : pilotsUsed;
        if (used >= heldOut.total()) {
            throw new InputException("--pilots-used: expected 1 to " + (heldOut.total() - 1) + " of the "
                    + heldOut.total() + " pilots of a slot, found " + used);
        }
        List<HeldOutPilots.Score> scores = new ArrayList<>();
        for (ChannelEstimator estimator : estimators) {
            HeldOutPilots.Score score = heldOut.evaluate(estimator, used, draws, seed);
            if (Double.isNaN(score.nmseDb())) {
                warnings.add(estimator.name() + ": the error on held-out pilots cannot be told from their noise");
            }
            scores.add(score);
        }
        return scores;
    }

    private static void warn(FoundCell best, List<FoundCell> cells, List<String> warnings) {
        for (FoundCell other : cells) {
            double db = ratioDb(other, best);
            if (other.cell() == best.cell() || db < -2 * EQUAL_DB) {
                continue;
            }
            boolean equal = Math.abs(db) <= EQUAL_DB;
            warnings.add(String.format(
                    Locale.ROOT,
                    equal
                            ? "two cells of equal power collide: %d and %d (%+.1f dB); references and broadcast"
                                    + " channels disturb each other"
                            : "another cell is heard beside %d: %d (%+.1f dB)",
                    best.cell(),
                    other.cell(),
                    db));
        }
    }

    private static double ratioDb(FoundCell a, FoundCell b) {
        return 10 * Math.log10(a.power() / b.power());
    }
}
