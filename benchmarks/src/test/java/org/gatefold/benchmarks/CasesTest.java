package org.gatefold.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.benchmarks.torch.Torch;
import org.gatefold.benchmarks.torch.TorchLista;
import org.gatefold.benchmarks.torch.TorchListaStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CasesTest {
    private static final Cases.Shape SMALL = new Cases.Shape(60, 150, 12, 4);

    @ParameterizedTest
    @EnumSource(Cases.class)
    void allContendersComputeTheSame(Cases one) {
        Torch.threads(1);
        Case work = one.make(SMALL, 3);
        Outcome expected = work.ways().get(0).outcome();
        for (Contender way : work.ways()) {
            way.outcome().requireAgreement(expected, 1e-4);
        }
        if (work.ours() != null) {
            work.ours().outcome().requireAgreement(expected, 1e-4);
        }
    }

    @Test
    void otherWeightsAreNoticed() {
        Workload workload = Workload.draw(new SplittableRandom(5), 20, 50, 8);
        ListaWeights weights = ListaWeights.ista(workload, 3);
        Outcome expected = TorchListaStep.ways(weights, workload).get(0).outcome();
        weights.thresholds().values()[1] *= 1.1f;
        Outcome other = TorchListaStep.ways(weights, workload).get(0).outcome();
        assertThrows(IllegalStateException.class, () -> other.requireAgreement(expected, 1e-3));
    }

    @Test
    void aLayerOfIstaWithoutThresholdIsTheScaledCorrelation() {
        Workload workload = Workload.draw(new SplittableRandom(6), 20, 50, 8);
        ListaWeights weights = ListaWeights.ista(workload, 1);
        weights.thresholds().values()[0] = 0;
        float[] x = TorchLista.ways(weights, workload).get(0).outcome().at("x");
        double lipschitz = Math.pow(workload.dictionary().norm(), 2);
        float[] correlation =
                workload.dictionary().adjoint(workload.measurements()).data();
        for (int i = 0; i < x.length; i++) {
            assertEquals(correlation[i] / lipschitz, x[i], 1e-5);
        }
    }

    @Test
    void trainingStepsLowerTheLoss() {
        Workload workload = Workload.draw(new SplittableRandom(7), 60, 150, 32);
        Contender step =
                TorchListaStep.ways(ListaWeights.ista(workload, 4), workload).get(0);
        float before = step.outcome().at("loss")[0];
        for (int i = 0; i < 50; i++) {
            step.run();
        }
        assertTrue(step.outcome().at("loss")[0] < 0.9 * before);
    }
}
