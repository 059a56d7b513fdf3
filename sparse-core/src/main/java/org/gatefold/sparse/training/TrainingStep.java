package org.gatefold.sparse.training;

import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.learned.UnrolledModel;

/**
 * Single steps of training on given problems, end to end and at a constant rate: what a {@link Trainer} does in each
 * step, for those who look at a gradient or drive a training themselves.
 */
public final class TrainingStep {
    private final BatchGradient gradient;
    private final TrainingSettings.Descent descent;
    private final RunningAverages averages;
    private final int batch;

    /**
     * @param parameters changed in place by every step
     * @param descent whose schedule is not used
     * @param batch problems of every step
     */
    public TrainingStep(
            UnrolledModel model,
            Parameters parameters,
            Objective objective,
            TrainingSettings.Descent descent,
            int batch) {
        Stage whole = new TrainingPlan.EndToEnd(1)
                .stages(model.layers(), parameters, 1)
                .get(0);
        this.gradient = new BatchGradient(model, parameters, whole, objective, batch);
        this.descent = descent;
        this.averages = new RunningAverages(descent.optimiser().averages());
        this.batch = batch;
    }

    /** Computes the gradient of the mean loss of {@code problems} and returns that loss. */
    public double gradient(LabelledProblem problems) {
        problems.truth()
                .requireShape(batch, problems.truth().planes(), problems.truth().length());
        return gradient.run((step, from, to) -> problems.slice(from, to), 0);
    }

    /** The derivative by a trained parameter that the last {@link #gradient} found; the array itself. */
    public float[] of(Parameter parameter) {
        return gradient.of(parameter);
    }

    /** Computes the gradient, clips it and takes a step of descent; returns the mean loss before it. */
    public double run(LabelledProblem problems) {
        double loss = gradient(problems);
        averages.next();
        gradient.descend(descent.optimiser(), averages, descent.rate(), descent.factor(gradient.norm()));
        return loss;
    }
}
