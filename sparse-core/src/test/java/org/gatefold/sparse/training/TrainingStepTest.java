package org.gatefold.sparse.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.dictionary.Dictionaries;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.learned.Connectivity;
import org.gatefold.sparse.learned.Lista;
import org.gatefold.sparse.learned.ListaStart;
import org.junit.jupiter.api.Test;

class TrainingStepTest {
    private final Lista model =
            new Lista(3, Connectivity.chain(), Lista.Injection.MEAN, Lista.Neuron.SOFT, new ListaStart.Ista(0.1), true);
    private final LabelledProblem problems = new SyntheticProblems(
                    Dictionaries.gaussian(new SplittableRandom(1), 20, 40),
                    SyntheticProblems.Support.BERNOULLI,
                    SyntheticProblems.Amplitudes.GAUSSIAN,
                    4,
                    40,
                    false)
            .draw(new SplittableRandom(2), 100);
    private final Parameters parameters = model.initial(problems, new SplittableRandom(3));

    private TrainingStep step(double rate, double clip) {
        return new TrainingStep(
                model,
                parameters,
                new Objective.MeanSquaredError(),
                new TrainingSettings.Descent(new Adam(), rate, new Schedule.Constant(), clip),
                100);
    }

    @Test
    void theGradientPredictsTheChangeOfTheLoss() {
        TrainingStep step = step(1e-3, 1);
        Parameter theta = parameters.at("theta.1");
        step.gradient(problems);
        double slope = step.of(theta)[0];
        float start = theta.values()[0];
        float size = 2e-3f;
        theta.values()[0] = start + size;
        double above = step.gradient(problems);
        theta.values()[0] = start - size;
        double below = step.gradient(problems);
        assertEquals((above - below) / (2 * size), slope, 0.02 * Math.abs(slope));
    }

    @Test
    void stepsLowerTheLoss() {
        TrainingStep step = step(1e-3, Double.POSITIVE_INFINITY);
        double before = step.run(problems);
        for (int i = 0; i < 100; i++) {
            step.run(problems);
        }
        assertTrue(step.gradient(problems) < 0.7 * before);
    }

    @Test
    void anotherNumberOfProblemsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> step(1e-3, 1).run(problems.slice(0, 99)));
    }
}
