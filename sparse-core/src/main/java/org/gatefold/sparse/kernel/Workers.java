package org.gatefold.sparse.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * The one pool on which batches are split: fixed shards of samples, so that results do not depend on the number of
 * threads.
 */
public final class Workers {
    private static volatile ForkJoinPool pool =
            new ForkJoinPool(Runtime.getRuntime().availableProcessors());

    private Workers() {}

    /** The work on samples {@code from ≤ s < to}. */
    @FunctionalInterface
    public interface ShardTask {
        void run(int from, int to);
    }

    /** Sets the number of threads of all later work, at least 1. */
    public static void threads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("the number of threads cannot be " + threads);
        }
        ForkJoinPool old = pool;
        pool = new ForkJoinPool(threads);
        old.shutdown();
    }

    public static int threads() {
        return pool.getParallelism();
    }

    /**
     * Runs {@code task} on the shards [0, size), [size, 2·size) … of {@code count} samples and waits for all of them.
     */
    public static void forShards(int count, int size, ShardTask task) {
        Blas.oneThread(); // ND4J, once loaded, gives OpenBLAS all cores
        int shards = (count + size - 1) / size;
        if (shards <= 1) {
            if (count > 0) {
                task.run(0, count);
            }
            return;
        }
        Callable<Void> all = () -> {
            IntStream.range(0, shards).parallel().forEach(s -> task.run(s * size, Math.min(count, (s + 1) * size)));
            return null;
        };
        try {
            pool.submit(all).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while solving", e);
        }
    }
}
