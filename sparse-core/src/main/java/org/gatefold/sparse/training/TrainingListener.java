package org.gatefold.sparse.training;

/** Follows a training on its way. */
public interface TrainingListener {
    /** Nobody listens. */
    TrainingListener NONE = new TrainingListener() {};

    /** After every step. */
    default void step(Standing now) {}

    /** After every validation, with the log so far. */
    default void validated(TrainingLog log) {}

    /** Something went wrong and was mended; one line for the user. */
    default void warning(String line) {}

    /**
     * How far a training is.
     *
     * @param step taken so far
     * @param steps of the budget
     * @param stage its name
     * @param loss of the last batch
     * @param validation last score, NaN if there was none
     * @param best score of this stage
     * @param stepsPerSecond of late
     * @param secondsLeft if no stage ends early; earlier stages with fewer layers cost less, which is taken into
     *     account
     */
    record Standing(
            long step,
            long steps,
            String stage,
            double loss,
            double validation,
            double best,
            double stepsPerSecond,
            double secondsLeft) {}
}
