package org.gatefold.sparse;

/** Follows a solver on its way: iterates, weights and cost of each sample, for pictures and for tests of descent. */
@FunctionalInterface
public interface IterateListener {
    /** Nobody listens; a solver that is given it computes neither weights nor cost. */
    IterateListener NONE = (sample, iteration, estimate, weights, cost) -> {};

    /**
     * One iterate of one sample. Iterations of a sample come in order, from 1; samples may come from several threads.
     *
     * @param estimate 1 × planes × domain, valid only during the call
     * @param weights per index what the method adapts (penalty weights, or variances γ), empty if nothing; valid only
     *     during the call
     * @param cost the objective named by the solver, NaN if it has none
     */
    void iterate(int sample, int iteration, Batch estimate, double[] weights, double cost);

    /**
     * Told of the problems of a selection, passes their iterates on under their own numbers; nobody if nobody listens.
     */
    default IterateListener ofSelection(int[] samples) {
        return this == NONE
                ? NONE
                : (s, iteration, estimate, weights, cost) -> iterate(samples[s], iteration, estimate, weights, cost);
    }
}
