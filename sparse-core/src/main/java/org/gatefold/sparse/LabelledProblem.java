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

    /** The problems {@code from ≤ s < to}, with copies of their data. */
    public LabelledProblem slice(int from, int to) {
        return new LabelledProblem(problem.slice(from, to), truth.slice(from, to));
    }
}
