package org.gatefold.benchmarks.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import org.gatefold.benchmarks.Matrix;
import org.gatefold.sparse.Batch;

/** LibTorch as DJL loads it from the class path: nothing is downloaded and nothing is reported. */
public final class Torch {
    private static final NDManager MANAGER = start();

    private Torch() {}

    private static NDManager start() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        return Engine.getEngine("PyTorch").newBaseManager();
    }

    /** Such as "LibTorch 2.7.1 [OPENMP, MKL, MKLDNN]". */
    public static String version() {
        return "LibTorch " + MANAGER.getEngine().getVersion() + " " + JniUtils.getFeatures();
    }

    /** Sets the threads within an operation. */
    public static void threads(int threads) {
        JniUtils.setNumThreads(threads);
    }

    /** A product of square matrices of random numbers, to be timed. */
    public static Runnable product(int size) {
        NDArray a = MANAGER.randomUniform(0, 1, new Shape(size, size));
        NDArray b = MANAGER.randomUniform(0, 1, new Shape(size, size));
        return () -> a.matMul(b).close();
    }

    static NDArray of(Matrix matrix) {
        return MANAGER.create(matrix.values(), new Shape(matrix.rows(), matrix.columns()));
    }

    /** The first {@code count} samples as rows. */
    static NDArray of(Batch batch, int count) {
        float[] rows = Arrays.copyOf(batch.data(), count * batch.stride());
        return MANAGER.create(rows, new Shape(count, batch.stride()));
    }
}
