package org.gatefold.sparse.classical;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;

/**
 * Solvers one after the other, for problems without noise: one is done as soon as an answer explains its measurements,
 * {@link SupportFit#explained}. Faster solvers come first, then the usual one, then others that may succeed where it
 * fails; if none does, the usual one's answer stands. Problems with noise, or whose noise is not known, go to the usual
 * solver alone.
 *
 * <p>The listener hears all solvers, one after the other.
 *
 * @param before solvers before the usual one
 * @param usual the solver whose answer stands
 * @param after solvers for what the usual one does not explain
 */
public record Cascade(List<SparseSolver> before, SparseSolver usual, List<SparseSolver> after) implements SparseSolver {
    public Cascade {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** The solver itself, if it is alone. */
    public static SparseSolver of(List<SparseSolver> before, SparseSolver usual, List<SparseSolver> after) {
        return before.isEmpty() && after.isEmpty() ? usual : new Cascade(before, usual, after);
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        int[] all = IntStream.range(0, problem.count()).toArray();
        int[] open = noiseless(problem, all);
        for (SparseSolver solver : before) {
            open = solve(solver, problem, open, listener, answer, true);
        }
        int[] left = open;
        int[] rest = Arrays.stream(all)
                .filter(s -> problem.noiseVariance(s) != 0 || Arrays.binarySearch(left, s) >= 0)
                .toArray();
        open = noiseless(problem, solve(usual, problem, rest, listener, answer, true));
        for (SparseSolver solver : after) {
            open = solve(solver, problem, open, listener, answer, false);
        }
        return answer;
    }

    private static int[] noiseless(SparseProblem problem, int[] samples) {
        return Arrays.stream(samples).filter(s -> problem.noiseVariance(s) == 0).toArray();
    }

    /**
     * Solves some of the problems, and returns those that are not explained.
     *
     * @param keep whether to keep the answers of these too
     */
    private static int[] solve(
            SparseSolver solver,
            SparseProblem problem,
            int[] samples,
            IterateListener listener,
            Batch answer,
            boolean keep) {
        if (samples.length == 0) {
            return samples;
        }
        SparseProblem selected = problem.select(samples);
        Batch found = solver.solve(selected, listener.ofSelection(samples));
        boolean[] explained = SupportFit.explained(selected, found);
        for (int i = 0; i < samples.length; i++) {
            if (keep || explained[i]) {
                answer.put(samples[i], found.slice(i, i + 1));
            }
        }
        return IntStream.range(0, samples.length)
                .filter(i -> !explained[i])
                .map(i -> samples[i])
                .toArray();
    }
}
