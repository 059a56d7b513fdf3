package org.gatefold.doa.array;

import static org.gatefold.doa.array.AngleConvention.BROADSIDE;
import static org.gatefold.doa.array.AngleConvention.COMPASS;
import static org.gatefold.doa.array.AngleConvention.ENDFIRE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AngleConventionTest {
    private static final ArrayGeometry NORTHWARD =
            ArrayGeometry.of(new double[3], new double[] {0, 100, 200}, List.of("0", "1", "2"), false);

    @Test
    void arrayTowardNorthHearsBroadsideFromTheWest() {
        assertEquals(0, NORTHWARD.axisBearingDegrees(), 1e-12);
        assertEquals(305.6, COMPASS.fromBroadside(35.6, NORTHWARD), 1e-9);
        assertEquals(270, COMPASS.fromBroadside(0, NORTHWARD), 1e-9);
        assertEquals(35.6, COMPASS.toBroadside(305.6, NORTHWARD), 1e-9);
    }

    @Test
    void endfireIsCountedFromTheLastElement() {
        assertEquals(0, ENDFIRE.fromBroadside(90, NORTHWARD));
        assertEquals(180, ENDFIRE.fromBroadside(-90, NORTHWARD));
        assertEquals(30, ENDFIRE.toBroadside(60, NORTHWARD));
    }

    @Test
    void arrayTowardEastHasBearingsForAngles() {
        ArrayGeometry eastward = ArrayGeometry.uniformLinear(4, 0.5, true);
        assertEquals(17, COMPASS.fromBroadside(17, eastward), 1e-9);
        assertEquals(343, COMPASS.fromBroadside(-17, eastward), 1e-9);
    }

    @Test
    void conversionsAreInverse() {
        for (AngleConvention convention : AngleConvention.values()) {
            for (double angle = -90; angle < 90; angle += 7) {
                double back = convention.toBroadside(convention.fromBroadside(angle, NORTHWARD), NORTHWARD);
                assertEquals(angle, back, 1e-9, convention.name());
            }
        }
        assertEquals(-13, BROADSIDE.fromBroadside(-13, NORTHWARD));
    }
}
