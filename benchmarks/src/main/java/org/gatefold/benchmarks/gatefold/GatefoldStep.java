package org.gatefold.benchmarks.gatefold;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.benchmarks.Contender;
import org.gatefold.benchmarks.Outcome;
import org.gatefold.benchmarks.Workload;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.training.Adam;
import org.gatefold.sparse.training.Objective;
import org.gatefold.sparse.training.Schedule;
import org.gatefold.sparse.training.TrainingSettings;
import org.gatefold.sparse.training.TrainingStep;

/** The trainer's step: mean squared error of the last layer, clipping if there is any, Adam. */
public final class GatefoldStep implements Contender {
    private final Solver solver;
    private final LabelledProblem problems;
    private final TrainingStep step;

    /** @param clip of the norm of the gradient, infinite for none */
    public GatefoldStep(Solver solver, Workload workload, double rate, double clip) {
        this.solver = solver;
        this.problems = workload.labelled();
        this.step = new TrainingStep(
                solver.model(),
                solver.parameters(),
                new Objective.MeanSquaredError(),
                new TrainingSettings.Descent(new Adam(), rate, new Schedule.Constant(), clip),
                workload.count());
    }

    @Override
    public String name() {
        return "Gatefold";
    }

    @Override
    public Outcome outcome() {
        Outcome outcome = new Outcome().with("loss", (float) step.gradient(problems));
        solver.results().forEach((result, names) -> {
            List<float[]> parts = new ArrayList<>();
            int size = 0;
            for (String name : names) {
                float[] part = step.of(solver.parameters().at(name));
                parts.add(part);
                size += part.length;
            }
            float[] gradient = new float[size];
            int at = 0;
            for (float[] part : parts) {
                System.arraycopy(part, 0, gradient, at, part.length);
                at += part.length;
            }
            outcome.with(result, gradient);
        });
        return outcome;
    }

    @Override
    public void run() {
        step.run(problems);
    }
}
