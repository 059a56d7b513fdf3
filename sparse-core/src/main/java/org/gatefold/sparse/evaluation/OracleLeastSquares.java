package org.gatefold.sparse.evaluation;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * {@code min ‖y − A_S x_S‖₂} on the true support S, zero elsewhere; the smallest solution where it is not unique. By QR
 * decomposition, or that of singular values where columns depend on each other, in double precision; a complex system
 * is solved as the real one of twice the size.
 */
final class OracleLeastSquares {
    /** The least a diagonal entry of R can be, in units of ‖A_S‖, for columns that do not depend on each other. */
    private static final double FULL_RANK = 1e-8;

    private OracleLeastSquares() {}

    static Batch estimate(LabelledProblem labelled) {
        DenseOperator a = DenseOperator.of(labelled.problem().operator());
        Batch estimate = labelled.problem().zeroEstimate();
        Workers.forShards(estimate.count(), 16, (from, to) -> {
            for (int s = from; s < to; s++) {
                solve(a, labelled, s, estimate);
            }
        });
        return estimate;
    }

    private static void solve(DenseOperator a, LabelledProblem labelled, int sample, Batch estimate) {
        Batch truth = labelled.truth();
        Batch y = labelled.problem().measurements();
        int[] support = IntStream.range(0, truth.length())
                .filter(i -> truth.energy(sample, i) > 0)
                .toArray();
        if (support.length == 0) {
            return;
        }
        int width = a.complex() ? 2 : 1;
        DecompositionSolver system = solver(columns(a, support));
        int m = a.range();
        for (int p = 0; p < y.planes(); p += width) {
            double[] right = new double[width * m];
            for (int i = 0; i < right.length; i++) {
                right[i] = y.at(sample, p + i / m, i % m);
            }
            RealVector x = system.solve(new ArrayRealVector(right, false));
            for (int k = 0; k < width * support.length; k++) {
                estimate.set(sample, p + k / support.length, support[k % support.length], x.getEntry(k));
            }
        }
    }

    private static DecompositionSolver solver(RealMatrix a) {
        if (a.getColumnDimension() <= a.getRowDimension()) {
            DecompositionSolver qr = new QRDecomposition(a, FULL_RANK * a.getFrobeniusNorm()).getSolver();
            if (qr.isNonSingular()) {
                return qr;
            }
        }
        return new SingularValueDecomposition(a).getSolver();
    }

    /** A_S, or [[Re, −Im], [Im, Re]] of it. */
    private static Array2DRowRealMatrix columns(DenseOperator a, int[] support) {
        int m = a.range();
        int d = support.length;
        int width = a.complex() ? 2 : 1;
        double[][] matrix = new double[width * m][width * d];
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < d; k++) {
                int from = i * a.domain() + support[k];
                matrix[i][k] = a.re()[from];
                if (width == 2) {
                    matrix[m + i][d + k] = a.re()[from];
                    matrix[i][d + k] = -a.im()[from];
                    matrix[m + i][k] = a.im()[from];
                }
            }
        }
        return new Array2DRowRealMatrix(matrix, false);
    }
}
