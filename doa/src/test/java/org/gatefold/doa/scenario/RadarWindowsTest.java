package org.gatefold.doa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.method.DoaMethod;
import org.gatefold.doa.method.DoaMethods;
import org.gatefold.doa.method.SourceCount;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npy;
import org.junit.jupiter.api.Test;

/**
 * One snapshot of an 86-element radar array with corner reflectors at 0° and 7°: each of its 77 windows of ten elements
 * is a real trial with two sources.
 */
class RadarWindowsTest {
    private static final double[] TRUTH = {0, 7};
    private static final ArrayGeometry ULA = ArrayGeometry.uniformLinear(10, 0.5, true);

    private static List<Snapshots> windows() {
        NdArray all = Npy.read(RealData.file("doa/radar/bv86_c128.npy"));
        List<Snapshots> windows = new ArrayList<>();
        for (int first = 0; first + 10 <= all.size(); first++) {
            ComplexArray y = new ComplexArray(10, 1);
            for (int n = 0; n < 10; n++) {
                y.set(n, 0, all.re()[first + n], all.im()[first + n]);
            }
            windows.add(Snapshots.of(y));
        }
        return windows;
    }

    /** Mean Chamfer distance and the share of windows with both within 1.5°. */
    private static double[] scores(String method) {
        DoaMethod parsed = DoaMethods.parse(MethodSpec.parse(method));
        List<Snapshots> windows = windows();
        double chamfer = 0;
        double near = 0;
        for (Snapshots window : windows) {
            double[] found =
                    parsed.estimate(ULA, List.of(window), SourceCount.of(2)).anglesDegrees();
            chamfer += AngleScore.of(TRUTH, found, 0).chamferDegrees() / windows.size();
            boolean both = found.length == 2 && Math.abs(found[0]) <= 1.5 && Math.abs(found[1] - 7) <= 1.5;
            near += both ? 1.0 / windows.size() : 0;
        }
        System.out.printf("radar windows, %s: mean Chamfer %.3f°, both within 1.5°: %.3f%n", method, chamfer, near);
        return new double[] {chamfer, near};
    }

    @Test
    void sparseBayesianLearningFindsBothReflectors() {
        assertEquals(77, windows().size());
        double[] scores = scores("sbl");
        assertTrue(scores[0] <= 0.45, "mean Chamfer distance " + scores[0]);
        assertTrue(scores[1] >= 0.98, "share with both within 1.5° " + scores[1]);
    }

    @Test
    void gatedSblFindsThemTooThoughNoSuchArrayWasInItsTraining() {
        double[] scores = scores("gated-sbl");
        assertTrue(scores[0] <= 0.6, "mean Chamfer distance " + scores[0]);
        assertTrue(scores[1] >= 0.95, "share with both within 1.5° " + scores[1]);
    }

    @Test
    void aBeamCannotPartThem() {
        assertEquals(0, scores("beamscan")[1], 0.05);
    }

    @Test
    void otherMethodsForTheRecord() {
        assertTrue(scores("music")[1] > 0.85);
        assertTrue(scores("root-music")[1] > 0.85);
        assertTrue(scores("omp")[1] > 0.85);
    }
}
