package org.gatefold.doa.method;

import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.AngleGrid;
import org.gatefold.doa.array.Steering;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.jspecify.annotations.Nullable;

/**
 * The steering vectors of a grid of angles at one frequency, in the forms that methods need; safe for concurrent use.
 */
final class AngleDictionary {
    /** One column an angle, elements × angles. */
    final ComplexArray matrix;

    private final Steering steering;
    private final AngleGrid grid;
    private @Nullable ComplexMatrix operator;
    private @Nullable Gram gram;

    AngleDictionary(Steering steering, AngleGrid grid) {
        this.steering = steering;
        this.grid = grid;
        this.matrix = steering.matrix(grid.anglesDegrees());
    }

    /** As the operator of a sparse problem, one and the same at every call. */
    synchronized ComplexMatrix operator() {
        ComplexMatrix known = operator;
        if (known == null) {
            known = steering.operator(grid);
            operator = known;
        }
        return known;
    }

    /** The inner products AᴴA of all steering vectors, one and the same at every call. */
    synchronized Gram gram() {
        Gram known = gram;
        if (known == null) {
            known = new Gram(matrix.adjoint().times(matrix));
            gram = known;
        }
        return known;
    }

    /** A Gram matrix by rows, parts apart, so that loops along a row run at full speed. */
    static final class Gram {
        final double[][] re;
        final double[][] im;

        private Gram(ComplexArray matrix) {
            re = new double[matrix.rows()][matrix.rows()];
            im = new double[matrix.rows()][matrix.rows()];
            for (int i = 0; i < matrix.rows(); i++) {
                for (int j = 0; j < matrix.rows(); j++) {
                    re[i][j] = matrix.re(i, j);
                    im[i][j] = matrix.im(i, j);
                }
            }
        }
    }
}
