package org.gatefold.sparse.operator;

import java.util.Arrays;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.kernel.Lapack;

/**
 * A = U diag(s) Vᴴ with r columns in U and V, as operators on batches. Singular values below 10⁻⁶ of the largest are
 * left out: float32 data cannot tell them from 0. Cost: O(MN·min(M, N)), once.
 *
 * @param leftAdjoint Uᴴ, r×M
 * @param values s, r positive numbers, descending; shared, only to be read
 * @param rightAdjoint Vᴴ, r×N
 */
@SuppressWarnings("ArrayRecordComponent")
public record SingularValueDecomposition(LinearOperator leftAdjoint, double[] values, LinearOperator rightAdjoint) {
    private static final double NEGLIGIBLE = 1e-6;

    public static SingularValueDecomposition of(LinearOperator operator) {
        DenseOperator a = DenseOperator.of(operator);
        int m = a.range();
        int n = a.domain();
        int most = Math.min(m, n);
        int lanes = a.complex() ? 2 : 1;
        double[] work = new double[lanes * m * n];
        for (int i = 0; i < m * n; i++) {
            work[lanes * i] = a.re()[i];
            if (a.complex()) {
                work[2 * i + 1] = a.im()[i];
            }
        }
        double[] u = new double[lanes * m * most];
        double[] vh = new double[lanes * most * n];
        double[] s = Lapack.singularValues(a.complex(), m, n, work, u, vh);
        int rank = 0;
        while (rank < most && s[rank] > NEGLIGIBLE * s[0]) {
            rank++;
        }
        double[] uh = new double[lanes * rank * m];
        for (int i = 0; i < rank; i++) {
            for (int k = 0; k < m; k++) {
                uh[lanes * (i * m + k)] = u[lanes * (k * most + i)];
                if (a.complex()) {
                    uh[2 * (i * m + k) + 1] = -u[2 * (k * most + i) + 1];
                }
            }
        }
        return new SingularValueDecomposition(
                matrix(rank, m, uh, lanes), Arrays.copyOf(s, rank), matrix(rank, n, vh, lanes));
    }

    private static DenseOperator matrix(int rows, int columns, double[] interleaved, int lanes) {
        int size = rows * columns;
        if (lanes == 1) {
            return new RealMatrix(rows, columns, Arrays.copyOf(interleaved, size));
        }
        double[] re = new double[size];
        double[] im = new double[size];
        for (int i = 0; i < size; i++) {
            re[i] = interleaved[2 * i];
            im[i] = interleaved[2 * i + 1];
        }
        return new ComplexMatrix(rows, columns, re, im);
    }
}
