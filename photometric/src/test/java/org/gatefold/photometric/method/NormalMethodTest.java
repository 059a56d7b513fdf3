package org.gatefold.photometric.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.Scenes;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every method, and what each minimises. */
class NormalMethodTest {
    private static final NormalMethod SBL = new SparseErrors(Double.NaN, 1e-6, 200);
    private static final NormalMethod NULL_SPACE =
            new NullSpaceErrors("sbl-null", new Sbl(SblUpdate.EM, false, 1e-8, 1, 300, 1e-6), 1e-6);

    static Stream<NormalMethod> methods() {
        return Stream.concat(
                robust(),
                Stream.of(new LeastSquares(Double.NaN), new LeastSquares(0), new TrimmedLeastSquares(0.2, 0.8)));
    }

    static Stream<NormalMethod> robust() {
        return Stream.of(new LeastAbsolute(Double.NaN, 100), SBL, NULL_SPACE, new LowRank(Double.NaN, 1, 200));
    }

    static Stream<NormalMethod> pixelwise() {
        return methods().filter(method -> !method.name().equals("rpca"));
    }

    static Stream<NormalMethod> robustPixelwise() {
        return robust().filter(method -> !method.name().equals("rpca"));
    }

    @ParameterizedTest
    @MethodSource("pixelwise")
    void lambertianPixelsAreExact(NormalMethod method) {
        Scenes scene = Scenes.random(1, 150, 12, 0);
        double error = scene.meanDegrees(
                method.estimate(scene.lights(), scene.intensities()).directions());
        assertTrue(error < 0.02, method.name() + " " + error);
    }

    @ParameterizedTest
    @MethodSource("robustPixelwise")
    void fewWrongIntensitiesDoNoHarm(NormalMethod method) {
        Scenes scene = Scenes.random(2, 300, 30, 0.1);
        double robust = scene.meanDegrees(
                method.estimate(scene.lights(), scene.intensities()).directions());
        double squares = scene.meanDegrees(new LeastSquares(Double.NaN)
                .estimate(scene.lights(), scene.intensities())
                .directions());
        assertTrue(robust < 0.05, method.name() + " " + robust);
        assertTrue(squares > 2, "too easy: " + squares);
    }

