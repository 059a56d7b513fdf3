package org.gatefold.doa.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.AngleGrid;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.array.Steering;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped network on arrays that its training did not hold. */
class LearnedRecoveryTest {
    private static ArrayGeometry line(double... places) {
        return ArrayGeometry.of(
                places,
                new double[places.length],
                IntStream.range(0, places.length).mapToObj(Integer::toString).toList(),
                true);
    }

    private static Snapshots heard(ArrayGeometry array, int snapshots, double noise, double... angles) {
        return DoaMethodsTest.snapshots(array, 1, snapshots, noise, false, angles)
                .withNoiseVariance(noise);
    }

    private static double[] logits(ArrayGeometry array, Snapshots... bins) {
        GridModel model = new GridModel(array, List.of(bins), 1);
        double noise = bins[0].noiseVariance();
        return LearnedRecovery.shipped()
                .scores(List.of(model), new int[] {2}, new double[] {noise})
                .get(0)
                .logits;
    }

    @ParameterizedTest
    @CsvSource({"10,1", "12,3", "20,1", "5,8", "8,40"})
    void findsTwoSourcesWithUniformArraysOfAnySize(int elements, int snapshots) {
        ArrayGeometry array = ArrayGeometry.uniformLinear(elements, 0.5, true);
        Snapshots heard = heard(array, snapshots, 1e-3, -31.4, 22.7);
        for (String text : new String[] {"gated-sbl", "gated-sbl:decode=mbr", "gated-sbl:decode=mbr,refine=false"}) {
            DoaEstimate estimate =
                    DoaMethods.parse(MethodSpec.parse(text)).estimate(array, List.of(heard), SourceCount.of(2));
            assertArrayEquals(new double[] {-31.4, 22.7}, estimate.anglesDegrees(), 1.1, text);
            assertTrue(estimate.sources().get(0).stdDegrees() > 0);
        }
    }

    @Test
    void servesSparseAndPlanarArraysAndSeveralFrequencies() {
        ArrayGeometry sparse = line(0, 0.5, 2, 3.5, 4, 6, 7.5);
        Snapshots heard = heard(sparse, 2, 1e-3, -12.2, 40.3);
        assertArrayEquals(new double[] {-12.2, 40.3}, estimate(sparse, heard), 0.6);
        double[] east = new double[9];
        double[] north = new double[9];
        for (int n = 0; n < 9; n++) {
            east[n] = 0.8 * Math.cos(2 * Math.PI * n / 9);
            north[n] = 0.8 * Math.sin(2 * Math.PI * n / 9);
        }
        ArrayGeometry ring = ArrayGeometry.of(
                east, north, IntStream.range(0, 9).mapToObj(Integer::toString).toList(), true);
        assertArrayEquals(new double[] {-100.5, 60.2}, estimate(ring, heard(ring, 3, 1e-3, -100.5, 60.2)), 1);
        ArrayGeometry array = ArrayGeometry.uniformLinear(8, 0.5, true);
        Snapshots low = DoaMethodsTest.snapshots(array, 1.2, 2, 1e-2, false, 5.3, 50.1);
        Snapshots high = DoaMethodsTest.snapshots(array, 1, 2, 1e-2, false, 5.3, 50.1);
        assertArrayEquals(new double[] {5.3, 50.1}, estimate(array, low, high), 1);
    }

    private static double[] estimate(ArrayGeometry array, Snapshots... bins) {
        return DoaMethods.parse(MethodSpec.parse("gated-sbl"))
                .estimate(array, List.of(bins), SourceCount.of(2))
                .anglesDegrees();
    }

    @Test
    void scoresKnowNoPhaseNoScaleNoOrderOfElementsAndNoOrderOfSnapshots() {
        ArrayGeometry array = ArrayGeometry.uniformLinear(7, 0.5, true);
        ComplexArray y = heard(array, 3, 0.05, -20, 13).matrix();
        double[] expected = logits(array, Snapshots.of(y).withNoiseVariance(0.05));
        ComplexArray turned = new ComplexArray(7, 3);
        ComplexArray exchanged = new ComplexArray(7, 3);
        ComplexArray reordered = new ComplexArray(7, 3);
        int[] order = {3, 6, 0, 1, 5, 2, 4};
        for (int n = 0; n < 7; n++) {
            for (int l = 0; l < 3; l++) {
                turned.set(n, l, -4 * y.im(n, l), 4 * y.re(n, l));
                exchanged.set(n, l, y.re(n, 2 - l), y.im(n, 2 - l));
                reordered.set(n, l, y.re(order[n], l), y.im(order[n], l));
            }
        }
        assertArrayEquals(expected, logits(array, Snapshots.of(turned).withNoiseVariance(16 * 0.05)), 0.02);
        assertArrayEquals(expected, logits(array, Snapshots.of(exchanged).withNoiseVariance(0.05)), 0.02);
        // The axis of a line is from its first element to its last, so the order is seen through the dictionary.
        AngleGrid grid = AngleGrid.over(array, 1);
        ComplexArray a = new Steering(array, 1).matrix(grid.anglesDegrees());
        ComplexArray b = new Steering(array.select(order), 1).matrix(grid.anglesDegrees());
        assertEquals(a.rows(), b.rows());
        boolean forward = order[6] > order[0];
        double[] found = logits(array.select(order), Snapshots.of(reordered).withNoiseVariance(0.05));
        for (int j = 1; j < found.length; j++) {
            assertEquals(expected[j], found[forward ? j : found.length - j], 0.02, "angle " + j);
        }
    }

    @Test
    void aBatchIsSolvedAsOneByOne() {
        ArrayGeometry array = ArrayGeometry.uniformLinear(10, 0.5, true);
        Random rng = new Random(1);
        List<List<Snapshots>> trials = IntStream.range(0, 40)
                .mapToObj(t -> List.of(heard(array, 1, 0.01, 60 * rng.nextDouble() - 70, 60 * rng.nextDouble())))
                .toList();
        DoaMethod method = DoaMethods.parse(MethodSpec.parse("gated-sbl:decode=mbr,refine=false"));
        List<DoaEstimate> together = method.estimateAll(array, trials, SourceCount.of(2));
        for (int t = 0; t < trials.size(); t += 13) {
            DoaEstimate alone = method.estimate(array, trials.get(t), SourceCount.of(2));
            assertArrayEquals(alone.anglesDegrees(), together.get(t).anglesDegrees());
        }
    }

    @Test
    void refusesWeightsThatAreNotThere() {
        InputException e =
                assertThrows(InputException.class, () -> LearnedRecovery.of("gated-sbl", Path.of("nowhere.npz")));
        assertTrue(String.valueOf(e.getMessage()).contains("nowhere.npz"));
        e = assertThrows(InputException.class, () -> DoaMethods.parse(MethodSpec.parse("gflstm")));
        assertTrue(String.valueOf(e.getMessage()).contains("weights=FILE.npz"));
    }
}
