package org.gatefold.sparse;

/**
 * A problem whose answer is known.
 *
 * @param problem what a solver sees
 * @param truth the sparse x behind it, count × planes × domain
 */
public record LabelledProblem(SparseProblem problem, Batch truth) {
    public LabelledProblem {
        truth.requireShape(
                problem.count(),
                problem.measurements().planes(),
                problem.operator().domain());
    }
}
