package org.gatefold.sparse.training;

import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;

/** The problems of every batch, safe for concurrent use. */
@FunctionalInterface
interface TrainingData {
    /**
     * A part of a batch; the same arguments give the same problems.
     *
     * @param step of the whole training, from 0
     * @param from first sample of the part, of those of the batch
     * @param to behind its last sample
     */
    LabelledProblem shard(long step, int from, int to);

    /** Problems that nobody has seen, drawn for each shard by itself. */
    static TrainingData fresh(ProblemSource source, long seed) {
        return (step, from, to) -> source.draw(Draws.TRAINING.generator(seed, step, from), to - from);
    }
}
