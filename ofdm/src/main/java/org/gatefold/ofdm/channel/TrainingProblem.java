package org.gatefold.ofdm.channel;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;

/** Channels whose taps are known, in the units in which the sparse estimators see them. */
public final class TrainingProblem {
    private TrainingProblem() {}

    /** @param taps the true ones in the window, in the units of the pilots; not changed */
    public static LabelledProblem of(Pilots pilots, DelayWindow window, Batch taps) {
        DelayModel model = new DelayModel(pilots, window);
        return new LabelledProblem(model.problem(), model.solution(taps.copy()));
    }
}
