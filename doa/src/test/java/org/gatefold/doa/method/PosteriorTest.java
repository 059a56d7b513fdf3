package org.gatefold.doa.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.array.Steering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The evidence of sets of angles, and the search and the sampling that rest on it. */
class PosteriorTest {
    private static final ArrayGeometry ULA = ArrayGeometry.uniformLinear(6, 0.5, true);

    private static Snapshots heard(long seed, int snapshots, double noise, double wavelength, double... angles) {
        Random rng = new Random(seed);
        ComplexArray x = new ComplexArray(angles.length, snapshots);
        for (int k = 0; k < angles.length; k++) {
            for (int l = 0; l < snapshots; l++) {
                x.set(k, l, rng.nextGaussian(), rng.nextGaussian());
            }
        }
        ComplexArray y = new Steering(ULA, wavelength).matrix(angles).times(x);
        for (int n = 0; n < y.rows(); n++) {
            for (int l = 0; l < snapshots; l++) {
                y.add(n, l, Math.sqrt(noise / 2) * rng.nextGaussian(), Math.sqrt(noise / 2) * rng.nextGaussian());
            }
        }
        return new Snapshots(Snapshots.of(y).samples(), Double.NaN, wavelength, noise);
    }

    private static GridModel model(double step, Snapshots... bins) {
        return new GridModel(ULA, List.of(bins), step);
    }

    /** −Σ L·(ln|C| + tr(C⁻¹R)), straight. */
    private static double direct(GridModel model, double power, double noise, int... set) {
        double sum = 0;
        for (Snapshots bin : model.bins) {
            ComplexArray a = bin.steering(ULA).matrix(Peaks.angles(model.grid, set));
            ComplexArray c = a.times(a.adjoint()).scaled(power).plusDiagonal(noise);
            sum -= bin.count() * (c.logDeterminant() + c.solve(bin.covariance()).trace());
        }
        return sum;
    }

    @Test
    void evidenceIsTheGaussianLikelihood() {
        GridModel one = model(4, heard(1, 1, 0.1, 1, -20, 12));
        GridModel many = model(4, heard(2, 9, 0.1, 1, -20, 12), heard(3, 2, 0.1, 0.8, -20, 12));
        for (GridModel model : List.of(one, many)) {
            SupportEvidence evidence = new SupportEvidence(model, 1.7, 0.1);
            double[] gains = new double[model.grid.size()];
            int[] set = {3, 20, 33};
            for (int k = 0; k < 3; k++) {
                evidence.gains(set, k, gains);
                int kept = k;
                int[] others = Arrays.stream(set).filter(j -> j != set[kept]).toArray();
                assertEquals(Double.NEGATIVE_INFINITY, gains[others[0]]);
                for (int j : new int[] {0, 7, 44, set[k]}) {
                    int[] moved = {others[0], others[1], j};
                    double expected = direct(model, 1.7, 0.1, moved) - direct(model, 1.7, 0.1, others);
                    assertEquals(expected, gains[j], 1e-4 * Math.max(1, Math.abs(expected)));
                }
            }
            double expected = direct(model, 1.7, 0.1, set) - direct(model, 1.7, 0.1);
            assertEquals(expected, evidence.of(set), 1e-4 * Math.abs(expected));
        }
    }

    @Test
    void searchFindsTheLargestEvidence() {
        for (int seed = 0; seed < 5; seed++) {
            GridModel model = model(12, heard(seed, 1, 0.05, 1, -48, 0, 24));
            double power = SupportEvidence.power(model, 3, 0.05);
            SupportEvidence evidence = new SupportEvidence(model, power, 0.05);
            double most = MinimumBayesRiskTest.combinations(model.grid.size(), 3).stream()
                    .mapToDouble(evidence::of)
                    .max()
                    .orElseThrow();
            int[] found = new LikelihoodSearch(29, Double.NaN).search(model, 3, 0.05);
            assertEquals(most, evidence.of(found), 1e-9 * Math.abs(most));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.01, 0.0005})
    void samplingGivesTheSharesOfAllSets(double noise) {
        GridModel model = model(10, heard(7, 1, noise, 1, -40, -10, 0));
        int grid = model.grid.size();
        SupportEvidence evidence = new SupportEvidence(model, 2, noise);
        List<int[]> all = MinimumBayesRiskTest.combinations(grid, 3);
        double[] weights =
                AngleScores.softmax(all.stream().mapToDouble(evidence::of).toArray());
        double[] exact = new double[grid];
        for (int s = 0; s < weights.length; s++) {
            for (int j : all.get(s)) {
                exact[j] += weights[s] / 3;
            }
        }
        AngleScores sampled = new PosteriorSampling(4000, 2, 3).scores(model, 3, noise);
        double[] counted = new double[grid];
        for (int[] set : sampled.sets) {
            for (int j : set) {
                counted[j] += 1.0 / (3 * sampled.sets.length);
            }
        }
        for (int j = 0; j < grid; j++) {
            assertEquals(exact[j], sampled.powers[j], 0.015, "angle " + j);
            assertEquals(exact[j], counted[j], 0.06, "angle " + j + " in the sets");
        }
        assertTrue(Arrays.stream(exact).max().orElse(0) > 0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.02})
    void independentChainsAgreeOnAFineGrid(double noise) {
        GridModel model = model(1, heard(8, 1, noise, 1, -40, -10, 5));
        double[] first = new PosteriorSampling(1500, 2, 1).scores(model, 3, noise).powers;
        double[] second = new PosteriorSampling(1500, 2, 2).scores(model, 3, noise).powers;
        double apart = 0;
        double moved = 0;
        for (int j = 0; j < first.length; j++) {
            apart += Math.abs(first[j] - second[j]) / 2;
            moved += Math.abs(first[j] - 1.0 / first.length) / 2;
        }
        assertTrue(apart < 0.1, "shares differ by " + apart);
        assertTrue(moved > 0.3, "shares differ from even ones by " + moved);
    }

    @Test
    void noSourcesNeedNoSampling() {
        AngleScores none = new PosteriorSampling(10, 2, 1).scores(model(10, heard(9, 1, 0.1, 1, 0)), 0, 0.1);
        assertEquals(0, Arrays.stream(none.powers).sum());
    }
}
