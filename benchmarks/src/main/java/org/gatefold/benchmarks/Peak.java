package org.gatefold.benchmarks;

import java.util.Random;
import org.gatefold.benchmarks.torch.Torch;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.Workers;

/**
 * The machine's peak for single-precision products: the best of ten products of 2048×2048 matrices by each library.
 *
 * @param gatefold GFLOP/s of OpenBLAS, a part of the rows on each thread
 * @param torch GFLOP/s of LibTorch
 */
record Peak(double gatefold, double torch) {
    private static final int SIZE = 2048;
    private static final int REPETITIONS = 10;

    static Peak measure(int threads) {
        Workers.threads(threads);
        Torch.threads(threads);
        return new Peak(best(ourProduct(threads)), best(Torch.product(SIZE)));
    }

    /** What both are measured against. */
    double gigaflops() {
        return Math.max(gatefold, torch);
    }

    private static double best(Runnable product) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            product.run();
            best = Math.min(best, (double) (System.nanoTime() - start));
        }
        return 2.0 * SIZE * SIZE * SIZE / best;
    }

    private static Runnable ourProduct(int threads) {
        int rows = (SIZE + threads - 1) / threads;
        Random random = new Random(1);
        float[][] a = new float[threads][rows * SIZE];
        float[][] c = new float[threads][rows * SIZE];
        float[] b = new float[SIZE * SIZE];
        for (float[] part : a) {
            fill(random, part);
        }
        fill(random, b);
        return () -> Workers.forShards(
                threads,
                1,
                (from, to) -> Blas.multiply(Math.min(rows, SIZE - from * rows), SIZE, SIZE, a[from], b, c[from]));
    }

    private static void fill(Random random, float[] array) {
        for (int i = 0; i < array.length; i++) {
            array[i] = random.nextFloat();
        }
    }
}
