package org.gatefold.sparse.benchmark;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.classical.Fista;
import org.gatefold.sparse.classical.Penalty;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.RealMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * FISTA, 20 iterations on 5,000 problems of 250×1000, beside its matrix products alone; the ratio is what everything
 * else of the iteration costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 8, time = 3)
public class FistaBenchmark {
    private static final int COUNT = 5000;
    private static final int ITERATIONS = 20;
    private static final int SHARD = 128;

    private RealMatrix a;
    private SparseProblem problem;

    @Setup
    public void draw() {
        SplittableRandom rng = new SplittableRandom(1);
        a = Matrices.realGaussian(rng, 250, 1000);
        problem = new SparseProblem(a, Batch.gaussian(rng, COUNT, 1, 250), 0.01);
    }

    @Benchmark
    public Batch fista() {
        return new Fista(Penalty.absolute(0.4), ITERATIONS).solve(problem);
    }

    @Benchmark
    public double productsAlone() {
        double[] sums = new double[(COUNT + SHARD - 1) / SHARD];
        Workers.forShards(COUNT, SHARD, (from, to) -> {
            Batch x = new Batch(to - from, 1, 1000);
            Batch y = problem.measurements().slice(from, to);
            for (int k = 0; k < ITERATIONS; k++) {
                a.adjoint(y, x);
                a.apply(x, y);
                for (int i = 0; i < y.data().length; i += 16) {
                    y.data()[i] *= 0.1f; // keeps the numbers from growing; a sixteenth of one pass
                }
            }
            sums[from / SHARD] = y.data()[0];
        });
        return sums[0];
    }
}
