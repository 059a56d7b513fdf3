package org.gatefold.sparse.dictionary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The analytic weights, and ND4J arrays in and out. */
class AnalyticWeightsTest {
    /** diag(WᵀΦ) = 1, and no feasible change makes ‖WᵀΦ‖ smaller. */
    @Test
    void weightsAreFeasibleAndTheBest() {
        SplittableRandom rng = new SplittableRandom(4);
        RealMatrix phi = Dictionaries.gaussian(rng, 12, 30);
        RealMatrix w = (RealMatrix) AnalyticWeights.of(phi);
        assertArrayEquals(ones(30), diagonal(w, phi), 1e-9);
        double best = AnalyticWeights.objective(w, phi);
        for (int trial = 0; trial < 20; trial++) {
            double[] changed = w.re().clone();
            for (int j = 0; j < 30; j++) {
                double along = 0;
                double[] step = new double[12];
                for (int i = 0; i < 12; i++) {
                    step[i] = 0.01 * rng.nextGaussian();
                    along += step[i] * phi.re()[i * 30 + j];
                }
                for (int i = 0; i < 12; i++) {
                    changed[i * 30 + j] += step[i] - along * phi.re()[i * 30 + j];
                }
            }
            RealMatrix other = new RealMatrix(12, 30, changed);
            assertArrayEquals(ones(30), diagonal(other, phi), 1e-9);
            assertTrue(AnalyticWeights.objective(other, phi) > best);
        }
    }

    /**
     * With a ridge W is feasible too, shorter and farther from the minimum the larger it is, and Φ itself in the end.
     */
    @Test
    void aRidgeLeadsFromTheBestWeightsToTheDictionary() {
        RealMatrix phi = Dictionaries.gaussian(new SplittableRandom(4), 12, 30);
        double objective = 0;
        double length = Double.POSITIVE_INFINITY;
        for (double ridge : new double[] {0, 0.1, 1, 10}) {
            RealMatrix w = (RealMatrix) AnalyticWeights.of(phi, ridge);
            assertArrayEquals(ones(30), diagonal(w, phi), 1e-9);
            double nextObjective = AnalyticWeights.objective(w, phi);
            double nextLength = squares(w);
            assertTrue(nextObjective > objective && nextLength < length, "ridge " + ridge);
            objective = nextObjective;
            length = nextLength;
        }
        RealMatrix last = (RealMatrix) AnalyticWeights.of(phi, 1e9);
        assertArrayEquals(phi.re(), last.re(), 1e-6);
    }

    private static double squares(RealMatrix w) {
        double sum = 0;
        for (double v : w.re()) {
            sum += v * v;
        }
        return sum;
    }

    /**
     * The authors' weights are where 1000 projected gradient steps of shrinking length ended, short of the minimum: the
     * closed form is better in what both minimise, and in coherence (0.204 by an independent numpy computation).
     */
    @Test
    void weightsOfTheBenchmarkAreBetterThanThoseOfItsAuthors() {
        RealMatrix phi =
                (RealMatrix) Npy.read(RealData.file("dictionaries/phi_500.npy")).operator("phi");
        RealMatrix stored = (RealMatrix)
                Npy.read(RealData.file("dictionaries/W_frob_500.npy")).operator("w");
        RealMatrix w = (RealMatrix) AnalyticWeights.of(phi);
        assertEquals(0.243, Coherence.generalised(stored, phi), 6e-4);
        assertEquals(0.204, Coherence.generalised(w, phi), 6e-4);
        assertTrue(AnalyticWeights.objective(w, phi) < AnalyticWeights.objective(stored, phi));
    }

    @Test
    void dependentRowsAreRefused() {
        RealMatrix phi = new RealMatrix(2, 3, new double[] {1, 2, 3, 2, 4, 6});
        assertThrows(IllegalArgumentException.class, () -> AnalyticWeights.of(phi));
    }

    @Test
    void batchesGoToNd4jAndBack() {
        Batch batch = Batch.gaussian(new SplittableRandom(1), 3, 2, 5);
        INDArray array = NdArrays.of(batch);
        assertArrayEquals(new long[] {3, 2, 5}, array.shape());
        assertEquals(batch.at(2, 1, 4), array.getFloat(2, 1, 4));
        array.putScalar(new long[] {0, 0, 0}, 99);
        assertTrue(batch.at(0, 0, 0) != 99, "the batch is copied");
        Batch back = NdArrays.batch(NdArrays.of(batch));
        assertArrayEquals(batch.data(), back.data());
    }

    @Test
    void viewsAndOtherTypesAreTakenInTheirOwnOrder() {
        INDArray matrix = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6}});
        Batch transposed = NdArrays.batch(matrix.transpose());
        assertEquals("3×1×2", transposed.toString());
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, transposed.data());
        assertArrayEquals(
                new double[] {1, 4, 2, 5, 3, 6},
                NdArrays.operator(matrix.castTo(DataType.INT32).transpose()).re());
        assertArrayEquals(
                new float[] {4, 5, 6}, NdArrays.batch(matrix.getRow(1, true)).data());
        assertThrows(IllegalArgumentException.class, () -> NdArrays.batch(Nd4j.zeros(2)));
    }

    private static double[] diagonal(RealMatrix w, RealMatrix phi) {
        double[] products = new double[phi.domain()];
        for (int k = 0; k < phi.re().length; k++) {
            products[k % phi.domain()] += w.re()[k] * phi.re()[k];
        }
        return products;
    }

    private static double[] ones(int n) {
        double[] values = new double[n];
        java.util.Arrays.fill(values, 1);
        return values;
    }
}
