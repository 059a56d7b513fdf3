package org.gatefold.sparse;

import java.util.random.RandomGenerator;

/** Draws labelled problems: the synthetic benchmark of a tool, and the endless training set of a learned solver. */
@FunctionalInterface
public interface ProblemSource {
    /** {@code count} fresh problems; the same generator state gives the same problems. */
    LabelledProblem draw(RandomGenerator rng, int count);

    /** Whether all draws have the same operator; what is trained on others then serves any. */
    default boolean oneOperator() {
        return true;
    }

    /** How many problems a training should draw at once where operators change: those of a draw share one. */
    default int problemsPerOperator() {
        return 64;
    }
}
