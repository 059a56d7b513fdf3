package org.gatefold.ofdm.training;

import java.util.random.RandomGenerator;
import org.gatefold.ofdm.benchmark.Draw;
import org.gatefold.ofdm.benchmark.PilotProfile;
import org.gatefold.ofdm.channel.DelayWindow;
import org.gatefold.ofdm.channel.TrainingProblem;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;

/**
 * Channels of a {@link PilotProfile} as sparse problems; those of a draw share their pilots, each draw has its own.
 *
 * @param pilots number of pilots drawn
 */
public record PilotProblems(PilotProfile profile, int pilots) implements ProblemSource {
    @Override
    public LabelledProblem draw(RandomGenerator rng, int count) {
        Draw draw = profile.draw(rng, pilots, count);
        return TrainingProblem.of(draw.pilots(), new DelayWindow(PilotProfile.SIZE, 0, PilotProfile.TAPS), draw.taps());
    }
}
