package org.gatefold.sparse.benchmark;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.PartialFourier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From pilots to delays and back, by FFT and by the matrix, time a sample: the pilots of the channel benchmark (93 of
 * 1024 bins, 256 delays), all subcarriers of 10 MHz, and all of 20 MHz with all delays.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class PartialFourierBenchmark {
    private static final int COUNT = 64;

    /** Points, bins, delays. */
    @Param({"1024,93,256", "1024,600,256", "2048,1200,2048"})
    public String shape;

    private LinearOperator transform;
    private LinearOperator matrix;
    private Batch y;

    @Setup
    public void draw() {
        int[] sizes = IntStream.of(0, 1, 2)
                .map(i -> Integer.parseInt(shape.split(",")[i]))
                .toArray();
        SplittableRandom rng = new SplittableRandom(1);
        int[] bins = rng.ints(0, sizes[0]).distinct().limit(sizes[1]).sorted().toArray();
        transform = new PartialFourier(sizes[0], bins, 0, sizes[2]);
        matrix = DenseOperator.of(transform);
        y = Batch.gaussian(rng, COUNT, 2, bins.length);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public Batch byTransform() {
        return transform.apply(transform.adjoint(y));
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public Batch byMatrix() {
        return matrix.apply(matrix.adjoint(y));
    }
}
