package org.gatefold.ofdm.receive;

import org.gatefold.ofdm.lte.BroadcastDecoding;
import org.jspecify.annotations.Nullable;

/**
 * A frame whose broadcast channel is wholly in the capture.
 *
 * @param index frame of the track
 * @param systemFrameNumber as decoded, else counted from the other frames; −1 if none was decoded
 * @param decoding the block by its own check, null if it does not hold
 * @param pbchEvm error vector magnitude of the 240 equalised symbols against those that the block says were sent, NaN
 *     if no block is known
 */
public record ReceivedFrame(int index, int systemFrameNumber, @Nullable BroadcastDecoding decoding, double pbchEvm) {
    /**
     * How loud its broadcast channel was beside the references, {@link BroadcastDecoding#amplitude}; NaN if unknown.
     */
    public double pbchAmplitude() {
        return decoding == null ? Double.NaN : decoding.amplitude();
    }

    /** Whether the frame's own check holds. */
    public boolean decoded() {
        return decoding != null;
    }
}
