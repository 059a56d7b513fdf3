package org.gatefold.sparse.training;

import org.gatefold.sparse.Metric;
import org.gatefold.sparse.evaluation.Nmse;

/**
 * How a model is trained.
 *
 * @param plan how the steps are spent
 * @param steps of all stages together
 * @param batch problems a step
 * @param trainingSet number of problems that are drawn once and used again and again; 0 for fresh ones in every step
 * @param objective what is minimised
 * @param descent by what method and at what rate
 * @param validation what chooses the best weights
 * @param seed of everything that is drawn
 */
public record TrainingSettings(
        TrainingPlan plan,
        long steps,
        int batch,
        int trainingSet,
        Objective objective,
        Descent descent,
        Validation validation,
        long seed) {
    /**
     * The method of descent.
     *
     * @param rate learning rate before schedule and stages
     * @param schedule of the rate over each stage
     * @param clip largest ‖gradient‖₂ over all that is trained, to which a larger one is scaled down; infinite for none
     * @param skip a step is left out whose gradient is longer than this times the running mean of their norms, and than
     *     1; infinite to take all
     */
    public record Descent(Optimiser optimiser, double rate, Schedule schedule, double clip, double skip) {
        public Descent {
            if (!(rate > 0) || !(clip > 0) || !(skip > 1)) {
                throw new IllegalArgumentException("expected a positive rate and clip, and steps to skip above more"
                        + " than 1 mean, found " + rate + ", " + clip + " and " + skip);
            }
        }

        /** No step is left out. */
        public Descent(Optimiser optimiser, double rate, Schedule schedule, double clip) {
            this(optimiser, rate, schedule, clip, Double.POSITIVE_INFINITY);
        }

        /** Whether a gradient of that norm is one of the rare long ones that undo what was learned. */
        boolean skips(double norm, double meanNorm) {
            return norm > Math.max(1, skip * meanNorm);
        }

        /** By what a gradient of that norm is multiplied. */
        double factor(double norm) {
            return norm > clip ? clip / norm : 1;
        }
    }

    /**
     * The validation set, drawn from a stream of its own.
     *
     * @param metric the smaller the better
     * @param samples number of problems
     * @param every steps between two validations
     */
    public record Validation(Metric metric, int samples, int every) {
        public Validation {
            if (samples < 1 || every < 1) {
                throw new IllegalArgumentException(
                        "a validation cannot have " + samples + " samples every " + every + " steps");
            }
        }
    }

    public TrainingSettings {
        if (steps < 1 || batch < 1 || trainingSet < 0) {
            throw new IllegalArgumentException("a training cannot have " + steps + " steps, batches of " + batch
                    + " and a set of " + trainingSet + " problems");
        }
    }

    /**
     * End to end by Adam at rate 5·10⁻⁴ with a gradient of norm 1 at most, batches of 128 fresh problems, mean squared
     * error; the NMSE of 1024 problems chooses the weights, every 100 steps.
     */
    public static TrainingSettings of(long steps, long seed) {
        return new TrainingSettings(
                new TrainingPlan.EndToEnd(Integer.MAX_VALUE),
                steps,
                128,
                0,
                new Objective.MeanSquaredError(),
                new Descent(new Adam(), 5e-4, new Schedule.Constant(), 1),
                new Validation(Nmse.RATIO_OF_SUMS, 1024, 100),
                seed);
    }

    public TrainingSettings with(TrainingPlan other) {
        return new TrainingSettings(other, steps, batch, trainingSet, objective, descent, validation, seed);
    }

    public TrainingSettings with(Descent other) {
        return new TrainingSettings(plan, steps, batch, trainingSet, objective, other, validation, seed);
    }

    public TrainingSettings with(Objective other) {
        return new TrainingSettings(plan, steps, batch, trainingSet, other, descent, validation, seed);
    }

    public TrainingSettings with(Validation other) {
        return new TrainingSettings(plan, steps, batch, trainingSet, objective, descent, other, seed);
    }

    public TrainingSettings batch(int problems) {
        return new TrainingSettings(plan, steps, problems, trainingSet, objective, descent, validation, seed);
    }

    public TrainingSettings trainingSet(int problems) {
        return new TrainingSettings(plan, steps, batch, problems, objective, descent, validation, seed);
    }

    public TrainingSettings steps(long budget) {
        return new TrainingSettings(plan, budget, batch, trainingSet, objective, descent, validation, seed);
    }
}
