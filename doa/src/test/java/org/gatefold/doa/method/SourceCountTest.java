package org.gatefold.doa.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceCountTest {
    private static final ArrayGeometry ULA = ArrayGeometry.uniformLinear(10, 0.5, true);
    private static final double[] ANGLES = {-40, -15, 5, 30};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void bothCriteriaCountClearSources(int sources) {
        double[] angles = java.util.Arrays.copyOf(ANGLES, sources);
        Snapshots bin = DoaMethodsTest.snapshots(ULA, 1, 200, 0.1, false, angles);
        assertEquals(sources, SourceCount.parse("mdl").of(ULA, List.of(bin)));
        for (boolean fb : new boolean[] {false, true}) {
            List<Covariance> r = new Smoothing(fb, 0).covariances(ULA, List.of(bin), 0);
            assertEquals(sources, InformationCriterion.MDL.count(r), "fb=" + fb);
        }
        int akaike = SourceCount.parse("aic").of(ULA, List.of(bin));
        assertEquals(sources, akaike, 1);
    }

    @Test
    void coherentSourcesCountOnceWithoutSmoothing() {
        Snapshots bin = DoaMethodsTest.snapshots(ULA, 1, 200, 0.1, true, -15, 20);
        assertEquals(1, InformationCriterion.MDL.count(new Smoothing(false, 0).covariances(ULA, List.of(bin), 0)));
        assertEquals(2, InformationCriterion.MDL.count(new Smoothing(false, 7).covariances(ULA, List.of(bin), 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1.5", "", "99999"})
    void refusesWhatIsNoNumber(String text) {
        assertThrows(InputException.class, () -> SourceCount.parse(text));
    }

    @Test
    void refusesAnArrayOfAnotherSize() {
        Snapshots bin = DoaMethodsTest.snapshots(ULA, 1, 5, 0.1, false, 0);
        ArrayGeometry other = ArrayGeometry.uniformLinear(9, 0.5, true);
        assertThrows(InputException.class, () -> SourceCount.of(1).of(other, List.of(bin)));
    }
}
