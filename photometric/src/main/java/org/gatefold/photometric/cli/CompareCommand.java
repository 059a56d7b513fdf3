package org.gatefold.photometric.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.gatefold.photometric.benchmark.Benchmark;
import org.gatefold.photometric.benchmark.PhotographedSubject;
import org.gatefold.photometric.benchmark.RenderedSubject;
import org.gatefold.photometric.benchmark.Subject;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.Lists;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.TableOutput;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.Panel;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code photometric compare}: a table of methods over numbers of lights and how low these stand. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares methods on renders under random lights, or on random subsets of a folder of images with true",
            "normals, all methods on the same draws: mean angular error over the draws with its 95 %% interval, best and",
            "worst draw, median and 95 %% quantile over the pixels, time for all pixels. Every table holds the strongest",
            "classical methods, those that leave shadows out, and for renders an oracle: least squares on the intensities",
            "that are in neither shadow nor highlight."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  photometric compare --scene bunny.obj.gz --lights 10,20,40 --elevation 0.1 --draws 8 --plot bunny.png",
            "  photometric compare --scene bust --methods sbl,l1,rpca --albedo marble --full-well 20000 --bits 12",
            "  photometric compare --scene diligent/cat --lights 10,20,40,96 --methods sbl,ls --json -",
            "",
            "A folder holds images, light_directions.txt or lights.txt, light_intensities.txt or intensities.txt if",
            "intensities differ, mask.png and normal_gt.npy, Normal_gt.mat or normals.npy: DiLiGenT's, or one of simulate."
        })
final class CompareCommand implements Callable<Integer> {
    private static final int MOST_DRAWS = 10_000;

    /** Panels of the picture side by side. */
    private static final int ACROSS = 3;

