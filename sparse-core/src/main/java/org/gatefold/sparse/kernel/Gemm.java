package org.gatefold.sparse.kernel;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * C ← op(A) · op(B) + βC on row-major heap arrays with their natural leading dimension, by OpenBLAS.
 *
 * <p>The bindings of OpenBLAS copy each array on every call; for the small products of a training shard that costs as
 * much as the product. Where netlib has its native part (Linux), the same library works on the heap in place.
 */
interface Gemm {
    Gemm BEST = best();

    void multiply(
            boolean transposeA, boolean transposeB, int m, int n, int k, float[] a, float[] b, float beta, float[] c);

    void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double[] a,
            double[] b,
            double beta,
            double[] c);

    private static Gemm best() {
        try {
            File bindings = new File(Loader.load(openblas_nolapack.class));
            File library = new File(bindings.getParentFile(), "libopenblas_nolapack.so.0");
            if (!library.exists()) {
                return new Copying();
            }
            System.setProperty("dev.ludovic.netlib.blas.nativeLibPath", library.getPath());
            // It warns of a Java implementation that needs an incubating module, and that is not asked for here.
            Logger log = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");
            log.setLevel(Level.OFF);
            return new InPlace(NativeBLAS.getInstance());
        } catch (RuntimeException | LinkageError e) {
            return new Copying();
        }
    }

    /** On the arrays themselves; netlib counts columns first, so that Cᵀ = op(B)ᵀ · op(A)ᵀ is computed. */
    record InPlace(NativeBLAS blas) implements Gemm {
        @Override
        public void multiply(
                boolean transposeA,
                boolean transposeB,
                int m,
                int n,
                int k,
                float[] a,
                float[] b,
                float beta,
                float[] c) {
            blas.sgemm(
                    transposeB ? "T" : "N",
                    transposeA ? "T" : "N",
                    n,
                    m,
                    k,
                    1,
                    b,
                    transposeB ? k : n,
                    a,
                    transposeA ? m : k,
                    beta,
                    c,
                    n);
        }

        @Override
        public void multiply(
                boolean transposeA,
                boolean transposeB,
                int m,
                int n,
                int k,
                double[] a,
                double[] b,
                double beta,
                double[] c) {
            blas.dgemm(
                    transposeB ? "T" : "N",
                    transposeA ? "T" : "N",
                    n,
                    m,
                    k,
                    1,
                    b,
                    transposeB ? k : n,
                    a,
                    transposeA ? m : k,
                    beta,
                    c,
                    n);
        }
    }

    /** By the bindings. */
    record Copying() implements Gemm {
        @Override
        public void multiply(
                boolean transposeA,
                boolean transposeB,
                int m,
                int n,
                int k,
                float[] a,
                float[] b,
                float beta,
                float[] c) {
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    code(transposeA),
                    code(transposeB),
                    m,
                    n,
                    k,
                    1,
                    a,
                    transposeA ? m : k,
                    b,
                    transposeB ? k : n,
                    beta,
                    c,
                    n);
        }

        @Override
        public void multiply(
                boolean transposeA,
                boolean transposeB,
                int m,
                int n,
                int k,
                double[] a,
                double[] b,
                double beta,
                double[] c) {
            openblas.cblas_dgemm(
                    openblas.CblasRowMajor,
                    code(transposeA),
                    code(transposeB),
                    m,
                    n,
                    k,
                    1,
                    a,
                    transposeA ? m : k,
                    b,
                    transposeB ? k : n,
                    beta,
                    c,
                    n);
        }

        private static int code(boolean transpose) {
            return transpose ? openblas.CblasTrans : openblas.CblasNoTrans;
        }
    }
}
