package org.gatefold.sparse.benchmark;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblUpdate;
import org.gatefold.sparse.dictionary.Dictionaries;
import org.gatefold.sparse.operator.RealMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * EM-SBL on noiseless problems with a correlated 20×100 dictionary and five entries, time a problem: all 300
 * iterations, and as many as its stopping rule takes. The yardstick is {@code docs/results/em_sbl_numpy.py}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@OperationsPerInvocation(SblBenchmark.COUNT)
public class SblBenchmark {
    static final int COUNT = 1024;

    private SparseProblem problem;

    @Setup
    public void draw() {
        SplittableRandom rng = new SplittableRandom(1);
        RealMatrix a = Dictionaries.correlated(rng, 20, 100, 2);
        Batch x = new Batch(COUNT, 1, 100);
        for (int s = 0; s < COUNT; s++) {
            for (int i : rng.ints(0, 100).distinct().limit(5).toArray()) {
                x.set(s, 0, i, (rng.nextBoolean() ? 1 : -1) * rng.nextDouble(0.1, 0.5));
            }
        }
        problem = new SparseProblem(a, a.apply(x), 0);
    }

    @Benchmark
    public Batch allIterations() {
        return Sbl.of(SblUpdate.EM).withStop(300, 0).solve(problem);
    }

    @Benchmark
    public Batch untilSettled() {
        return Sbl.of(SblUpdate.EM).solve(problem);
    }
}
