package org.gatefold.sparse.operator;

import java.util.SplittableRandom;
import org.gatefold.sparse.LinearOperator;

class ComplexMatrixTest extends OperatorLaws {
    @Override
    protected LinearOperator operator(long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        return seed == 1 ? Matrices.complexGaussian(rng, 13, 7) : Matrices.complexGaussian(rng, 17, 40);
    }
}
