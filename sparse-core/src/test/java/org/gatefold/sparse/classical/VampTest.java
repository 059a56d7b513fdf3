package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VampTest extends SolverLaws {
    private static final BernoulliGaussian PRIOR = new BernoulliGaussian(0.1, 1);

    @Override
    protected SparseSolver solver() {
        return new Vamp(new BernoulliGaussian(0.075, 2), 200);
    }

    /** Nothing keeps its steps from growing where singular vectors are not random. */
    @Override
    protected double worstFit() {
        return 2;
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 2"})
    void asGoodAsAmpOnIndependentColumns(boolean complex, int planes) {
        SplittableRandom rng = new SplittableRandom(4);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, 200, 400) : Matrices.realGaussian(rng, 200, 400);
        LabelledProblem p = AmpTest.bernoulliGaussian(a, planes, 64, 0.005, rng);
        double amp = AmpTest.squares(new Amp(PRIOR, 100).solve(p.problem()), p.truth());
        double vamp = AmpTest.squares(new Vamp(PRIOR, 100).solve(p.problem()), p.truth());
        assertTrue(vamp < 1.01 * amp, vamp + " and " + amp + " of AMP");
    }

    /** Singular values from 1 to 1/50 with random singular vectors: what VAMP is for, and AMP is not. */
    @Test
    void anySingularValuesWillDo() {
        SplittableRandom rng = new SplittableRandom(5);
        SingularValueDecomposition svd = SingularValueDecomposition.of(Matrices.complexGaussian(rng, 100, 200));
        DenseOperator uh = (DenseOperator) svd.leftAdjoint();
        DenseOperator vh = (DenseOperator) svd.rightAdjoint();
        double[] re = new double[100 * 200];
        double[] im = new double[100 * 200];
        for (int k = 0; k < 100; k++) {
            double s = 1.6 * Math.pow(50, -k / 99.0);
            for (int i = 0; i < 100; i++) {
                for (int j = 0; j < 200; j++) {
                    double ur = uh.re()[k * 100 + i];
                    double ui = -uh.im()[k * 100 + i];
                    double vr = vh.re()[k * 200 + j];
                    double vi = vh.im()[k * 200 + j];
                    re[i * 200 + j] += s * (ur * vr - ui * vi);
                    im[i * 200 + j] += s * (ur * vi + ui * vr);
                }
            }
        }
        LabelledProblem p = AmpTest.bernoulliGaussian(new ComplexMatrix(100, 200, re, im), 2, 64, 1e-6, rng);
        double amp = AmpTest.squares(new Amp(PRIOR, 200).solve(p.problem()), p.truth());
        double vamp = AmpTest.squares(new Vamp(PRIOR, 200).solve(p.problem()), p.truth());
        assertTrue(vamp < 0.1 * amp, vamp + " and " + amp + " of AMP");
    }
}
