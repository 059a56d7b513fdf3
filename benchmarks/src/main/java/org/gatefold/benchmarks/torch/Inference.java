package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.gatefold.benchmarks.Cases;
import org.gatefold.benchmarks.Contender;
import org.gatefold.benchmarks.Outcome;
import org.gatefold.benchmarks.Workload;

/** All layers on a batch, without autograd, in blocks of samples that may stay in the cache. */
abstract class Inference implements Contender {
    private final NDArray y;
    private final int block;

    Inference(Workload workload, int block) {
        this.y = Torch.of(workload.measurements(), workload.count());
        this.block = block;
    }

    /** The whole batch at once, and in smaller blocks. */
    static <T> List<T> inBlocks(Workload workload, IntFunction<T> make) {
        List<T> ways = new ArrayList<>();
        ways.add(make.apply(workload.count()));
        for (int block : new int[] {1250, 500, 125}) {
            if (block < workload.count()) {
                ways.add(make.apply(block));
            }
        }
        return ways;
    }

    /** The last iterate of these samples. */
    abstract NDArray solve(NDArray measurements);

    @Override
    public String name() {
        return "blocks of " + block;
    }

    @Override
    public Outcome outcome() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            long count = Math.min(Cases.CHECKED, y.getShape().get(0));
            return new Outcome().with("x", solve(rows(0, count)).toFloatArray());
        }
    }

    @Override
    public void run() {
        try (NDScope whole = new NDScope()) {
            whole.suppressNotUsedWarning();
            NDList parts = new NDList();
            long count = y.getShape().get(0);
            for (long from = 0; from < count; from += block) {
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    NDArray x = solve(rows(from, Math.min(count, from + block)));
                    NDScope.unregister(x);
                    parts.add(x);
                }
            }
            if (parts.size() > 1) {
                NDArrays.concat(parts);
            }
            parts.close();
        }
    }

    private NDArray rows(long from, long to) {
        return y.get(new NDIndex(from + ":" + to));
    }
}
