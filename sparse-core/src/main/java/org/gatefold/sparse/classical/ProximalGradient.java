package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.Shrinkage;
import org.gatefold.sparse.kernel.Workers;

/**
 * The iteration {@code x ← prox(z − Aᴴ(Az − y)/L)} with {@code L = ‖A‖²} that ISTA, FISTA and reweighted ℓ₁ share, for
 * {@code min ½‖y − Ax‖² + λ Σᵢ wᵢ‖xᵢ‖₂}.
 *
 * <p>A shard of samples runs through all its iterations at once: its arrays stay in the cache, and the products are two
 * matrix products of the shard. A sample that meets the stopping rule is frozen, so it ends as if it were alone.
 */
final class ProximalGradient {
    /** Samples a shard: wide enough for the matrix product, narrow enough for the second-level cache. */
    static final int SHARD = 128;

    private final LinearOperator a;
    private final Batch y;
    private final double lipschitz;
    private final boolean accelerated;
    private final int iterations;
    private final double tolerance;
    private final Batch x;
    private final Batch z;
    private final Batch residual;
    private final Batch gradient;
    private final float[] thresholds;
    private final float[] norms;
    private double[] preparedWeights = new double[0];
    private double preparedLambda;
    private final float[] next;
    private final float[] now;
    private final float[] old;
    private final float[] drop;
    private final float[] advance;
    private final double[] momentum;
    private final boolean[] frozen;

    /**
     * @param tolerance a sample is done when {@code 2L‖z − x‖₂ ≤ tolerance·λ}, which bounds its violation of the KKT
     *     conditions; 0 runs all iterations
     */
    ProximalGradient(LinearOperator a, Batch y, boolean accelerated, int iterations, double tolerance) {
        this.a = a;
        this.y = y;
        this.lipschitz = Math.max(a.norm() * a.norm(), Double.MIN_NORMAL);
        this.accelerated = accelerated;
        this.iterations = iterations;
        this.tolerance = tolerance;
        this.x = y.like(a.domain());
        this.z = y.like(a.domain());
        this.residual = y.like(a.range());
        this.gradient = y.like(a.domain());
        this.thresholds = new float[a.domain()];
        this.norms = new float[a.domain()];
        this.next = new float[x.stride()];
        this.now = new float[x.stride()];
        this.old = new float[x.stride()];
        this.drop = new float[x.stride()];
        this.advance = new float[x.stride()];
        this.momentum = new double[y.count()];
        this.frozen = new boolean[y.count()];
    }

    /** Solves a problem shard by shard with equal weights. */
    static Batch solve(
            SparseProblem problem,
            Penalty penalty,
            boolean accelerated,
            int iterations,
            double tolerance,
            IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        double[] ones = new double[answer.length()];
        Arrays.fill(ones, 1);
        Workers.forShards(problem.count(), SHARD, (from, to) -> {
            SparseProblem shard = problem.slice(from, to);
            Batch y = shard.measurements();
            double[] lambda = lambda(shard, penalty);
            double[][] weights = new double[to - from][];
            Arrays.fill(weights, ones);
            var run = new ProximalGradient(problem.operator(), y, accelerated, iterations, tolerance);
            answer.put(from, run.minimise(lambda, weights, from, 0, listener));
        });
        return answer;
    }

    /** λ for each sample of {@code problem}. */
    static double[] lambda(SparseProblem problem, Penalty penalty) {
        Batch y = problem.measurements();
        int domain = problem.operator().domain();
        double[] lambda = new double[y.count()];
        Batch correlations = penalty.share() > 0 ? problem.operator().adjoint(y) : y;
        for (int s = 0; s < lambda.length; s++) {
            double largest = 0;
            for (int i = 0; penalty.share() > 0 && i < domain; i++) {
                largest = Math.max(largest, correlations.energy(s, i));
            }
            lambda[s] = penalty.lambda(Math.sqrt(largest), problem.noiseVariance(s), y.planes(), domain);
        }
        return lambda;
    }

