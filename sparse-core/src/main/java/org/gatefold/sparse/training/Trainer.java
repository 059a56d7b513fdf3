package org.gatefold.sparse.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.OperatorIdentity;
import org.gatefold.sparse.learned.UnrolledModel;
import org.jspecify.annotations.Nullable;

/**
 * Trains unrolled models.
 *
 * <p>The stages of the plan follow each other; each begins with the best weights of the one before and ends when its
 * steps are taken or its patience is over. The best weights are those of the smallest validation score. A step whose
 * loss or gradient is not finite is skipped: training goes back to the best weights, forgets the optimiser's averages
 * and goes on at half the rate; after {@value #MOST_FAILURES} such failures it gives up. It goes back likewise from a
 * validation that has lost more than half of what the stage had gained, for recurrent and unrolled models that leave
 * their course seldom find it again.
 */
public final class Trainer {
    private static final int MOST_FAILURES = 8;
    private static final String BACK = "; going on from the best weights at half the rate";
    private static final int SAMPLE = 512;

    private final UnrolledModel model;
    private final ProblemSource source;
    private final TrainingSettings settings;
    private final Map<String, String> run = new LinkedHashMap<>();
    private final @Nullable OperatorIdentity operator;
    private final @Nullable Parameters start;

    /**
     * What came out.
     *
     * @param parameters the best weights of the last stage
     * @param score their validation score
     * @param steps taken
     * @param samples drawn
     * @param skipped steps that were left out because of a long gradient
     * @param seconds of training
     */
    public record Result(
            Parameters parameters,
            double score,
            long steps,
            long samples,
            long skipped,
            double seconds,
            TrainingLog log) {}

    /** @param words what the problems are; a checkpoint is only resumed with the same */
    public Trainer(UnrolledModel model, ProblemSource source, String words, TrainingSettings settings) {
        this(model, source, words, settings, null);
    }

    /** @param start where training starts, weights of this model; null for those the model starts from by itself */
    public Trainer(
            UnrolledModel model,
            ProblemSource source,
            String words,
            TrainingSettings settings,
            @Nullable Parameters start) {
        this.model = model;
        this.source = source;
        this.settings = settings;
        this.start = start == null ? null : start.copy();
        if (!source.oneOperator() && !model.anyOperator()) {
            throw new IllegalArgumentException(model.architecture() + " cannot serve operators that change");
        }
        this.operator =
                source.oneOperator() ? OperatorIdentity.of(sample(1).problem().operator()) : null;
        run.put("model", model.architecture() + model.settings());
        run.put("problems", words);
        run.put("dictionary", operator == null ? "any" : operator.toString());
        run.put("seed", Long.toString(settings.seed()));
        run.put("batch", Integer.toString(settings.batch()));
        run.put("training-set", Integer.toString(settings.trainingSet()));
        run.put("plan", settings.plan().toString());
        run.put("steps", Long.toString(settings.steps()));
        run.put("objective", settings.objective().toString());
        run.put("descent", settings.descent().toString());
        TrainingSettings.Validation v = settings.validation();
        run.put("validation", v.metric().key() + " of " + v.samples() + " every " + v.every());
    }

    /** The operator of the problems, null if it changes from draw to draw. */
    public @Nullable OperatorIdentity operator() {
        return operator;
    }

    private LabelledProblem sample(int count) {
        return source.draw(Draws.SAMPLE.generator(settings.seed(), 0, 0), count);
    }

    /** The parameters from which training starts. */
    public Parameters initial() {
        Parameters own = model.initial(sample(SAMPLE), Draws.START.generator(settings.seed(), 0, 0));
        if (start == null) {
            return own;
        }
        if (!shapes(own).equals(shapes(start))) {
            throw new InputException("training: expected to start from weights of the shapes " + shapes(own)
                    + ", found those of other settings, " + shapes(start));
        }
        return start.copy();
    }

    private static List<String> shapes(Parameters parameters) {
        List<String> shapes = new ArrayList<>();
        for (Parameter p : parameters) {
            shapes.add(p.toString());
        }
        return shapes;
    }

    /**
     * Seconds a step of the whole model takes here and now, from a few steps that are not kept.
     *
     * @param seconds to spend on it, about
     */
    public double secondsPerStep(double seconds) {
        Parameters parameters = initial();
        Stage whole = new TrainingPlan.EndToEnd(1)
                .stages(model.layers(), parameters, 1)
                .get(0);
        BatchGradient gradient = gradient(parameters, whole);
        TrainingData data = TrainingData.fresh(source, settings.seed());
        long start = System.nanoTime();
        long begin = start;
        int steps = 0;
        // The first half warms the compiler up.
        for (double passed = 0; passed < seconds || steps < 1; passed = (System.nanoTime() - begin) / 1e9) {
            gradient.run(data, steps);
            steps++;
            if (passed < seconds / 2) {
                start = System.nanoTime();
                steps = 0;
            }
        }
        return (System.nanoTime() - start) / 1e9 / steps;
    }

    private ValidationSet problems(Draws draws, Parameters parameters, int samples) {
        return new ValidationSet(
                model, parameters, source, draws, settings.validation().metric(), samples, settings.seed());
    }

    /** The score of weights on {@code samples} problems that neither training nor validation has seen. */
    public double test(Parameters parameters, int samples) {
        return problems(Draws.TEST, parameters, samples).score(model.layers());
    }

    private BatchGradient gradient(Parameters parameters, Stage stage) {
        int shard = source.oneOperator() ? BatchGradient.SHARD : source.problemsPerOperator();
        return new BatchGradient(model, parameters, stage, settings.objective(), settings.batch(), shard);
    }

