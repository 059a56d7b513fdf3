package org.gatefold.sparse.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingularValueDecompositionTest {
    @ParameterizedTest
    @CsvSource({"false, 7, 12", "false, 12, 7", "true, 7, 12", "true, 12, 7", "true, 5, 5"})
    void theFactorsMakeTheMatrixAgain(boolean complex, int m, int n) {
        SplittableRandom rng = new SplittableRandom(m);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, m, n) : Matrices.realGaussian(rng, m, n);
        SingularValueDecomposition svd = SingularValueDecomposition.of(a);
        assertEquals(Math.min(m, n), svd.values().length);
        assertEquals(a.norm(), svd.values()[0], 1e-9);

        Batch x = Batch.gaussian(rng, 3, 2, n);
        Batch inner = svd.rightAdjoint().apply(x);
        for (int i = 0; i < inner.data().length; i++) {
            inner.data()[i] *= (float) svd.values()[i % inner.length()];
        }
        assertArrayEquals(a.apply(x).data(), svd.leftAdjoint().adjoint(inner).data(), 1e-5f);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void theRankIsThatOfTheMatrix(boolean complex) {
        SplittableRandom rng = new SplittableRandom(2);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, 6, 9) : Matrices.realGaussian(rng, 6, 9);
        double[] re = a.re().clone();
        double[] im = a.im().clone();
        System.arraycopy(re, 0, re, 45, 9);
        if (complex) {
            System.arraycopy(im, 0, im, 45, 9);
        }
        DenseOperator twice = complex ? new ComplexMatrix(6, 9, re, im) : new RealMatrix(6, 9, re);
        assertEquals(5, SingularValueDecomposition.of(twice).values().length);
        double[] zeros = new double[54];
        assertEquals(
                0, SingularValueDecomposition.of(new RealMatrix(6, 9, zeros)).values().length);
    }
}
