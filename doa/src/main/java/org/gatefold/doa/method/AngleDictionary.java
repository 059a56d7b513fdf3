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
    private @Nullable ComplexArray gram;

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

    /** The inner products AᴴA of all steering vectors. */
    synchronized ComplexArray gram() {
        ComplexArray known = gram;
        if (known == null) {
            known = matrix.adjoint().times(matrix);
            gram = known;
        }
        return known;
    }
}