    /**
     * Minimises from where the last call ended (at first from 0).
     *
     * @param weights wᵢ for each sample
     * @param firstSample the number of the shard's first sample, for the listener
     * @param before iterations the listener has heard of already
     * @return the iterates, valid until the next call
     */
    Batch minimise(double[] lambda, double[][] weights, int firstSample, int before, IterateListener listener) {
        System.arraycopy(x.data(), 0, z.data(), 0, x.data().length);
        Arrays.fill(momentum, 1);
        preparedWeights = new double[0]; // weights may have changed in place since the last call
        Arrays.fill(frozen, false);
        int running = y.count();
        for (int k = 0; k < iterations && running > 0; k++) {
            a.apply(z, residual);
            subtractMeasurements();
            a.adjoint(residual, gradient);
            for (int s = 0; s < y.count(); s++) {
                if (frozen[s]) {
                    continue;
                }
                double moved = step(s, lambda[s], weights[s]);
                if (2 * lipschitz * moved <= tolerance * lambda[s]) {
                    frozen[s] = true;
                    running--;
                }
            }
            if (listener != IterateListener.NONE) {
                report(lambda, weights, firstSample, before + k + 1, listener);
            }
        }
        return x;
    }

    private void subtractMeasurements() {
        float[] r = residual.data();
        float[] measured = y.data();
        for (int i = 0; i < r.length; i++) {
            r[i] -= measured[i];
        }
    }

    /**
     * One proximal step of sample {@code s}, momentum included; returns ‖z − x⁺‖₂.
     *
     * <p>The sample is taken out of its batches first: loops over arrays with one common index become vector code,
     * loops with several offsets do not.
     */
    private double step(int s, double lambda, double[] weights) {
        int from = s * next.length;
        System.arraycopy(gradient.data(), from, next, 0, next.length);
        System.arraycopy(z.data(), from, now, 0, now.length);
        System.arraycopy(x.data(), from, old, 0, old.length);
        prepareThresholds(lambda, weights);
        float step = (float) (1 / lipschitz);
        for (int i = 0; i < next.length; i++) {
            next[i] = now[i] - step * next[i];
        }
        Shrinkage.soft(next, x.planes(), x.length(), thresholds, norms);
        for (int i = 0; i < next.length; i++) {
            drop[i] = now[i] - next[i];
            advance[i] = next[i] - old[i];
        }
        float beta = accelerated ? momentum(s) : 0;
        for (int i = 0; i < next.length; i++) {
            now[i] = next[i] + beta * advance[i];
        }
        System.arraycopy(now, 0, z.data(), from, now.length);
        System.arraycopy(next, 0, x.data(), from, next.length);
        return tolerance == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(Blas.dot(drop.length, drop, drop));
    }

    /** β of {@code z⁺ = x⁺ + β(x⁺ − x)}, back at 0 where the step points against the movement (gradient restart). */
    private float momentum(int s) {
        boolean uphill = Blas.dot(drop.length, drop, advance) > 0;
        double t = uphill ? 1 : momentum[s];
        momentum[s] = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
        return (float) ((t - 1) / momentum[s]);
    }

    /** τᵢ = λwᵢ/L, unless they are those of the sample before. */
    private void prepareThresholds(double lambda, double[] weights) {
        if (weights == preparedWeights && lambda == preparedLambda) {
            return;
        }
        double scale = lambda / lipschitz;
        for (int i = 0; i < weights.length; i++) {
            thresholds[i] = (float) (scale * weights[i]);
        }
        preparedWeights = weights;
        preparedLambda = lambda;
    }

    private void report(double[] lambda, double[][] weights, int firstSample, int iteration, IterateListener listener) {
        Batch fit = a.apply(x);
        for (int s = 0; s < x.count(); s++) {
            double cost = 0;
            for (int i = s * fit.stride(); i < (s + 1) * fit.stride(); i++) {
                double r = y.data()[i] - fit.data()[i];
                cost += r * r / 2;
            }
            for (int i = 0; i < x.length(); i++) {
                cost += lambda[s] * weights[s][i] * Math.sqrt(x.energy(s, i));
            }
            listener.iterate(firstSample + s, iteration, x.slice(s, s + 1), weights[s], cost);
        }
    }
}
