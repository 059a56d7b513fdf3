package org.gatefold.sparse.cli;

import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.training.Objective;
import org.gatefold.sparse.training.Optimiser;
import org.gatefold.sparse.training.Schedule;
import org.gatefold.sparse.training.TrainingPlan;
import org.gatefold.sparse.training.TrainingSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a model is trained, a mixin for every {@code train} command. */
public final class TrainingOptions {
    private static final long DEFAULT_STEPS = 10_000;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Batches to train on, all stages together (10000, or as many as --minutes allow).")
    private @Nullable Long steps;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "In place of --steps: as many as this machine takes in that time, measured at the start.")
    private @Nullable Double minutes;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "128",
            description = "Problems a batch (${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--training-set",
            paramLabel = "N",
            defaultValue = "0",
            description = "Train on so many problems again and again; 0 for fresh ones in every batch"
                    + " (${DEFAULT-VALUE}).")
    private int trainingSet;

    @Option(
            names = "--plan",
            paramLabel = "NAME[:option=value,...]",
            defaultValue = "end-to-end",
            description = "end-to-end, or layer-wise[:refinement=0.2,second-refinement=0.02,layer-decay=0.3]; both"
                    + " take patience=STEPS (${DEFAULT-VALUE}).")
    private String plan = "end-to-end";

    @Option(
            names = "--objective",
            paramLabel = "NAME[:layers=DECAY]",
            description =
                    "mse, nmse, log-nmse[:floor=1e-7] (validated by the mean of each problem's own dB) or support;"
                            + " layers=1 sums it over all layers, less than 1 with smaller weights for earlier ones"
                            + " (mse; support for models that score indices).")
    private @Nullable String objective;

    @Option(
            names = "--optimiser",
            paramLabel = "NAME[:option=value,...]",
            defaultValue = "adam:beta2=0.95",
            description = "adam[:beta1,beta2,epsilon], rmsprop[:decay,momentum,epsilon,weight-decay] or"
                    + " adadelta[:decay,epsilon] (${DEFAULT-VALUE}: with the usual beta2 = 0.999 one problem that"
                    + " diverges slows the next thousand steps).")
    private String optimiser = "adam:beta2=0.95";

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "5e-4",
            description = "Learning rate at its highest (${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME[:option=value,...]",
            defaultValue = "constant",
            description = "constant, cosine[:floor=0], exponential[:floor=0.01] or step[:every=10000,ratio=0.1] over"
                    + " each stage; all take warm-up=STEPS (${DEFAULT-VALUE}).")
    private String schedule = "constant";

    @Option(
            names = "--clip",
            paramLabel = "G",
            defaultValue = "1",
            description = "Largest norm of the gradient, inf for none (${DEFAULT-VALUE}).")
    private String clip = "1";

    @Option(
            names = "--skip-above",
            paramLabel = "F",
            defaultValue = "inf",
            description = "Leave steps out whose gradient is more than F times as long as usual, and longer than 1"
                    + " (${DEFAULT-VALUE}).")
    private String skip = "inf";

    @Option(
            names = "--validation",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Problems whose score chooses the weights (${DEFAULT-VALUE}).")
    private int validation;

    @Option(
            names = "--validate-every",
            paramLabel = "STEPS",
            defaultValue = "100",
            description = "Steps from one validation to the next (${DEFAULT-VALUE}).")
    private int every;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    public long seed() {
        return seed;
    }

    /** Minutes that are to be spent, null if steps decide. */
    @Nullable
    Double minutes() {
        if (minutes != null && (steps != null || !(minutes > 0) || minutes.isInfinite())) {
            throw new InputException("--minutes: expected a positive number, and no --steps beside it, found " + minutes
                    + (steps == null ? "" : " and --steps " + steps));
        }
        return minutes;
    }

    /**
     * The settings, with the default number of steps if none is given.
     *
     * @param usual the objective if the user names none
     * @throws InputException if an option is wrong
     */
    public TrainingSettings settings(Objective usual) {
        Objective goal = objective == null ? usual : parsed("--objective", objective, Objective::of);
        return new TrainingSettings(
                parsed("--plan", plan, TrainingPlan::of),
                atLeastOne("--steps", steps == null ? DEFAULT_STEPS : steps),
                (int) atLeastOne("--batch", batch),
                trainingSet(),
                goal,
                new TrainingSettings.Descent(
                        parsed("--optimiser", optimiser, Optimiser::of),
                        positive("--rate", rate),
                        parsed("--schedule", schedule, Schedule::of),
                        above("--clip", clip, 0),
                        above("--skip-above", skip, 1)),
                new TrainingSettings.Validation(goal.score(), (int) atLeastOne("--validation", validation), (int)
                        atLeastOne("--validate-every", every)),
                seed);
    }

    @FunctionalInterface
    private interface Choice<T> {
        T of(String name, MethodSpec options);
    }

    private static <T> T parsed(String option, String text, Choice<T> choice) {
        MethodSpec spec = MethodSpec.parse(option, text);
        T chosen = choice.of(spec.name(), spec);
        spec.requireAllRead();
        return chosen;
    }

    private int trainingSet() {
        if (trainingSet < 0) {
            throw new InputException("--training-set: expected a number of at least 0, found " + trainingSet);
        }
        return trainingSet;
    }

    private static double above(String option, String text, double least) {
        if (text.equals("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        String expected = option + ": expected a number above " + (int) least + " or inf, found '" + text + "'";
        try {
            double value = Double.parseDouble(text);
            if (value > least && value < Double.POSITIVE_INFINITY) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new InputException(expected, e);
        }
        throw new InputException(expected);
    }

    private static long atLeastOne(String option, long value) {
        if (value < 1) {
            throw new InputException(option + ": expected a whole number of at least 1, found " + value);
        }
        return value;
    }

    private static double positive(String option, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InputException(option + ": expected a positive number, found " + value);
        }
        return value;
    }
}
