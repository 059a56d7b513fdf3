package org.gatefold.sparse.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.gatefold.sparse.autodiff.Parameters;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {
    private static Parameters parameters() {
        Parameters parameters = new Parameters().addFixed("W", 1, 1, new float[1]);
        for (int k = 0; k < 3; k++) {
            parameters.add("gamma." + k, 1f).add("theta." + k, 1f);
        }
        return parameters.add("shared", 1f);
    }

    @Test
    void endToEndIsOneStageOfEverythingThatIsTrained() {
        List<Stage> stages = new TrainingPlan.EndToEnd(50).stages(3, parameters(), 1000);
        assertEquals(1, stages.size());
        assertEquals(3, stages.get(0).layers());
        assertEquals(1000, stages.get(0).steps());
        assertEquals(7, stages.get(0).rates().size());
    }

    /** Three stages a layer; rates ×0.2 and ×0.02, times 0.3 for each layer that follows. */
    @Test
    void layerWiseIsTheProtocolOfListaCpss() {
        List<Stage> stages = new TrainingPlan.LayerWise(50).stages(3, parameters(), 900);
        assertEquals(9, stages.size());
        assertEquals(900, stages.stream().mapToLong(Stage::steps).sum());
        for (int s = 0; s < 9; s++) {
            assertEquals(s / 3 + 1, stages.get(s).layers());
        }
        assertEquals(
                Map.of("gamma.2", 1.0, "theta.2", 1.0, "shared", 1.0),
                stages.get(6).rates());
        Map<String, Double> last = stages.get(8).rates();
        assertEquals(7, last.size());
        assertEquals(0.02, last.getOrDefault("theta.2", 0.0), 1e-15);
        assertEquals(0.02 * 0.3, last.getOrDefault("theta.1", 0.0), 1e-15);
        assertEquals(0.02 * 0.09, last.getOrDefault("gamma.0", 0.0), 1e-15);
        assertEquals(0.02, last.getOrDefault("shared", 0.0), 1e-15);
        assertEquals(0.2 * 0.3, stages.get(4).rates().getOrDefault("gamma.0", 0.0), 1e-15);
    }

    @Test
    void aParameterBelongsToTheLayerItsNameEndsIn() {
        assertEquals(12, TrainingPlan.layer("theta.12"));
        assertEquals(0, TrainingPlan.layer("cell.bias.0"));
        assertEquals(-1, TrainingPlan.layer("cell.bias"));
        assertEquals(-1, TrainingPlan.layer("W1"));
        assertEquals(-1, TrainingPlan.layer("12"));
    }
}
