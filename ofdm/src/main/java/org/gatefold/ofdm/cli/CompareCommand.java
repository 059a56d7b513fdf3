package org.gatefold.ofdm.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.gatefold.ofdm.benchmark.Benchmark;
import org.gatefold.ofdm.benchmark.PilotProfile;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code ofdm compare}: a table of channel estimators on simulated channels, all on the same ones. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compares channel estimators on simulated sparse channels of 256 taps seen at random pilots of a 10 MHz",
            "downlink, all on the same ones: normalised mean square error of the response with its 95 %% interval,",
            "share of channels with more than ten times the mean error of the genie (least squares on the true taps),",
            "worst error, time a channel. The error of ls counts on the used subcarriers only, of the others on all."
        },
        footer = {
            "",
            "Profiles (Behrens, Sauder and Jung, ICLR 2021):",
            "  paper-text     as the paper says: 8 taps, decay exp(-3.5 i/256), distinct pilots, 10 dB a pilot",
            "  released-code  as its code draws: 8 taps on average, decay exp(-5 i/256), pilots drawn with",
            "                 replacement, 20.2 dB a pilot with 100 of them, 21.5 dB with 75",
            "",
            "Examples:",
            "  ofdm compare --profile released-code --pilots 100 --methods all --channels 4096 --seed 1",
            "  ofdm compare --profile paper-text --pilots 75 --methods genie,lmmse:profile=exponential,decay=73,bmp",
            "  ofdm compare --methods sbl:iterations=10,sbl:iterations=50,bmp:prior=flat,noise=learn --json -"
        })
public final class CompareCommand implements Callable<Integer> {
    private static final int MOST_CHANNELS = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--profile",
            defaultValue = "released-code",
            description = "paper-text or released-code (default: ${DEFAULT-VALUE})")
    private String profile = "";

    @Option(
            names = "--pilots",
            defaultValue = "100",
            paramLabel = "M",
            description = "pilots drawn from the 600 used subcarriers (default: ${DEFAULT-VALUE})")
    private int pilots;

    @Option(
            names = "--methods",
            defaultValue = "all",
            paramLabel = "LIST",
            description = "methods as NAME[:option=value,...], separated by commas, or all: genie, ls, dft, lmmse,"
                    + " omp, fista, sbl, bmp, learned (default: ${DEFAULT-VALUE})")
    private String methods = "";

    @Option(
            names = "--channels",
            defaultValue = "512",
            paramLabel = "N",
            description = "channels, 64 of which share their pilots (default: ${DEFAULT-VALUE})")
    private int channels;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the channels (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "write the rows as JSON, - for standard output")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "write the rows with their intervals as CSV")
    private @Nullable Path csv;

    @Option(names = "--plot", paramLabel = "FILE.png", description = "draw the errors with their intervals")
    private @Nullable Path plot;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        PilotProfile chosen = PilotProfile.parse(profile);
        require("--pilots", pilots, PilotProfile.USED);
        require("--channels", channels, MOST_CHANNELS);
        threads.apply();
        Benchmark benchmark = new Benchmark(chosen, pilots, channels, seed);
        ScoreTable table;
        try (Progress progress = new Progress(spec.commandLine().getErr(), "compare", channels)) {
            table = benchmark.run(methods, done -> progress.show(done, done + " channels"));
        }
        write(chosen, table);
        return 0;
    }

    private static void require(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new InputException(option + ": expected a number from 1 to " + most + ", found " + value);
        }
    }

    private void write(PilotProfile chosen, ScoreTable table) {
        if (csv != null) {
            ResultFile.write(csv, table.csv());
        }
        if (plot != null) {
            picture(chosen, table).write(plot);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json != null && json.toString().equals("-")) {
            out.println(json(chosen, table));
        } else {
            if (json != null) {
                ResultFile.write(json, json(chosen, table) + "\n");
            }
            out.println(title(chosen));
            out.print(table.text());
        }
        out.flush();
    }

    private String title(PilotProfile chosen) {
        return chosen.label() + ": " + pilots + " pilots, " + channels + (channels == 1 ? " channel" : " channels")
                + ", seed " + seed;
    }

    private String json(PilotProfile chosen, ScoreTable table) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("profile", chosen.label());
        root.put("pilots", pilots);
        root.put("channels", channels);
        root.set("rows", table.json());
        root.withArray("rows").forEach(row -> ((ObjectNode) row).remove(Benchmark.INTERVAL));
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One point a method: its error over its time, which spans orders of magnitude. */
    private Figure picture(PilotProfile chosen, ScoreTable table) {
        XyPlot errors =
                XyPlot.of("", Axis.of("time a channel", "ms").log(), Axis.of("normalised mean square error", "dB"));
        XyPlot failures = XyPlot.of(
                "",
                Axis.of("time a channel", "ms").log(),
                Axis.of("failed channels", "").range(0, 1));
        for (int r : IntStream.range(0, table.rows()).toArray()) {
            String name = String.valueOf(table.cell(r, "method"));
            double[] ms = {number(table, r, "ms_per_channel")};
            errors = errors.with(Series.points(name, ms, new double[] {number(table, r, "nmse_db")})
                    .bars(
                            new double[] {number(table, r, Benchmark.INTERVAL.get(0))},
                            new double[] {number(table, r, Benchmark.INTERVAL.get(1))}));
            failures = failures.with(Series.points(name, ms, new double[] {number(table, r, "failed_share")}));
        }
        return Figure.titled(title(chosen)).row(320, errors, failures);
    }

    private static double number(ScoreTable table, int row, String key) {
        return table.cell(row, key) instanceof Double value ? value : Double.NaN;
    }
}
