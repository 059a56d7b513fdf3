package org.gatefold.sparse.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;
import org.gatefold.sparse.training.TrainingLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The learning curves of several trainings in one picture. */
@Command(
        name = "curves",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draw the learning curves of several trainings in one picture, from what 'train --log' wrote: the score on"
                    + " the validation set, and the loss where it is positive."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatefold curves alista.csv na.csv --plot curves.png",
            "  gatefold curves runs/*.csv --over minutes --plot curves.png"
        })
final class CurvesCommand implements Callable<Integer> {
    private static final double SECONDS_PER_MINUTE = 60;

    @Parameters(arity = "1..*", paramLabel = "LOG.csv", description = "Logs of 'train --log' with the same score.")
    private List<Path> files = List.of();

    @Option(
            names = "--over",
            defaultValue = "samples",
            description = "samples, steps or minutes of training (${DEFAULT-VALUE}).")
    private String over = "";

    @Option(names = "--plot", required = true, paramLabel = "FILE.png", description = "The picture.")
    private Path plot = Path.of("");

    @Override
    public Integer call() {
        ToDoubleFunction<TrainingLog.Row> position =
                switch (over) {
                    case "samples" -> TrainingLog.Row::samples;
                    case "steps" -> TrainingLog.Row::step;
                    case "minutes" -> row -> row.seconds() / SECONDS_PER_MINUTE;
                    default ->
                        throw new InputException("--over: expected samples, steps or minutes, found '" + over + "'");
                };
        List<TrainingLog> logs = files.stream().map(TrainingLog::read).toList();
        String metric = logs.get(0).metric();
        Axis x = Axis.of(over + " of training", "");
        XyPlot validation = XyPlot.of("", x, Axis.of("validation " + metric, ""));
        XyPlot loss = XyPlot.of("", x, Axis.of("loss", "").log());
        for (int i = 0; i < logs.size(); i++) {
            TrainingLog log = logs.get(i);
            if (!log.metric().equals(metric)) {
                throw new InputException(
                        files.get(i) + ": expected the score of the first log, " + metric + ", found " + log.metric());
            }
            String name = name(files.get(i));
            validation = validation.with(curve(name, log, position, TrainingLog.Row::validation));
            loss = loss.with(curve(name, log, position, row -> row.loss() > 0 ? row.loss() : Double.NaN));
        }
        Figure.titled("Learning curves").row(420, validation, loss).write(plot);
        return 0;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceAll("\\.csv$", "");
    }

    private static Series curve(
            String name, TrainingLog log, ToDoubleFunction<TrainingLog.Row> x, ToDoubleFunction<TrainingLog.Row> y) {
        return Series.line(
                name,
                log.rows().stream().mapToDouble(x).toArray(),
                log.rows().stream().mapToDouble(y).toArray());
    }
}