    @Test
    void lowRankNeedsManyPixelsUnderManyLights() {
        Scenes scene = Scenes.random(10, 600, 60, 0.05);
        NormalMethod method = new LowRank(Double.NaN, 1, 300);
        double error = scene.meanDegrees(
                method.estimate(scene.lights(), scene.intensities()).directions());
        assertTrue(error < 0.02, "mean error " + error);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theScaleOfTheIntensitiesIsThatOfTheAlbedo(NormalMethod method) {
        Scenes scene = Scenes.random(3, 70, 11, 0.1);
        Batch dim = scene.intensities().copy();
        for (int i = 0; i < dim.data().length; i++) {
            dim.data()[i] *= 1e-6f;
        }
        Normals bright = method.estimate(scene.lights(), scene.intensities());
        Normals dark = method.estimate(scene.lights(), dim);
        assertArrayEquals(bright.directions(), dark.directions(), 1e-3f);
        for (int p = 0; p < 70; p++) {
            assertEquals(bright.albedo()[p], 1e6 * dark.albedo()[p], 2e-3 * bright.albedo()[p]);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theOrderOfTheLightsDoesNotMatter(NormalMethod method) {
        Scenes scene = Scenes.random(4, 70, 10, 0.1);
        Scenes turned = scene.chosen(9, 1, 2, 3, 0, 5, 6, 8, 7, 4);
        assertArrayEquals(
                method.estimate(scene.lights(), scene.intensities()).directions(),
                method.estimate(turned.lights(), turned.intensities()).directions(),
                1e-3f);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aDarkPixelHasNoNormal(NormalMethod method) {
        Scenes scene = Scenes.random(5, 5, 10, 0);
        for (int i = 0; i < 10; i++) {
            scene.intensities().set(2, 0, i, 0);
        }
        Normals normals = method.estimate(scene.lights(), scene.intensities());
        assertEquals(0, normals.albedo()[2]);
        assertEquals(0, normals.directions()[8]);
        assertTrue(normals.albedo()[1] > 0.1);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void lightsInOnePlaneAreRefused(NormalMethod method) {
        Lights flat = new Lights(new double[] {1, 0, 1, -1, 0, 1, 0, 0, 1, 0.5, 0, 1, -0.5, 0, 1});
        Batch o = new Batch(1, 1, 5);
        java.util.Arrays.fill(o.data(), 1);
        assertThrows(IllegalArgumentException.class, () -> method.estimate(flat, o));
    }

    @Test
    void l1IsTheBestOfAllTriples() {
        // A least absolute fit passes through three of the intensities.
        Scenes scene = Scenes.random(6, 40, 7, 0.3);
        Normals fit = new LeastAbsolute(Double.NaN, 400).estimate(scene.lights(), scene.intensities());
        for (int p = 0; p < 40; p++) {
            double best = Double.POSITIVE_INFINITY;
            for (int a = 0; a < 7; a++) {
                for (int b = 0; b < a; b++) {
                    for (int c = 0; c < b; c++) {
                        best = Math.min(best, throughThree(scene, p, a, b, c));
                    }
                }
            }
            double reached = 0;
            for (int i = 0; i < 7; i++) {
                reached += Math.abs(fit.residuals().at(p, 0, i));
            }
            assertEquals(best, reached, 2e-3 * best + 1e-6);
        }
    }

    private static double throughThree(Scenes scene, int p, int a, int b, int c) {
        RealMatrix rows = MatrixUtils.createRealMatrix(3, 3);
        double[] values = new double[3];
        int[] chosen = {a, b, c};
        for (int k = 0; k < 3; k++) {
            for (int d = 0; d < 3; d++) {
                rows.setEntry(k, d, scene.lights().at(chosen[k], d));
            }
            values[k] = scene.intensities().at(p, 0, chosen[k]);
        }
        double[] n = new LUDecomposition(rows)
                .getSolver()
                .solve(MatrixUtils.createRealVector(values))
                .toArray();
        double sum = 0;
        for (int i = 0; i < scene.lights().count(); i++) {
            double lit = 0;
            for (int d = 0; d < 3; d++) {
                lit += n[d] * scene.lights().at(i, d);
            }
            sum += Math.abs(scene.intensities().at(p, 0, i) - lit);
        }
        return sum;
    }

    @Test
    void normalSpaceEqualsNullSpaceStepByStep() {
        Scenes scene = Scenes.random(7, 6, 9, 0.3);
        for (int steps : new int[] {1, 2, 7}) {
            Normals fast = new SparseErrors(Double.NaN, 1e-6, steps).estimate(scene.lights(), scene.intensities());
            for (int p = 0; p < 6; p++) {
                double[] n = denseNullSpace(scene, p, 1e-6, steps);
                for (int c = 0; c < 3; c++) {
                    assertEquals(n[c], fast.albedo()[p] * fast.directions()[3 * p + c], 1e-4, "after " + steps);
                }
            }
        }
    }

    /** EM-SBL of Uᵀo = Uᵀe as in the paper, with dense matrices: the scaled normal after so many steps. */
    private static double[] denseNullSpace(Scenes scene, int p, double noise, int steps) {
        int r = scene.lights().count();
        RealMatrix phi = MatrixUtils.createRealMatrix(r - 3, r);
        double[] data = scene.lights().nullSpace().re();
        for (int i = 0; i < data.length; i++) {
            phi.setEntry(i / r, i % r, data[i]);
        }
        double scale = Math.sqrt(scene.intensities().energy(p) / r);
        RealVector o = MatrixUtils.createRealVector(new double[r]);
        for (int i = 0; i < r; i++) {
            o.setEntry(i, scene.intensities().at(p, 0, i) / scale);
        }
        double[] gamma = new double[r];
        java.util.Arrays.fill(gamma, 1);
        RealVector mean = o;
        for (int t = 0; t <= steps; t++) {
            RealMatrix g = MatrixUtils.createRealDiagonalMatrix(gamma);
            RealMatrix sigma = phi.multiply(g)
                    .multiply(phi.transpose())
                    .add(MatrixUtils.createRealIdentityMatrix(r - 3).scalarMultiply(noise));
            RealMatrix gain = g.multiply(phi.transpose()).multiply(MatrixUtils.inverse(sigma));
            mean = gain.operate(phi.operate(o));
            RealMatrix covariance = g.subtract(gain.multiply(phi).multiply(g));
            for (int i = 0; i < r && t < steps; i++) {
                gamma[i] = mean.getEntry(i) * mean.getEntry(i) + covariance.getEntry(i, i);
            }
        }
        RealMatrix l = MatrixUtils.createRealMatrix(r, 3);
        for (int i = 0; i < 3 * r; i++) {
            l.setEntry(i / 3, i % 3, scene.lights().at(i / 3, i % 3));
        }
        RealMatrix pseudoInverse =
                MatrixUtils.inverse(l.transpose().multiply(l)).multiply(l.transpose());
        return pseudoInverse.operate(o.subtract(mean)).mapMultiply(scale).toArray();
    }

    @Test
    void theDictionaryOfErrorsIsOrthonormalAndBlindToNormals() {
        Lights lights = Scenes.random(8, 1, 9, 0).lights();
        double[] phi = lights.nullSpace().re();
        for (int a = 0; a < 6; a++) {
            for (int b = 0; b < 6; b++) {
                double dot = 0;
                for (int i = 0; i < 9; i++) {
                    dot += phi[a * 9 + i] * phi[b * 9 + i];
                }
                assertEquals(a == b ? 1 : 0, dot, 1e-12);
            }
            for (int c = 0; c < 3; c++) {
                double dot = 0;
                for (int i = 0; i < 9; i++) {
                    dot += phi[a * 9 + i] * lights.at(i, c);
                }
                assertEquals(0, dot, 1e-12);
            }
        }
    }

    @Test
    void outliersAreCounted() {
        Scenes scene = Scenes.random(9, 1, 20, 0);
        scene.intensities().set(0, 0, 3, 5);
        scene.intensities().set(0, 0, 8, 5);
        assertEquals(0.1, SBL.estimate(scene.lights(), scene.intensities()).outliers(0, 0.05), 1e-12);
    }
}
