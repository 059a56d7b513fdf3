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

    /** Which product: op(A) is m×k, op(B) k×n, C m×n. */
    record Shape(boolean transposeA, boolean transposeB, int m, int n, int k) {
        int widthOfA() {
            return transposeA ? m : k;
        }

        int widthOfB() {
            return transposeB ? k : n;
        }
    }

    void multiply(Shape s, float[] a, float[] b, float beta, float[] c);

    void multiply(Shape s, double[] a, double[] b, double beta, double[] c);

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
        public void multiply(Shape s, float[] a, float[] b, float beta, float[] c) {
            blas.sgemm(
                    code(s.transposeB),
                    code(s.transposeA),
                    s.n,
                    s.m,
                    s.k,
                    1,
                    b,
                    s.widthOfB(),
                    a,
                    s.widthOfA(),
                    beta,
                    c,
                    s.n);
        }

        @Override
        public void multiply(Shape s, double[] a, double[] b, double beta, double[] c) {
            blas.dgemm(
                    code(s.transposeB),
                    code(s.transposeA),
                    s.n,
                    s.m,
                    s.k,
                    1,
                    b,
                    s.widthOfB(),
                    a,
                    s.widthOfA(),
                    beta,
                    c,
                    s.n);
        }

        private static String code(boolean transpose) {
            return transpose ? "T" : "N";
        }
    }

    /** By the bindings. */
    record Copying() implements Gemm {
        @Override
        public void multiply(Shape s, float[] a, float[] b, float beta, float[] c) {
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    code(s.transposeA),
                    code(s.transposeB),
                    s.m,
                    s.n,
                    s.k,
                    1,
                    a,
                    s.widthOfA(),
                    b,
                    s.widthOfB(),
                    beta,
                    c,
                    s.n);
        }

        @Override
        public void multiply(Shape s, double[] a, double[] b, double beta, double[] c) {
            openblas.cblas_dgemm(
                    openblas.CblasRowMajor,
                    code(s.transposeA),
                    code(s.transposeB),
                    s.m,
                    s.n,
                    s.k,
                    1,
                    a,
                    s.widthOfA(),
                    b,
                    s.widthOfB(),
                    beta,
                    c,
                    s.n);
        }

        private static int code(boolean transpose) {
            return transpose ? openblas.CblasTrans : openblas.CblasNoTrans;
        }
    }
}
