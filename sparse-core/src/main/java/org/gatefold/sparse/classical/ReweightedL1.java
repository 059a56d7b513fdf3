package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.kernel.Workers;

/**
 * Iteratively reweighted ℓ₁, which descends on {@code ½‖y − Ax‖² + λε Σᵢ log(‖xᵢ‖₂ + ε)}.
 *
 * <p>Candès, Wakin and Boyd, J. Fourier Anal. Appl. 14, 2008: solve the ℓ₁ problem with weights wᵢ = ε/(‖xᵢ‖₂ + ε), all
 * 1 at first, then renew the weights. ε is the given share of the largest ‖xᵢ‖₂ of the first pass, so that answers
 * follow the scale of y; the weights carry the factor ε so that λ keeps its meaning for entries that are 0. Each pass
 * is {@link Fista} with restart, started where the last one ended. Ends after the given number of passes. Cost per
 * inner iteration: one apply, one adjoint.
 *
 * @param penalty λ
 * @param passes number of weighted ℓ₁ problems, at least 1 (1 is plain ℓ₁)
 * @param epsilon ε as a share of the largest entry, in (0, 1]
 * @param iterations largest number of steps a pass, at least 1
 * @param tolerance relative violation of the KKT conditions at which a pass ends
 */
public record ReweightedL1(Penalty penalty, int passes, double epsilon, int iterations, double tolerance)
        implements SparseSolver {
    public ReweightedL1 {
        if (passes < 1 || iterations < 1 || !(epsilon > 0 && epsilon <= 1) || !(tolerance >= 0)) {
            throw new IllegalArgumentException("reweighted ℓ₁ cannot run " + passes + " passes of " + iterations
                    + " iterations with ε = " + epsilon + " and tolerance " + tolerance);
        }
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        Workers.forShards(problem.count(), ProximalGradient.SHARD, (from, to) -> {
            SparseProblem shard = problem.slice(from, to);
            Batch y = shard.measurements();
            double[] lambda = ProximalGradient.lambda(shard, penalty);
            double[][] weights = new double[to - from][answer.length()];
            double[] scale = new double[to - from];
            for (double[] w : weights) {
                Arrays.fill(w, 1);
            }
            int[] heard = new int[to - from];
            IterateListener counted = counting(listener, from, heard);
            var run = new ProximalGradient(problem.operator(), y, true, iterations, tolerance);
            Batch x = y.like(answer.length());
            for (int pass = 0; pass < passes; pass++) {
                x = run.minimise(lambda, weights, from, 0, counted);
                for (int s = 0; s < to - from; s++) {
                    reweight(x, s, weights[s], scale, pass == 0);
                }
            }
            answer.put(from, x);
        });
        return answer;
    }

    private void reweight(Batch x, int s, double[] weights, double[] scale, boolean first) {
        double[] sizes = new double[weights.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.sqrt(x.energy(s, i));
        }
        if (first) {
            scale[s] = epsilon * Arrays.stream(sizes).max().orElse(0);
        }
        for (int i = 0; i < sizes.length && scale[s] > 0; i++) {
            weights[i] = scale[s] / (sizes[i] + scale[s]);
        }
    }

    /** Numbers the iterations of all passes in one row. */
    private static IterateListener counting(IterateListener listener, int from, int[] heard) {
        return listener == IterateListener.NONE
                ? listener
                : (sample, iteration, estimate, weights, cost) ->
                        listener.iterate(sample, ++heard[sample - from], estimate, weights, cost);
    }
}
