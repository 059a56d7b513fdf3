package org.gatefold.doa.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Steering;
import org.junit.jupiter.api.Test;

class CramerRaoTest {
    private static final ArrayGeometry PLANE = ArrayGeometry.of(
            new double[] {0, 0.5, 1.1, 1.4, 0.2},
            new double[] {0, 0.1, 0, 0.4, 0.7},
            List.of("a", "b", "c", "d", "e"),
            true);
    private static final List<Steering> STEERINGS =
            List.of(new Steering(ArrayGeometry.uniformLinear(6, 0.5, true), 1), new Steering(PLANE, 0.9));
    private static final double[] ANGLES = {-12, 17};
    private static final double NOISE = 0.3;
    private static final double STEP = 1e-5;

    @Test
    void deterministicBoundIsThatOfTheNumericInformation() {
        double[] p = {Math.toRadians(ANGLES[0]), Math.toRadians(ANGLES[1]), 0.7, -0.4, 0.3, 1.1};
        for (Steering steering : STEERINGS) {
            Function<double[], ComplexArray> mean = q -> {
                ComplexArray x = new ComplexArray(2, 1);
                x.set(0, 0, q[2], q[3]);
                x.set(1, 0, q[4], q[5]);
                return steering.matrix(Math.toDegrees(q[0]), Math.toDegrees(q[1]))
                        .times(x);
            };
            RealMatrix information = new Array2DRowRealMatrix(6, 6);
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < 6; j++) {
                    ComplexArray product = difference(mean, p, i).adjoint().times(difference(mean, p, j));
                    information.setEntry(i, j, 2 / NOISE * product.re(0, 0));
                }
            }
            ComplexArray x = new ComplexArray(2, 1);
            x.set(0, 0, p[2], p[3]);
            x.set(1, 0, p[4], p[5]);
            double[] bound = CramerRao.standardDeviationsDegrees(
                    CramerRao.deterministic(steering, ANGLES, x.times(x.adjoint()), NOISE, 1));
            assertArrayEquals(deviations(information), bound, 1e-5);
        }
    }

    @Test
    void stochasticBoundIsThatOfTheNumericInformation() {
        int snapshots = 40;
        double[] p = {Math.toRadians(ANGLES[0]), Math.toRadians(ANGLES[1]), 1.3, 0.6, 0.3, -0.2, NOISE};
        for (Steering steering : STEERINGS) {
            Function<double[], ComplexArray> covariance = q -> {
                ComplexArray a = steering.matrix(Math.toDegrees(q[0]), Math.toDegrees(q[1]));
                return a.times(power(q)).times(a.adjoint()).plusDiagonal(q[6]);
            };
            ComplexArray inverse = covariance.apply(p).inverse();
            RealMatrix information = new Array2DRowRealMatrix(7, 7);
            for (int i = 0; i < 7; i++) {
                for (int j = 0; j < 7; j++) {
                    ComplexArray product = inverse.times(difference(covariance, p, i))
                            .times(inverse)
                            .times(difference(covariance, p, j));
                    information.setEntry(i, j, snapshots * product.trace());
                }
            }
            double[] bound = CramerRao.standardDeviationsDegrees(
                    CramerRao.stochastic(steering, ANGLES, power(p), NOISE, snapshots));
            assertArrayEquals(deviations(information), bound, 1e-5);
        }
    }

    @Test
    void publishedValuesForTwoSources() {
        Steering steering = new Steering(ArrayGeometry.uniformLinear(10, 0.5, true), 1);
        double[] angles = {-5, 5};
        assertEquals(0.884, stochastic(steering, angles, 100, -10), 0.001);
        assertEquals(0.207, stochastic(steering, angles, 100, 0), 0.001);
        assertEquals(1.27, stochastic(steering, angles, 10, -5), 0.01);
        assertEquals(0.198, stochastic(steering, angles, 10, 10), 0.001);
    }

    private static double stochastic(Steering steering, double[] angles, int snapshots, double snrDb) {
        double noise = Math.pow(10, -snrDb / 10);
        return CramerRao.standardDeviationsDegrees(
                CramerRao.stochastic(steering, angles, ComplexArray.identity(2), noise, snapshots))[0];
    }

    @Test
    void endfireHasNoBound() {
        Steering steering = new Steering(ArrayGeometry.uniformLinear(6, 0.5, true), 1);
        RealMatrix information =
                CramerRao.deterministic(steering, new double[] {90}, ComplexArray.identity(1), NOISE, 1);
        double deviation = CramerRao.standardDeviationsDegrees(information)[0];
        assertEquals(true, Double.isNaN(deviation) || deviation > 1e6);
    }

    private static ComplexArray power(double[] q) {
        ComplexArray p = new ComplexArray(2, 2);
        p.set(0, 0, q[2], 0);
        p.set(1, 1, q[3], 0);
        p.set(0, 1, q[4], q[5]);
        p.set(1, 0, q[4], -q[5]);
        return p;
    }

    private static ComplexArray difference(Function<double[], ComplexArray> f, double[] p, int i) {
        double[] up = p.clone();
        double[] down = p.clone();
        up[i] += STEP;
        down[i] -= STEP;
        return f.apply(up).minus(f.apply(down)).scaled(0.5 / STEP);
    }

    private static double[] deviations(RealMatrix information) {
        RealMatrix inverse = new LUDecomposition(information).getSolver().getInverse();
        return new double[] {
            Math.toDegrees(Math.sqrt(inverse.getEntry(0, 0))), Math.toDegrees(Math.sqrt(inverse.getEntry(1, 1)))
        };
    }
}
