package org.gatefold.doa.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.junit.jupiter.api.Test;

class SteeringTest {
    private static final ArrayGeometry ULA = ArrayGeometry.uniformLinear(10, 0.5, true);
    private static final ArrayGeometry PLANE = ArrayGeometry.of(
            new double[] {0, 0.4, 0.1, -0.3}, new double[] {0, 0.1, 0.5, -0.2}, List.of("a", "b", "c", "d"), true);

    @Test
    void uniformLinearArrayHasTheUsualPhases() {
        ComplexArray a = new Steering(ULA, 1).matrix(30);
        for (int n = 0; n < 10; n++) {
            double phase = Math.PI * n * 0.5;
            assertEquals(Math.cos(phase), a.re(n, 0), 1e-12);
            assertEquals(Math.sin(phase), a.im(n, 0), 1e-12);
        }
    }

    @Test
    void derivativeIsThatOfFiniteDifferences() {
        for (ArrayGeometry geometry : List.of(ULA, PLANE)) {
            Steering steering = new Steering(geometry, 0.8);
            for (double angle : new double[] {-71, -3, 0, 42.5}) {
                double h = 1e-4;
                ComplexArray d = steering.derivative(angle);
                ComplexArray difference = steering.matrix(angle + h)
                        .minus(steering.matrix(angle - h))
                        .scaled(0.5 / Math.toRadians(h));
                assertEquals(0, d.minus(difference).energy(), 1e-12 * d.energy());
            }
        }
    }

    @Test
    void operatorHoldsTheGridOfSteeringVectors() {
        AngleGrid grid = AngleGrid.over(ULA, 1);
        assertEquals(180, grid.size());
        assertEquals(-90, grid.angleDegrees(0));
        Steering steering = new Steering(ULA, 1);
        ComplexMatrix phi = steering.operator(grid);
        ComplexArray a = steering.matrix(grid.angleDegrees(117));
        for (int n = 0; n < 10; n++) {
            assertEquals(a.re(n, 0), phi.re()[n * 180 + 117]);
            assertEquals(a.im(n, 0), phi.im()[n * 180 + 117]);
        }
    }

    @Test
    void planarArrayLooksAllRound() {
        assertFalse(PLANE.isLinear());
        AngleGrid grid = AngleGrid.over(PLANE, 2);
        assertEquals(180, grid.size());
        assertTrue(grid.wraps());
        assertFalse(AngleGrid.over(ULA, 1).wraps());
        // a wave from the east advances the phase of what stands east
        ComplexArray a = new Steering(PLANE, 1).matrix(90);
        assertEquals(2 * Math.PI * 0.4, Math.atan2(a.im(1, 0), a.re(1, 0)), 1e-12);
    }
}
