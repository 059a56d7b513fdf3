package org.gatefold.sparse.learned;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;

/**
 * Solvers one after the other, from the fastest on: a problem without noise is done as soon as an answer explains its
 * measurements with at most half as many entries as there are of them, {@code ‖y − Ax‖² ≤ 10⁻⁹‖y‖²} and {@code ‖x‖₀ ≤
 * M/2}; in general position no other answer has so few. All other problems go on to the next solver, and the last one's
 * answer stands. Problems with noise, or whose noise is not known, go to the last alone.
 *
 * <p>The listener hears all solvers, one after the other.
 *
 * @param solvers at least one
 */
public record Cascade(List<SparseSolver> solvers) implements SparseSolver {
    private static final double EXPLAINED = 1e-9;

    public Cascade {
        solvers = List.copyOf(solvers);
        if (solvers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one solver");
        }
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        int[] all = IntStream.range(0, problem.count()).toArray();
        int[] open =
                Arrays.stream(all).filter(s -> problem.noiseVariance(s) == 0).toArray();
        for (SparseSolver solver : solvers.subList(0, solvers.size() - 1)) {
            open = unexplained(problem, answer, solve(solver, problem, open, answer, listener));
        }
        int[] left = open;
        int[] last = Arrays.stream(all)
                .filter(s -> problem.noiseVariance(s) != 0 || Arrays.binarySearch(left, s) >= 0)
                .toArray();
        solve(solvers.get(solvers.size() - 1), problem, last, answer, listener);
        return answer;
    }

    /** Solves some of the problems, and returns which. */
    private static int[] solve(
            SparseSolver solver, SparseProblem problem, int[] samples, Batch answer, IterateListener listener) {
        if (samples.length == 0) {
            return samples;
        }
        Batch found = solver.solve(problem.select(samples), listener.ofSelection(samples));
        for (int i = 0; i < samples.length; i++) {
            answer.put(samples[i], found.slice(i, i + 1));
        }
        return samples;
    }

    private static int[] unexplained(SparseProblem problem, Batch answer, int[] samples) {
        Batch image = problem.operator().apply(answer);
        Batch y = problem.measurements();
        return Arrays.stream(samples)
                .filter(s -> {
                    double error = 0;
                    for (int i = s * y.stride(); i < (s + 1) * y.stride(); i++) {
                        double r = y.data()[i] - image.data()[i];
                        error += r * r;
                    }
                    long entries = IntStream.range(0, answer.length())
                            .filter(j -> answer.energy(s, j) > 0)
                            .count();
                    return !(error <= EXPLAINED * y.energy(s) && 2 * entries <= y.length());
                })
                .toArray();
    }
}