    private static final String MEAN = "mean_error_deg";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--scene",
            defaultValue = "bust",
            paramLabel = "SURFACE|DIR",
            description = "bust, sphere, a mesh: .obj or .ply, also .gz, or a folder of images (${DEFAULT-VALUE}).")
    private String surface = "bust";

    @Option(
            names = "--lights",
            defaultValue = "10,20,40",
            paramLabel = "LIST",
            description = "Numbers of lights (${DEFAULT-VALUE}).")
    private String lights = "";

    @Option(
            names = "--elevation",
            split = ",",
            defaultValue = "0.1",
            paramLabel = "Z",
            description = "Least z of a light's direction, one or several (${DEFAULT-VALUE}).")
    private List<Double> elevations = List.of();

    @Option(
            names = "--methods",
            defaultValue = "all",
            paramLabel = "LIST",
            description = "Methods as NAME[:option=value,...], separated by commas, or all: ls, masked-ls, trimmed-ls,"
                    + " l1, sbl, masked-sbl, rpca, gated-sbl, masked-gated-sbl (${DEFAULT-VALUE}); or support-net:weights=FILE"
                    + " of all lights of a folder.")
    private String methods = "all";

    @Option(names = "--draws", defaultValue = "8", description = "Random sets of lights a row (${DEFAULT-VALUE}).")
    private int draws = 8;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of lights, texture and noise (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private final SceneOptions options = new SceneOptions();

    @Mixin
    private final TableOutput output = new TableOutput();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        List<Integer> counts = counts();
        if (draws < 1 || draws > MOST_DRAWS) {
            throw new InputException("--draws: expected a number from 1 to " + MOST_DRAWS + ", found " + draws);
        }
        for (double elevation : elevations) {
            if (!(elevation >= 0 && elevation < 1)) {
                throw new InputException("--elevation: expected a least z of lights in [0, 1), found " + elevation);
            }
        }
        output.requireWritable();
        Subject subject = subject();
        Benchmark benchmark = new Benchmark(subject, Benchmark.methods(methods, subject), draws);
        Benchmark.Scores scores;
        try (Progress progress = new Progress(CommandRunner.err(spec), "compare", benchmark.runs(counts, elevations))) {
            scores = benchmark.run(counts, elevations, done -> progress.show(done, name()));
        }
        write(scores);
        return 0;
    }

    private List<Integer> counts() {
        List<Integer> counts = Lists.integers("--lights", lights);
        for (int r : counts) {
            if (r < 3 || r > MOST_DRAWS) {
                throw new InputException("--lights: expected numbers from 3 to " + MOST_DRAWS + ", found " + r);
            }
        }
        return counts;
    }

    private Subject subject() {
        if (Files.isDirectory(Path.of(surface))) {
            return new PhotographedSubject(Path.of(surface), seed);
        }
        return new RenderedSubject(options.scene(surface, seed), options.sensor(), seed);
    }

    private String name() {
        return String.valueOf(Path.of(surface).toAbsolutePath().normalize().getFileName());
    }

    private void write(Benchmark.Scores scores) {
        String title = name() + ": up to " + draws + (draws == 1 ? " draw" : " draws") + " of lights, seed " + seed;
        output.write(
                CommandRunner.out(spec),
                title + System.lineSeparator() + scores.rows().text(),
                scores.rows(),
                () -> head(scores),
                () -> picture(scores.rows()));
    }

    private ObjectNode head(Benchmark.Scores scores) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("scene", name());
        if (!Files.isDirectory(Path.of(surface))) {
            options.describe(root);
        }
        root.put("seed", seed);
        root.set("draws", scores.draws().json());
        return root;
    }

    /** Error over the number of lights, a panel an elevation, or over the elevation for one number of lights. */
    private Figure picture(ScoreTable table) {
        List<Object> numbers = distinct(table, "lights");
        boolean overLights = numbers.size() > 1 || elevations.size() == 1;
        Axis y = Axis.of("mean angular error", "°")
                .range(least(table) / 1.2, 1.2 * greatest(table))
                .log();
        List<Panel> panels = new ArrayList<>();
        for (Object fixed : overLights ? distinct(table, "elevation") : numbers) {
            String title = overLights ? "lights with z ≥ " + fixed : fixed + " lights";
            XyPlot panel =
                    XyPlot.of(title, overLights ? Axis.of("lights", "") : Axis.of("least z of the lights", ""), y);
            for (Object method : distinct(table, "method")) {
                panel = panel.with(series(table, method, fixed, overLights));
            }
            panels.add(panel);
        }
        Figure figure = Figure.titled(name()).width(400.0 * Math.min(ACROSS, panels.size()) + 140);
        for (int from = 0; from < panels.size(); from += ACROSS) {
            int to = Math.min(panels.size(), from + ACROSS);
            figure = figure.row(400, panels.subList(from, to).toArray(Panel[]::new));
        }
        return figure;
    }

    /** The smallest end of an interval, not below a thousandth of a degree. */
    private static double least(ScoreTable table) {
        return IntStream.range(0, table.rows())
                .mapToDouble(r -> interval(table, r, "mean_low_deg"))
                .map(v -> Math.max(1e-3, v))
                .min()
                .orElse(1e-3);
    }

    private static double greatest(ScoreTable table) {
        return IntStream.range(0, table.rows())
                .mapToDouble(r -> interval(table, r, "mean_high_deg"))
                .max()
                .orElse(90);
    }

    /** The end of an interval, or the mean where there is none. */
    private static double interval(ScoreTable table, int row, String key) {
        double end = number(table, row, key);
        return end > 0 ? end : number(table, row, MEAN);
    }

    private static List<Object> distinct(ScoreTable table, String key) {
        List<Object> values = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            Object value = table.cell(r, key);
            if (value != null && !values.contains(value)) {
                values.add(value);
            }
        }
        return values;
    }

    private static Series series(ScoreTable table, Object method, Object fixed, boolean overLights) {
        List<double[]> points = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            if (method.equals(table.cell(r, "method"))
                    && fixed.equals(table.cell(r, overLights ? "elevation" : "lights"))) {
                points.add(new double[] {
                    number(table, r, overLights ? "lights" : "elevation"),
                    number(table, r, MEAN),
                    interval(table, r, "mean_low_deg"),
                    interval(table, r, "mean_high_deg")
                });
            }
        }
        double[][] columns = new double[4][points.size()];
        for (int i = 0; i < points.size(); i++) {
            for (int c = 0; c < 4; c++) {
                columns[c][i] = points.get(i)[c];
            }
        }
        Series curve = Series.curve(method.toString(), columns[0], columns[1]).bars(columns[2], columns[3]);
        return method.equals(Benchmark.ORACLE) ? curve.reference() : curve;
    }

    private static double number(ScoreTable table, int row, String key) {
        return table.cell(row, key) instanceof Number value ? value.doubleValue() : Double.NaN;
    }
}
