package org.gatefold.ofdm.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatefold.ofdm.benchmark.Benchmark;
import org.gatefold.ofdm.benchmark.PilotDraws;
import org.gatefold.ofdm.benchmark.PilotProfile;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.Curves;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.cli.Sweep;
import org.gatefold.sparse.cli.TableOutput;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.gatefold.sparse.io.InputException;
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
            "worst error, time a channel. The error of ls counts on the used subcarriers only, of the others on all.",
            "With --each K=4,8,16 methods, and --pilots too, may hold {K}."
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
            "  ofdm compare --methods sbl:iterations=10,sbl:iterations=50,bmp:prior=flat,noise=learn --json -",
            "  ofdm compare --each K=4:24:4 --methods na-alista:weights=na-{K}.npz,fista:iterations={K},bmp,genie"
                    + " --plot layers.png",
            "  ofdm compare --each M=50:150:25 --pilots {M} --methods genie,sbl,bmp --plot pilots.png",
            "  ofdm compare --methods genie,sbl,omp --channel-plot channel.png --channel 3"
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
    private String pilots = "";

    @Option(
            names = "--pilot-seed",
            paramLabel = "S",
            description =
                    "seed of pilots that all channels share (default: new pilots for every 64 channels); with 1 there are"
                            + " trained weights of alista, alista-at, aglista and na-alista")
    private @Nullable Long pilotSeed;

    @Option(
            names = "--methods",
            defaultValue = "all",
            paramLabel = "LIST",
            description = "methods as NAME[:option=value,...], separated by commas, or all: genie, ls, dft, lmmse,"
                    + " omp, fista, sbl, bmp, learned (default: ${DEFAULT-VALUE})")
    private String methods = "";

    @Mixin
    private Sweep sweep = new Sweep();

    @Option(
            names = "--channels",
            defaultValue = "512",
            paramLabel = "N",
            description = "channels (default: ${DEFAULT-VALUE})")
    private int channels;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the channels (default: ${DEFAULT-VALUE})")
    private long seed;

    @Mixin
    private final TableOutput output = new TableOutput();

    @Option(
            names = "--channel-plot",
            paramLabel = "FILE.png",
            description = "draw the taps and the response of one channel, its pilots, and what the methods make of it")
    private @Nullable Path channelPlot;

    @Option(
            names = "--channel",
            defaultValue = "0",
            paramLabel = "I",
            description = "the channel of --channel-plot, from 0 (default: ${DEFAULT-VALUE})")
    private int channel;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        PilotProfile chosen = PilotProfile.parse(profile);
        require("--channels", channels, MOST_CHANNELS);
        if (channelPlot != null && (sweep.present() || channel < 0 || channel >= channels)) {
            throw new InputException("--channel-plot: expected a --channel from 0 to " + (channels - 1)
                    + " and no --each, found " + channel + (sweep.present() ? " and --each " + sweep.text() : ""));
        }
        output.requireWritable();
        ResultTarget.requireWritable("--channel-plot", channelPlot);
        threads.apply();
        List<Run> runs = runs(chosen);
        ScoreTable table = new ScoreTable(columns());
        try (Progress progress = new Progress(spec.commandLine().getErr(), "compare", (long) channels * runs.size())) {
            for (int i = 0; i < runs.size(); i++) {
                long before = (long) channels * i;
                Run run = runs.get(i);
                run.addTo(table, run.benchmark.run(run.methods, done -> progress.show(before + done, "")));
            }
        }
        write(chosen, table);
        if (channelPlot != null) {
            runs.get(0).benchmark.figure(methods, channel).write(channelPlot);
        }
        return 0;
    }

    /** What is compared at once. */
    private record Run(Sweep.Part part, Benchmark benchmark, String methods) {
        void addTo(ScoreTable table, ScoreTable rows) {
            for (int r = 0; r < rows.rows(); r++) {
                List<@Nullable Object> cells = rows.row(r);
                if (table.columns().size() > cells.size()) {
                    // Under the name the user gave it, so that the rows of a sweep make a curve.
                    cells.set(0, part.methods().get(r).toString());
                    cells.add(0, part.cell());
                }
                table.add(cells.toArray());
            }
        }
    }

    private List<Run> runs(PilotProfile chosen) {
        String listed = methods.equals("all") ? Benchmark.ALL_METHODS : methods;
        List<Run> runs = new ArrayList<>();
        for (Sweep.Part part : sweep.parts(MethodSpec.parseList(listed), pilots)) {
            int count = pilots(sweep.at(part.value(), pilots));
            String names = part.methods().stream()
                    .map(m -> sweep.at(part.value(), m.toString()))
                    .collect(Collectors.joining(","));
            if (!names.isEmpty()) {
                Benchmark benchmark = new Benchmark(new PilotDraws(chosen, count, pilotSeed), channels, seed);
                benchmark.require(names);
                runs.add(new Run(part, benchmark, names));
            }
        }
        return runs;
    }

    private static int pilots(String text) {
        try {
            int count = Integer.parseInt(text);
            require("--pilots", count, PilotProfile.USED);
            return count;
        } catch (NumberFormatException e) {
            throw new InputException(
                    "--pilots: expected a number from 1 to " + PilotProfile.USED + ", found '" + text + "'", e);
        }
    }

    private List<Column> columns() {
        return Stream.concat(sweep.present() ? Stream.of(sweep.column()) : Stream.of(), Benchmark.COLUMNS.stream())
                .toList();
    }

    private static void require(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new InputException(option + ": expected a number from 1 to " + most + ", found " + value);
        }
    }

    private void write(PilotProfile chosen, ScoreTable table) {
        output.write(
                CommandRunner.out(spec),
                title(chosen) + System.lineSeparator() + table.text(),
                table,
                () -> head(chosen),
                () -> sweep.present() ? curves(chosen, table) : picture(chosen, table));
    }

    private String title(PilotProfile chosen) {
        return chosen.label() + ": " + pilots + " pilots, "
                + (pilotSeed == null ? "" : "those of seed " + pilotSeed + ", ") + channels
                + (channels == 1 ? " channel" : " channels") + ", seed " + seed;
    }

    private ObjectNode head(PilotProfile chosen) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("profile", chosen.label());
        if (sweep.present()) {
            root.put("each", sweep.text());
        }
        if (sweep.in(pilots)) {
            root.put("pilots", pilots);
        } else {
            root.put("pilots", pilots(pilots));
        }
        if (pilotSeed != null) {
            root.put("pilot_seed", pilotSeed);
        }
        return root.put("channels", channels);
    }

    /** Error and failures over the swept quantity. */
    private Figure curves(PilotProfile chosen, ScoreTable table) {
        Curves curves = new Curves(table, sweep.name(), r -> String.valueOf(table.cell(r, "method")));
        Axis x = Axis.of(sweep.name(), "");
        return Figure.titled(title(chosen))
                .row(
                        420,
                        curves.in(
                                XyPlot.of("", x, Axis.of("normalised mean square error", "dB")),
                                "nmse_db",
                                Benchmark.INTERVAL.get(0),
                                Benchmark.INTERVAL.get(1)),
                        curves.in(
                                XyPlot.of("", x, Axis.of("failed channels", "").range(-0.02, 1.02)), "failed_share"));
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