    /** Trains without a checkpoint. */
    public Result train(TrainingListener listener) {
        return train(listener, null);
    }

    /**
     * Trains, or goes on training.
     *
     * @param checkpoint where the training can be resumed, null for nowhere
     * @throws InputException if the checkpoint is of another training, or training fails again and again
     */
    public Result train(TrainingListener listener, @Nullable Checkpoint checkpoint) {
        if (checkpoint != null) {
            checkpoint.requireFit();
        }
        TrainingState state = checkpoint != null && checkpoint.resume()
                ? checkpoint.read(settings, run)
                : TrainingState.start(initial(), settings);
        return new Run(listener, checkpoint, state).result();
    }

    /** One run of the program over a training. */
    private final class Run {
        private final TrainingListener listener;
        private final @Nullable Checkpoint checkpoint;
        private final TrainingState state;
        private final List<Stage> stages;
        private final ValidationSet validation;
        private final TrainingData data;
        private final Pace pace = new Pace();
        private double score = Double.NaN;
        private double written;

        Run(TrainingListener listener, @Nullable Checkpoint checkpoint, TrainingState state) {
            this.listener = listener;
            this.checkpoint = checkpoint;
            this.state = state;
            this.stages = settings.plan().stages(model.layers(), state.now, settings.steps());
            this.validation =
                    problems(Draws.VALIDATION, state.now, settings.validation().samples());
            this.data = settings.trainingSet() > 0
                    ? new TrainingSet(source, settings.trainingSet(), settings.batch(), settings.seed())
                    : TrainingData.fresh(source, settings.seed());
            this.written = state.seconds;
        }

        Result result() {
            while (state.stage < stages.size()) {
                Stage stage = stages.get(state.stage);
                BatchGradient gradient = gradient(state.now, stage);
                if (!state.opened()) {
                    validate(stage);
                }
                while (state.stageStep < stage.steps() && state.stageStep - state.bestStep < stage.patience()) {
                    double loss = step(stage, gradient);
                    if (state.stageStep % settings.validation().every() == 0 || state.stageStep == stage.steps()) {
                        validate(stage);
                    }
                    state.seconds += pace.step(stage.layers());
                    report(stage, loss);
                    save(false);
                }
                // The last stage stays open, so that a resumed training that was over ends at once with its score.
                if (state.stage == stages.size() - 1) {
                    break;
                }
                state.closeStage();
            }
            save(true);
            return new Result(
                    state.best.copy(),
                    state.bestScore,
                    state.step,
                    state.step * settings.batch(),
                    state.skipped,
                    state.seconds,
                    state.log);
        }

        /** Returns the loss of the batch. */
        private double step(Stage stage, BatchGradient gradient) {
            double loss = gradient.run(data, state.step);
            double norm = gradient.norm();
            if (Double.isFinite(loss) && Double.isFinite(norm)) {
                TrainingSettings.Descent descent = settings.descent();
                if (descent.skips(norm, state.meanNorm)) {
                    state.skipped++;
                } else {
                    state.averages.next();
                    gradient.descend(
                            descent.optimiser(), state.averages, rate(stage, state.stageStep), descent.factor(norm));
                }
                state.note(norm, descent.skip());
                state.lossSum += loss;
                state.lossCount++;
            } else {
                fail("a loss of " + loss + " and a gradient of norm " + norm);
            }
            state.step++;
            state.stageStep++;
            return loss;
        }

        private double rate(Stage stage, long stageStep) {
            TrainingSettings.Descent descent = settings.descent();
            return descent.rate() * state.rateScale * descent.schedule().factor(stageStep, stage.steps());
        }

        private void validate(Stage stage) {
            score = validation.score(stage.layers());
            if (Double.isNaN(score)) {
                fail("an estimate that is not finite");
                if (!state.opened()) {
                    throw new InputException("training: expected finite estimates of the " + stage.layers()
                            + " layers it starts from, found others");
                }
            } else if (state.lost(score)) {
                String metric = settings.validation().metric().key();
                listener.warning("training: the " + metric + " of " + score + " at step " + state.step
                        + " has lost more than half of what was gained from " + state.firstScore + " to "
                        + state.bestScore + BACK);
                state.fallBack();
            } else {
                state.judge(score);
            }
            double loss = state.lossCount == 0 ? Double.NaN : state.lossSum / state.lossCount;
            double rate = rate(stage, Math.max(0, state.stageStep - 1));
            state.log.add(new TrainingLog.Row(
                    state.step, state.step * settings.batch(), state.seconds, stage.name(), rate, loss, score));
            state.lossSum = 0;
            state.lossCount = 0;
            listener.validated(state.log);
        }

        private void fail(String found) {
            state.fallBack();
            state.failures++;
            String line = "training: expected finite numbers, found " + found + " at step " + state.step;
            if (state.failures >= MOST_FAILURES) {
                throw new InputException(line + ", for the " + state.failures + "th time; try a smaller rate or clip");
            }
            listener.warning(line + BACK);
        }

        private void report(Stage stage, double loss) {
            listener.step(new TrainingListener.Standing(
                    state.step,
                    settings.steps(),
                    stage.name(),
                    loss,
                    score,
                    state.bestScore,
                    pace.stepsPerSecond(stage.layers()),
                    pace.secondsLeft(stages, state.stage, state.stageStep)));
        }

        /**
         * Writes the checkpoint if it is time; weights that are not finite are about to be dropped, and not written.
         */
        private void save(boolean now) {
            boolean due = now || (checkpoint != null && state.seconds - written >= checkpoint.everySeconds());
            if (checkpoint != null && due && state.now.isFinite() && state.averages.isFinite()) {
                checkpoint.write(state, run);
                written = state.seconds;
            }
        }
    }
}
