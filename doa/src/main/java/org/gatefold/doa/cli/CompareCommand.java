package org.gatefold.doa.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatefold.doa.array.AngleConvention;
import org.gatefold.doa.method.DoaMethod;
import org.gatefold.doa.method.DoaMethods;
import org.gatefold.doa.method.SourceCount;
import org.gatefold.doa.scenario.Comparison;
import org.gatefold.doa.scenario.Scenario;
import org.gatefold.doa.scenario.TrialSource;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.TableOutput;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.evaluation.ScoreTable;
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

/** The command {@code doa compare}: a table of methods on simulated trials, all methods on the same ones. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compares methods on simulated trials, all on the same ones: Chamfer distance with its 95 %% interval,",
            "root mean square error and share of resolved trials, the Cramér–Rao bound, time per trial.",
            "Resolved: every estimate, in order, is within half the distance of the two nearest truths of its own;",
            "RMSE is over resolved trials, 'RMSE all' over all."
        },
        footer = {
            "",
            "Examples:",
            "  doa compare --scenario paper --snr 5,10,15,20,30,40 --methods beamscan,omp,sbl --trials 200 --seed 1",
            "  doa compare --scenario two-sources --snr -10,0,10 --methods root-music,esprit,sbl --snapshots 100",
            "  doa compare --scenario separation --snr 10 --methods music,sbl:step=0.5 --plot resolution.png",
            "  doa compare --snr 5,20,40 --noise known --trials 2000 --methods \\",
            "    sbl:decode=mbr,refine=false,sbl:update=em,decode=top,refine=false,gated-sbl:decode=mbr,refine=false",
            "  doa compare --truths 2 --off-grid --within 60 --snr 10,20 --methods sbl,gated-sbl",
            "  doa compare --scenario coherent --snr 10 --methods music:smoothing=none,music:smoothing=7,sbl"
        })
public final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--scenario",
            defaultValue = "paper",
            description = "paper, two-sources, coherent, unequal-powers or separation (default: ${DEFAULT-VALUE})")
    private String scenario = "paper";

    @Option(
            names = "--snr",
            split = ",",
            defaultValue = "5,10,15,20,30,40",
            paramLabel = "DB",
            description = "signal-to-noise ratios in dB (default: ${DEFAULT-VALUE}); of the paper's scenario"
                    + " ‖Ax‖²/E‖n‖² of a trial, of the others that of one source at one element")
    private List<Double> snrDb = List.of();

    @Option(
            names = "--methods",
            defaultValue = "beamscan,omp,sbl",
            paramLabel = "LIST",
            description = "methods as NAME[:option=value,...], separated by commas, or all (default: ${DEFAULT-VALUE})")
    private String methods = "";

    @Option(names = "--trials", defaultValue = "100", description = "trials a row (default: ${DEFAULT-VALUE})")
    private int trials;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the trials (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--snapshots", paramLabel = "L", description = "snapshots a trial (default: 1 for paper, else 100)")
    private @Nullable Integer snapshots;

    @Option(
            names = "--separation",
            split = ",",
            paramLabel = "DEGREES",
            description = "distances of two sources (default: 10, for separation 2,4,6,8,10,14,20)")
    private @Nullable List<Double> separations;

    @Option(
            names = "--sources",
            paramLabel = "K",
            description = "number of sources the methods are told, auto, mdl or aic (default: the true one)")
    private @Nullable String sources;

    @Option(
            names = "--noise",
            defaultValue = "estimated",
            description = "estimated, or known: methods are told the noise variance (default: ${DEFAULT-VALUE})")
    private String noise = "estimated";

    @Option(
            names = "--against",
            paramLabel = "METHOD",
            description =
                    "the method, as written in --methods, from which the differences Δ of the Chamfer distances on"
                            + " the same trials are taken, with their 95 %% interval (default: the first)")
    private @Nullable String against;

    @Mixin
    private final RandomSourcesOptions random = new RandomSourcesOptions();

    @Mixin
    private final TableOutput output = new TableOutput();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        Scenario chosen = Scenario.parse(scenario);
        output.requireWritable();
        threads.apply();
        List<DoaMethod> contestants = DoaMethods.parseList(methods);
        int l = snapshots == null ? chosen.usualSnapshots() : positive("--snapshots", snapshots);
        TrialSource source = random.apply(chosen);
        SourceCount count = sources == null ? SourceCount.of(random.sources(chosen)) : SourceCount.parse(sources);
        List<Double> distances = distances(chosen);
        for (double snr : snrDb) {
            if (!(Math.abs(snr) <= 200)) {
                throw new InputException("--snr: expected ratios from -200 to 200 dB, found " + snr);
            }
        }
        Comparison comparison = new Comparison(
                source,
                contestants,
                count,
                l,
                positive("--trials", trials),
                seed,
                noiseKnown(),
                reference(contestants));
        ScoreTable table = Comparison.table();
        int total = snrDb.size() * distances.size() * trials * contestants.size();
        try (Progress progress = new Progress(spec.commandLine().getErr(), "compare", total)) {
            AtomicInteger done = new AtomicInteger();
            for (double snr : snrDb) {
                for (double distance : distances) {
                    comparison.addRows(table, snr, distance, () -> progress.show(done.incrementAndGet(), ""));
                }
            }
        }
        write(chosen, l, table, distances);
        return 0;
    }

    private List<Double> distances(Scenario chosen) {
        if (separations == null) {
            return chosen.usualSeparations();
        }
        for (double distance : separations) {
            if (chosen == Scenario.PAPER || !(distance > 0 && distance <= 120)) {
                throw new InputException(
                        "--separation: expected distances above 0 and up to 120 degrees of two sources, found "
                                + distance + " for scenario " + chosen.label());
            }
        }
        return separations;
    }

    private boolean noiseKnown() {
        if (!noise.equals("known") && !noise.equals("estimated")) {
            throw new InputException("--noise: expected known or estimated, found '" + noise + "'");
        }
        return noise.equals("known");
    }

    private int reference(List<DoaMethod> contestants) {
        List<String> names = contestants.stream().map(DoaMethod::name).toList();
        if (against != null && !names.contains(against)) {
            throw new InputException(
                    "--against: expected one of " + String.join(" ", names) + ", found '" + against + "'");
        }
        return against == null ? 0 : names.indexOf(against);
    }

    private static int positive(String option, int value) {
        if (value < 1 || value > 1_000_000) {
            throw new InputException(option + ": expected a number from 1 to 1000000, found " + value);
        }
        return value;
    }

    private void write(Scenario chosen, int l, ScoreTable table, List<Double> distances) {
        String title = chosen.label() + random.words() + ": " + trials + " trials, " + l
                + (l == 1 ? " snapshot" : " snapshots")
                + ", noise variance " + noise + ", seed "
                + seed + "; angles in " + AngleConvention.BROADSIDE.meaning() + System.lineSeparator();
        output.write(
                spec.commandLine().getOut(),
                title + table.text(),
                table,
                () -> JsonNodeFactory.instance
                        .objectNode()
                        .put("scenario", chosen.label())
                        .put("trials", trials)
                        .put("snapshots", l)
                        .put("seed", seed)
                        .put("sources", sources == null ? Integer.toString(random.sources(chosen)) : sources)
                        .put("variant", random.words())
                        .put("noise", noise)
                        .put("convention", AngleConvention.BROADSIDE.meaning()),
                () -> picture(chosen, table, distances));
    }

    /** Errors over the ratio, or over the distance if there are several. */
    private static Figure picture(Scenario chosen, ScoreTable table, List<Double> distances) {
        boolean overDistance = distances.size() > 1;
        String key = overDistance ? "separation_deg" : "snr_db";
        Axis x = overDistance ? Axis.of("separation of the sources", "°") : Axis.of("signal-to-noise ratio", "dB");
        List<String> names = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            String name = String.valueOf(table.cell(r, "method"));
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        boolean paper = chosen == Scenario.PAPER;
        XyPlot errors = XyPlot.of(
                "",
                x,
                paper
                        ? Axis.of("Chamfer distance", "°")
                        : Axis.of("RMSE of resolved trials", "°").log());
        XyPlot shares = XyPlot.of("", x, Axis.of("share of resolved trials", "").range(0, 1));
        for (String name : names) {
            errors = errors.with(series(table, name, name, key, paper ? "chamfer_deg" : "rmse_deg"));
            shares = shares.with(series(table, name, name, key, "resolved"));
        }
        if (!paper) {
            errors = errors.with(
                    series(table, names.get(0), "√CRB", key, "sqrt_crb_deg").reference());
        }
        return Figure.titled("Scenario " + chosen.label()).row(320, errors, shares);
    }

    private static Series series(ScoreTable table, String method, String name, String xKey, String yKey) {
        List<double[]> points = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            if (method.equals(table.cell(r, "method"))
                    && table.cell(r, xKey) instanceof Double x
                    && table.cell(r, yKey) instanceof Double y
                    && Double.isFinite(y)) {
                points.add(new double[] {x, y});
            }
        }
        return Series.line(
                name,
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray());
    }
}
