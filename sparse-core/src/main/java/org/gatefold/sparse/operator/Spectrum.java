package org.gatefold.sparse.operator;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.kernel.Blas;

/** Spectral norms. */
final class Spectrum {
    private Spectrum() {}

    /** ‖A‖₂ of a real row-major matrix, from the largest eigenvalue of the smaller of AAᵀ and AᵀA (LAPACK dsyev). */
    static double norm(int rows, int columns, double[] a) {
        int n = Math.min(rows, columns);
        if (n == 0) {
            return 0;
        }
        double[] gram = new double[n * n];
        if (rows <= columns) {
            Blas.multiplyTransposed(rows, rows, columns, a, a, gram);
        } else {
            double[] transposed = new double[a.length];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    transposed[j * rows + i] = a[i * columns + j];
                }
            }
            Blas.multiplyTransposed(columns, columns, rows, transposed, transposed, gram);
        }
        return Math.sqrt(Math.max(0, Blas.eigenvalues(n, gram)[n - 1]));
    }

    /**
     * ‖A‖₂ of an operator known by its applications: the largest Ritz value of AᴴA over a Krylov space (Lanczos), grown
     * until it changes by less than one part in 10⁷.
     */
    static double norm(LinearOperator a) {
        int planes = a.complex() ? 2 : 1;
        Batch q = Batch.gaussian(new SplittableRandom(1), 1, planes, a.domain());
        scale(q, 1 / Math.sqrt(q.dot(q)));
        Batch before = q.like(a.domain());
        int most = Math.min(planes * a.domain(), 300);
        double[] diagonal = new double[most];
        double[] beside = new double[most];
        double last = 0;
        for (int k = 0; k < most; k++) {
            Batch w = a.adjoint(a.apply(q));
            diagonal[k] = w.dot(q);
            double coupling = k == 0 ? 0 : beside[k - 1];
            for (int i = 0; i < w.data().length; i++) {
                w.data()[i] -= (float) (diagonal[k] * q.data()[i] + coupling * before.data()[i]);
            }
            beside[k] = Math.sqrt(w.dot(w));
            boolean exhausted = beside[k] <= 1e-6 * diagonal[0] || k == most - 1;
            if (k % 10 == 9 || exhausted) {
                double ritz = largest(diagonal, beside, k + 1);
                if (exhausted || Math.abs(ritz - last) <= 1e-7 * ritz) {
                    return Math.sqrt(Math.max(0, ritz)) * (1 + 1e-6);
                }
                last = ritz;
            }
            scale(w, 1 / beside[k]);
            before = q;
            q = w;
        }
        return Math.sqrt(Math.max(0, last)) * (1 + 1e-6);
    }

    private static double largest(double[] diagonal, double[] beside, int size) {
        return size == 1
                ? diagonal[0]
                : new EigenDecomposition(Arrays.copyOf(diagonal, size), Arrays.copyOf(beside, size - 1))
                        .getRealEigenvalue(0);
    }

    private static void scale(Batch x, double factor) {
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] *= (float) factor;
        }
    }
}
