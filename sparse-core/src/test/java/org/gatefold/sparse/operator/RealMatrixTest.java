package org.gatefold.sparse.operator;

import java.util.SplittableRandom;
import org.gatefold.sparse.LinearOperator;

class RealMatrixTest extends OperatorLaws {
    @Override
    protected LinearOperator operator(long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        return seed == 1 ? Matrices.realGaussian(rng, 13, 7) : Matrices.realGaussian(rng, 17, 40);
    }
}
