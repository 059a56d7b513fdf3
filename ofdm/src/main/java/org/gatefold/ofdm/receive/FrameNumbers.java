package org.gatefold.ofdm.receive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatefold.ofdm.lte.BroadcastDecoding;
import org.gatefold.ofdm.lte.MasterInformationBlock;

/**
 * Holds the blocks of a capture against each other: frame numbers go up by one from frame to frame, and bandwidth,
 * PHICH and ports stay. What most decoded frames say is true, the others were noise that passed the check.
 */
final class FrameNumbers {
    private static final int PERIOD = 1024;

    /** What frames of one cell have in common; {@code offset} is the number of frame 0 of the track. */
    record Story(int offset, MasterInformationBlock block, int ports) {
        int number(int frame) {
            return Math.floorMod(offset + frame, PERIOD);
        }

        MasterInformationBlock at(int frame) {
            return block.at(number(frame));
        }
    }

    private FrameNumbers() {}

    /** The story of one decoding whose first frame has an index. */
    static Story story(int frame, BroadcastDecoding decoding) {
        int offset = Math.floorMod(decoding.frameNumber() - frame, PERIOD);
        return new Story(offset, decoding.block().at(0), decoding.ports());
    }

    /** What most of the decoded frames agree on, of equally many the first. */
    static Optional<Story> majority(List<Integer> frames, List<Optional<BroadcastDecoding>> decodings) {
        Map<Story, Integer> votes = new LinkedHashMap<>();
        for (int i = 0; i < frames.size(); i++) {
            int frame = frames.get(i);
            decodings.get(i).ifPresent(d -> votes.merge(story(frame, d), 1, Integer::sum));
        }
        List<Story> stories = new ArrayList<>(votes.keySet());
        return stories.stream()
                .max((a, b) -> Integer.compare(votes.getOrDefault(a, 0), votes.getOrDefault(b, 0)) != 0
                        ? Integer.compare(votes.getOrDefault(a, 0), votes.getOrDefault(b, 0))
                        : Integer.compare(stories.indexOf(b), stories.indexOf(a)));
    }
}
