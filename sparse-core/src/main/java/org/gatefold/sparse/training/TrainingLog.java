package org.gatefold.sparse.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;

/** What a training did, one row for each validation. */
public final class TrainingLog {
    private static final String HEADING = "step,samples,seconds,stage,rate,loss,validation_";

    private final String metric;
    private final List<Row> rows = new ArrayList<>();

    /**
     * The state at a validation.
     *
     * @param step taken so far
     * @param samples drawn for training so far
     * @param seconds of training so far
     * @param stage its name
     * @param rate learning rate of the last step, before the factors of single parameters
     * @param loss mean since the row before; NaN before the first step
     * @param validation score
     */
    public record Row(
            long step, long samples, double seconds, String stage, double rate, double loss, double validation) {}

    TrainingLog(String metric) {
        this.metric = metric;
    }

    /** In the order of the training. */
    public List<Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    void add(Row row) {
        rows.add(row);
    }

    /** The rows as CSV, with a heading; numbers that are not known are empty. */
    public String csv() {
        StringBuilder text = new StringBuilder(HEADING).append(metric).append('\n');
        for (Row r : rows) {
            text.append(r.step).append(',').append(r.samples).append(',');
            text.append(String.format(Locale.ROOT, "%.1f", r.seconds))
                    .append(',')
                    .append(r.stage);
            text.append(',').append(cell(r.rate)).append(',').append(cell(r.loss));
            text.append(',').append(cell(r.validation)).append('\n');
        }
        return text.toString();
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** The log that {@link #write} wrote. @throws InputException if the file is none or cannot be read */
    public static TrainingLog read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new InputException(file + ": expected a log of training, found none that can be read", e);
        }
        String heading = text.lines().findFirst().orElse("");
        return parse(file.toString(), heading.substring(Math.min(HEADING.length(), heading.length())), text);
    }

    /** Key of the score by which the weights were chosen. */
    public String metric() {
        return metric;
    }

    /** The log whose {@link #csv} is {@code text}. @throws InputException if it is none */
    static TrainingLog parse(String label, String metric, String text) {
        TrainingLog log = new TrainingLog(metric);
        List<String> lines = text.lines().toList();
        try {
            if (lines.isEmpty() || !lines.get(0).equals(HEADING + metric)) {
                throw new NumberFormatException();
            }
            for (String line : lines.subList(1, lines.size())) {
                String[] c = line.split(",", -1);
                if (c.length != 7) {
                    throw new NumberFormatException();
                }
                log.add(new Row(
                        Long.parseLong(c[0]),
                        Long.parseLong(c[1]),
                        Double.parseDouble(c[2]),
                        c[3],
                        number(c[4]),
                        number(c[5]),
                        number(c[6])));
            }
            return log;
        } catch (NumberFormatException e) {
            throw new InputException(label + ": expected a log of steps, found something else", e);
        }
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    /** Writes {@link #csv}. */
    public void write(Path file) {
        ResultFile.write(file, csv());
    }

    /** Validation and loss over the steps, with a line where a stage begins. */
    public Figure figure(String title, String unit) {
        double[] steps = rows.stream().mapToDouble(Row::step).toArray();
        double[] scores = rows.stream().mapToDouble(Row::validation).toArray();
        double[] losses =
                rows.stream().mapToDouble(r -> r.loss > 0 ? r.loss : Double.NaN).toArray();
        Axis time = Axis.of("step", "");
        XyPlot validation =
                XyPlot.of("", time, Axis.of("validation " + metric, unit)).with(Series.line("", steps, scores));
        XyPlot loss = XyPlot.of("", time, Axis.of("loss", "").log()).with(Series.line("", steps, losses));
        for (int i = 1; i < rows.size(); i++) {
            if (!rows.get(i).stage.equals(rows.get(i - 1).stage)) {
                validation = validation.rule(steps[i], "");
                loss = loss.rule(steps[i], "");
            }
        }
        return Figure.titled(title).row(320, validation).row(260, loss);
    }
}
