package org.gatefold.sparse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatefold.sparse.Metric;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.evaluation.Nmse;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.ModelFile;
import org.gatefold.sparse.learned.Provenance;
import org.gatefold.sparse.learned.Provenance.Score;
import org.gatefold.sparse.learned.UnrolledModel;
import org.gatefold.sparse.training.Checkpoint;
import org.gatefold.sparse.training.Objective;
import org.gatefold.sparse.training.Objective.MeanSquaredError;
import org.gatefold.sparse.training.Objective.SupportLoss;
import org.gatefold.sparse.training.Trainer;
import org.gatefold.sparse.training.TrainingListener;
import org.gatefold.sparse.training.TrainingLog;
import org.gatefold.sparse.training.TrainingSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The run of a training for a user, a mixin for every {@code train} command: budget, files, progress, the model. */
public final class TrainingRun {
    private static final String SHIPPED = "shipped";
    private static final double MEASURED_SECONDS = 2;
    private static final double GUESSED_SECONDS = 0.3;
    private static final long LOG_PERIOD_NANOS = 5_000_000_000L;

    @Mixin
    private final TrainingOptions options = new TrainingOptions();

    @Option(
            names = "--test",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Problems to test the model on that training has not seen (${DEFAULT-VALUE}).")
    private int test;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE.npz",
            description = "Write all that is needed to go on after an interruption, once a minute.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--checkpoint-seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "Time from one checkpoint to the next (${DEFAULT-VALUE}).")
    private double checkpointSeconds;

    @Option(names = "--resume", description = "Go on from --checkpoint; the result is that of a run without a break.")
    private boolean resume;

    @Option(
            names = "--from",
            paramLabel = "MODEL.npz",
            description = "Start from the weights of a trained model of the same architecture and sizes, or from those"
                    + " that come with the tool: " + SHIPPED + ".")
    private @Nullable Path from;

    @Option(names = "--log", paramLabel = "FILE.csv", description = "Write a row for every validation.")
    private @Nullable Path log;

    @Option(names = "--plot", paramLabel = "FILE.png", description = "Draw the learning curve.")
    private @Nullable Path plot;

    @Option(names = "--out", required = true, paramLabel = "MODEL.npz", description = "The trained model.")
    private Path out = Path.of("");

    /** Seed of everything that is drawn. */
    public long seed() {
        return options.seed();
    }

    /** Where the result goes, a name that ends in .npz. */
    public Path out() {
        return out;
    }

    /** Finds out before the work whether its results can be written. */
    public void requirePossible() {
        if (!out.toString().endsWith(".npz")) {
            throw new InputException("--out: expected a name that ends in .npz, found " + out);
        }
        if (resume && checkpoint == null) {
            throw new InputException("--resume: expected --checkpoint FILE.npz too, found none");
        }
        if (test < 1) {
            throw new InputException("--test: expected a whole number of at least 1, found " + test);
        }
        ResultTarget.requireWritable("--out", out);
        ResultTarget.requireWritable("--checkpoint", checkpoint);
        ResultTarget.requireWritable("--log", log);
        ResultTarget.requireWritable("--plot", plot);
    }

    /**
     * Trains a model and writes it.
     *
     * @param words what the problems are
     */
    public void train(@Nullable CommandSpec spec, UnrolledModel model, ProblemSource source, String words) {
        train(spec, model, source, words, null);
    }

    /**
     * The same.
     *
     * @param shipped the model that comes with the tool, null for none
     */
    public void train(
            @Nullable CommandSpec spec,
            UnrolledModel model,
            ProblemSource source,
            String words,
            @Nullable ModelFile shipped) {
        Objective usual = model.scoresIndices() ? new SupportLoss() : new MeanSquaredError();
        train(spec, model, source, words, shipped, usual);
    }

    /**
     * The same.
     *
     * @param usual the objective if the user names none
     */
    public void train(
            @Nullable CommandSpec spec,
            UnrolledModel model,
            ProblemSource source,
            String words,
            @Nullable ModelFile shipped,
            Objective usual) {
        PrintWriter err = CommandRunner.err(spec);
        Checkpoint file = checkpoint == null ? null : new Checkpoint(checkpoint, checkpointSeconds, resume);
        if (file != null) {
            file.requireFit();
        }
        Parameters first = start(model, shipped);
        TrainingSettings settings = settings(err, options.settings(usual), model, source, words, file);
        Trainer trainer = new Trainer(model, source, words, settings, first);
        Trainer.Result result;
        try (Progress progress = new Progress(err, "train", settings.steps())) {
            result =
                    trainer.train(new Watch(err, progress, settings.validation().metric()), file);
        }
        TrainingSettings.Validation validation = settings.validation();
        List<Score> scores = new ArrayList<>();
        Metric metric = validation.metric();
        scores.add(new Score("validation", metric.key(), result.score(), validation.samples()));
        scores.add(new Score("test", metric.key(), trainer.test(result.parameters(), test), test));
        Provenance provenance = new Provenance(
                trainer.operator(),
                words,
                command(spec),
                settings.seed(),
                result.steps(),
                result.samples(),
                result.seconds() / 60,
                scores,
                LocalDate.now(ZoneOffset.UTC).toString(),
                GatefoldCommand.VERSION);
        new ModelFile(model, result.parameters(), provenance).write(out);
        finish(CommandRunner.out(spec), model, metric, result, provenance);
    }

    /** The weights to start from, null for new ones. */
    private @Nullable Parameters start(UnrolledModel model, @Nullable ModelFile shipped) {
        if (from == null) {
            return null;
        }
        if (!from.toString().equals(SHIPPED)) {
            return ModelFile.weights(from, model);
        }
        if (shipped == null || !shipped.model().architecture().equals(model.architecture())) {
            throw new InputException("--from: no weights of " + model.architecture() + " come with the tool");
        }
        return shipped.parameters();
    }

    private void finish(
            PrintWriter print, UnrolledModel model, Metric metric, Trainer.Result result, Provenance provenance) {
        if (log != null) {
            result.log().write(log);
        }
        if (plot != null) {
            result.log()
                    .figure(model.architecture() + ", " + provenance.source(), metric.unit())
                    .write(plot);
        }
        print.printf(
                Locale.ROOT,
                "%s: %d parameters, %d steps%s, %d samples, %.1f min%n",
                model.architecture(),
                result.parameters().trainableSize(),
                result.steps(),
                result.skipped() == 0 ? "" : " (" + result.skipped() + " left out)",
                result.samples(),
                provenance.minutes());
        for (Score s : provenance.scores()) {
            print.printf(Locale.ROOT, "%s %s on %d problems%n", s.set(), scored(metric, s.value()), s.count());
        }
        print.println("model " + out);
        print.flush();
    }

    private TrainingSettings settings(
            PrintWriter err,
            TrainingSettings settings,
            UnrolledModel model,
            ProblemSource source,
            String words,
            @Nullable Checkpoint file) {
        Double minutes = options.minutes();
        if (minutes != null && file != null && resume) {
            return settings.steps(file.steps());
        }
        double seconds = new Trainer(model, source, words, settings)
                .secondsPerStep(minutes == null ? GUESSED_SECONDS : MEASURED_SECONDS);
        TrainingSettings chosen =
                minutes == null ? settings : settings.steps(Math.max(1, Math.round(minutes * 60 / seconds)));
        err.printf(
                Locale.ROOT,
                "train: %d steps of %d problems, %.1f ms each: %s at most%n",
                chosen.steps(),
                chosen.batch(),
                1000 * seconds,
                duration(seconds * chosen.steps()));
        err.flush();
        return chosen;
    }

    /** A score with its name and unit, as in "NMSE −40.21 dB". */
    private static String scored(Metric metric, double value) {
        String name = metric instanceof Nmse ? "NMSE" : metric.key();
        return String.format(Locale.ROOT, "%s %.4g %s", name, value, metric.unit())
                .strip();
    }

    private static String command(@Nullable CommandSpec spec) {
        if (spec == null) {
            return "";
        }
        List<String> words = new ArrayList<>(List.of(spec.root().name()));
        words.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return String.join(" ", words);
    }

    private static String duration(double seconds) {
        return seconds < 100
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : seconds < 6000
                        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    /** Shows the progress, and keeps the log on the disk up to date. */
    private final class Watch implements TrainingListener {
        private final PrintWriter err;
        private final Progress line;
        private final Metric metric;
        private long written;

        Watch(PrintWriter err, Progress line, Metric metric) {
            this.metric = metric;
            this.err = err;
            this.line = line;
        }

        @Override
        public void step(Standing p) {
            line.show(
                    p.step(),
                    String.format(
                            Locale.ROOT,
                            "%s, loss %.3g, %s (best %s), %.1f steps/s, %s left",
                            p.stage(),
                            p.loss(),
                            scored(metric, p.validation()),
                            scored(metric, p.best()),
                            p.stepsPerSecond(),
                            duration(p.secondsLeft())));
        }

        @Override
        public void validated(TrainingLog rows) {
            long now = System.nanoTime();
            if (log != null && (written == 0 || now - written > LOG_PERIOD_NANOS)) {
                rows.write(log);
                written = now;
            }
        }

        @Override
        public void warning(String text) {
            err.println(text);
            err.flush();
        }
    }
}
