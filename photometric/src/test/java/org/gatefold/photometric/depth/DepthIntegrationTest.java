package org.gatefold.photometric.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Surfaces of known depth come back from their normals. */
class DepthIntegrationTest {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 48;

    static Stream<DepthIntegration> methods() {
        return Stream.of(new PoissonIntegration(), new BilateralIntegration());
    }

    private static boolean everywhere(int pixel) {
        return true;
    }

    private static Surface quadratic(IntPredicate inside) {
        return Surface.parallel(WIDTH, HEIGHT, inside, (u, v, at) -> {
            at[0] = 0.004 * u * u - 0.006 * u * v + 0.003 * v * v - 0.1 * u + 0.2 * v;
            at[1] = 0.008 * u - 0.006 * v - 0.1;
            at[2] = -0.006 * u + 0.006 * v + 0.2;
        });
    }

    /**
     * Flat below the middle; above, the right half is a ramp whose edge to the flat left half grows with the height.
     */
    private static Surface ramp() {
        return Surface.parallel(64, 64, DepthIntegrationTest::everywhere, (u, v, at) -> {
            boolean raised = u >= 32 && v < 32;
            at[0] = raised ? v - 31.5 : 0;
            at[1] = 0;
            at[2] = raised ? 1 : 0;
        });
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aPlaneIsExact(DepthIntegration method) {
        Surface plane = Surface.parallel(WIDTH, HEIGHT, DepthIntegrationTest::everywhere, (u, v, at) -> {
            at[0] = 0.5 * u - 0.25 * v;
            at[1] = 0.5;
            at[2] = -0.25;
        });
        DepthMap found = method.integrate(plane.normals(), Camera.ORTHOGRAPHIC);
        assertEquals(0, plane.largestError(found, DepthIntegrationTest::everywhere), 2e-3);
    }

    @Test
    void aQuadraticSurfaceIsExactForPoisson() {
        Surface quadratic = quadratic(DepthIntegrationTest::everywhere);
        DepthMap found = new PoissonIntegration().integrate(quadratic.normals(), Camera.ORTHOGRAPHIC);
        assertEquals(0, quadratic.largestError(found, DepthIntegrationTest::everywhere), 1e-3);
    }

    @Test
    void aQuadraticSurfaceOnAMaskWithHolesIsExactForPoisson() {
        Surface holed = quadratic(i -> Math.hypot(i % WIDTH - 20, i / WIDTH - 20) > 6
                && Math.hypot(i % WIDTH - 45, i / WIDTH - 25) > 9
                && Math.hypot(i % WIDTH - 30, i / WIDTH - 24) < 28);
        DepthMap found = new PoissonIntegration().integrate(holed.normals(), Camera.ORTHOGRAPHIC);
        assertEquals(0, holed.largestError(found, DepthIntegrationTest::everywhere), 1e-3);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aSphereComesBack(DepthIntegration method) {
        double radius = 100;
        Surface sphere = Surface.parallel(201, 201, i -> Math.hypot(i % 201 - 100, i / 201 - 100) < 90, (u, v, at) -> {
            double d = -Math.sqrt(radius * radius - (u - 100) * (u - 100) - (v - 100) * (v - 100));
            at[0] = d;
            at[1] = -(u - 100) / d;
            at[2] = -(v - 100) / d;
        });
        DepthMap found = method.integrate(sphere.normals(), Camera.ORTHOGRAPHIC);
        double error = sphere.largestError(found, DepthIntegrationTest::everywhere);
        assertTrue(error < 0.01 * radius, "largest error " + error);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aSphereInPerspectiveComesBackButForItsScale(DepthIntegration method) {
        // Off the axis, in columns that are not as wide as rows are high, so that no two numbers can be mistaken.
        Camera.Pinhole camera = new Camera.Pinhole(300, 360, 90, 70);
        Surface sphere = Surface.sphere(240, 200, camera, new double[] {0.4, -0.5, -6}, 1.5, 0.3);
        double error = sphere.relativeMeanError(method.integrate(sphere.normals(), camera), camera);
        assertTrue(error < 0.005, "mean error " + error);
    }

    @Test
    void aStepIsKeptByTheBilateralOneAndSmearedByPoisson() {
        Surface ramp = ramp();
        DepthMap sharp = new BilateralIntegration().integrate(ramp.normals(), Camera.ORTHOGRAPHIC);
        DepthMap smooth = new PoissonIntegration().integrate(ramp.normals(), Camera.ORTHOGRAPHIC);
        // The pixel beside the step may join either side.
        double kept = sharp.at(31, 4) - sharp.at(33, 4);
        double smeared = smooth.at(31, 4) - smooth.at(33, 4);
        double error = ramp.largestError(sharp, i -> i % 64 != 32);
        assertEquals(27.5, kept, 1.5, "a step of 27.5");
        assertTrue(smeared < 7, "a step of 27.5 turned to " + smeared);
        assertTrue(error < 1.5, "largest error " + error);
        assertTrue(ramp.largestError(smooth, i -> i % 64 != 32) > 5);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void piecesHaveOffsetsOfTheirOwn(DepthIntegration method) {
        IntPredicate leftPiece = i -> i % WIDTH < 20;
        IntPredicate rightPiece = i -> i % WIDTH > 25 && i / WIDTH > 10;
        Surface two = quadratic(leftPiece.or(rightPiece));
        DepthMap found = method.integrate(two.normals(), Camera.ORTHOGRAPHIC);
        for (IntPredicate piece : new IntPredicate[] {leftPiece, rightPiece}) {
            double mean = 0;
            for (int i = 0; i < found.values().length; i++) {
                mean += piece.test(i) ? found.values()[i] : 0;
            }
            assertEquals(0, mean / found.values().length, 1e-4);
            double error = two.largestError(found, piece);
            assertTrue(error < 0.5, "largest error " + error);
        }
        assertTrue(Float.isNaN(found.at(22, 20)), "no depth outside of the mask");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void singlePixelsAndPixelsWithoutANormalAreNoTrouble(DepthIntegration method) {
        boolean[] mask = {true, false, true, true};
        float[] normals = {0, 0, 1, 0, 0, 0, 0, 0, 1};
        DepthMap found = method.integrate(new NormalMap(2, 2, mask, normals), Camera.ORTHOGRAPHIC);
        assertEquals(0, found.at(0, 0));
        assertTrue(Float.isNaN(found.at(1, 0)));
        assertTrue(Float.isNaN(found.at(0, 1)), "a pixel without a normal has no depth");
        assertEquals(0, found.at(1, 1));
    }
}
