package org.gatefold.sparse.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.classical.SupportFit;
import org.gatefold.sparse.dictionary.Dictionaries;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.evaluation.SyntheticProblems.Amplitudes;
import org.gatefold.sparse.evaluation.SyntheticProblems.Support;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedSolverTest {
    private static final int LAYERS = 10;

    /** The answer of every layer, sample by sample. */
    private static Batch[] layers(SparseProblem problem, LearnedSolver solver) {
        Batch[] layers = new Batch[LAYERS];
        for (int t = 0; t < LAYERS; t++) {
            layers[t] = problem.zeroEstimate();
        }
        solver.solve(problem, (sample, layer, x, weights, cost) -> layers[layer - 1].put(sample, x));
        return layers;
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, 40})
    void theFirstLayerThatExplainsAnswersWithoutNoise(double snrDb) {
        LearnedSolver solver = Objects.requireNonNull(ModelFile.resource(GatedSbl.class, "gated-sbl-small.npz"))
                .withLayers(LAYERS)
                .solver();
        LabelledProblem all = new SyntheticProblems(
                        Dictionaries.correlated(new SplittableRandom(5), 20, 100, 2),
                        Support.EXACT,
                        Amplitudes.UNIFORM,
                        6,
                        snrDb,
                        true)
                .draw(new SplittableRandom(6), 100);
        SparseProblem problem = all.problem();
        Batch[] layers = layers(problem, solver);
        Batch answer = solver.solve(problem);
        int[] from = new int[LAYERS + 1];
        for (int s = 0; s < problem.count(); s++) {
            int layer = LAYERS;
            for (int t = LAYERS; t >= 4; t--) {
                if (t % 4 == 0 && problem.noiseVariance(s) == 0 && SupportFit.explained(problem, layers[t - 1])[s]) {
                    layer = t;
                }
            }
            from[layer]++;
            assertArrayEquals(
                    layers[layer - 1].slice(s, s + 1).data(),
                    answer.slice(s, s + 1).data());
        }
        boolean noiseless = Double.isInfinite(snrDb);
        assertEquals(noiseless, from[4] > 0);
        assertEquals(noiseless, from[8] > 0);
        assertTrue(from[LAYERS] > 0);
    }
}
