package org.gatefold.sparse;

/**
 * Recovers the sparse x of {@code y = Ax + n}. A learned solver is one too.
 *
 * <p>Samples are independent: solving a batch equals solving its samples one by one, for any number of threads.
 * Implementations are immutable and safe for concurrent use.
 */
public interface SparseSolver {
    /**
     * Solves every sample of {@code problem}.
     *
     * @param listener told of the iterates of each sample, {@link IterateListener#NONE} for nobody
     * @return estimates, count × planes × domain
     */
    Batch solve(SparseProblem problem, IterateListener listener);

    default Batch solve(SparseProblem problem) {
        return solve(problem, IterateListener.NONE);
    }
}
