package org.gatefold.ofdm.training;

import java.util.random.RandomGenerator;
import org.gatefold.ofdm.benchmark.Draw;
import org.gatefold.ofdm.benchmark.PilotDraws;
import org.gatefold.ofdm.benchmark.PilotProfile;
import org.gatefold.ofdm.channel.DelayWindow;
import org.gatefold.ofdm.channel.TrainingProblem;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;

/** Channels of a {@link PilotProfile} as sparse problems. */
public record PilotProblems(PilotDraws draws) implements ProblemSource {
    @Override
    public LabelledProblem draw(RandomGenerator rng, int count) {
        Draw draw = draws.draw(rng, count);
        return TrainingProblem.of(draw.pilots(), new DelayWindow(PilotProfile.SIZE, 0, PilotProfile.TAPS), draw.taps());
    }

    @Override
    public boolean oneOperator() {
        return draws.pilotSeed() != null;
    }
}
