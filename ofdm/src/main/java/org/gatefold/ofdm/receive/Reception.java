package org.gatefold.ofdm.receive;

import java.util.List;
import org.gatefold.ofdm.lte.MasterInformationBlock;
import org.jspecify.annotations.Nullable;

/**
 * What was received from the cell of a capture.
 *
 * @param capture the samples
 * @param cell physical cell identity
 * @param tdd duplex
 * @param ports antenna ports, 0 if no block was decoded
 * @param block the block of frame 0 of the track, null if none was decoded
 * @param track timing and carrier
 * @param frames the frames whose broadcast channel is wholly in the capture
 * @param heldOut pilots for the evaluation of estimators; null if no slot is wholly in the capture
 * @param scores one an estimator, in the order they were given
 * @param warnings findings that do not forbid the use of the result
 */
public record Reception(
        Capture capture,
        int cell,
        boolean tdd,
        int ports,
        @Nullable MasterInformationBlock block,
        Track track,
        List<ReceivedFrame> frames,
        @Nullable HeldOutPilots heldOut,
        List<HeldOutPilots.Score> scores,
        List<String> warnings) {
    public Reception {
        frames = List.copyOf(frames);
        scores = List.copyOf(scores);
        warnings = List.copyOf(warnings);
    }

    /** Frames whose own check holds. */
    public int decodedFrames() {
        return (int) frames.stream().filter(ReceivedFrame::decoded).count();
    }
}
