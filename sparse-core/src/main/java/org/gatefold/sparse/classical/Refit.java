package org.gatefold.sparse.classical;

import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;

/**
 * A solver whose answers to problems without noise are fitted anew: {@link SupportFit} with the logarithms of their
 * energies for scores. An iteration that only nears a sparse answer then gives it, exactly, if its largest entries are
 * the right ones. Other answers are left as they are.
 *
 * @param solver whose answers are fitted
 */
public record Refit(SparseSolver solver) implements SparseSolver {
    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        Batch answer = solver.solve(problem, listener);
        int[] noiseless = IntStream.range(0, problem.count())
                .filter(s -> problem.noiseVariance(s) == 0)
                .toArray();
        if (noiseless.length == 0) {
            return answer;
        }
        Batch scores = new Batch(noiseless.length, 1, answer.length());
        for (int i = 0; i < noiseless.length; i++) {
            for (int j = 0; j < answer.length(); j++) {
                scores.set(i, 0, j, Math.log(Math.max(answer.energy(noiseless[i], j), Float.MIN_NORMAL)));
            }
        }
        Batch fitted = SupportFit.estimate(problem.select(noiseless), scores);
        for (int i = 0; i < noiseless.length; i++) {
            answer.put(noiseless[i], fitted.slice(i, i + 1));
        }
        return answer;
    }
}
