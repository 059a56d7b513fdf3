package org.gatefold.sparse.classical;

import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;

/**
 * A solver whose answers to problems without noise are fitted anew: {@link SupportFit} with the logarithms of their
 * energies for scores. An iteration that only nears a sparse answer then gives it, exactly, if its largest entries are
 * the right ones. As an iteration may pass by the right support and leave it again, the first of every {@value #EVERY}
 * iterates that {@linkplain SupportFit#explained explains} its measurements is the answer; of a sample where none does,
 * the last. Answers to other problems are left as they are.
 *
 * @param solver whose answers are fitted
 */
public record Refit(SparseSolver solver) implements SparseSolver {
    private static final int EVERY = 10;

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        int[] noiseless = IntStream.range(0, problem.count())
                .filter(s -> problem.noiseVariance(s) == 0)
                .toArray();
        if (noiseless.length == 0) {
            return solver.solve(problem, listener);
        }
        Batch first = problem.zeroEstimate();
        boolean[] done = new boolean[problem.count()];
        Batch answer = solver.solve(problem, (s, iteration, x, weights, cost) -> {
            listener.iterate(s, iteration, x, weights, cost);
            if (iteration % EVERY == 0 && !done[s] && problem.noiseVariance(s) == 0) {
                SparseProblem one = problem.slice(s, s + 1);
                Batch fitted = SupportFit.estimate(one, logEnergies(x, 0));
                if (SupportFit.explained(one, fitted)[0]) {
                    first.put(s, fitted);
                    done[s] = true;
                }
            }
        });
        for (int s : noiseless) {
            answer.put(
                    s,
                    done[s]
                            ? first.slice(s, s + 1)
                            : SupportFit.estimate(problem.slice(s, s + 1), logEnergies(answer, s)));
        }
        return answer;
    }

    private static Batch logEnergies(Batch x, int sample) {
        Batch scores = new Batch(1, 1, x.length());
        for (int j = 0; j < x.length(); j++) {
            scores.set(0, 0, j, Math.log(Math.max(x.energy(sample, j), Float.MIN_NORMAL)));
        }
        return scores;
    }
}
