package org.gatefold.sparse.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.dictionary.Coherence;
import org.gatefold.sparse.evaluation.Contestant;
import org.gatefold.sparse.evaluation.Evaluation;
import org.gatefold.sparse.evaluation.Interval;
import org.gatefold.sparse.evaluation.Nmse;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.gatefold.sparse.evaluation.SupportAccuracy;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmark: methods on random problems with one dictionary, over sparsity and noise. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compare methods on random problems y = PHI x + n with one dictionary.",
            "",
            "All methods get the same problems and the same knowledge: true sparsity, variance of the amplitudes and"
                    + " (unless --noise unknown) of the noise. The row 'oracle' is least squares on the true support."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatefold compare --problem correlated --sparsity 3:10 --methods omp,rwl1,ista --trials 500",
            "  gatefold compare --problem gaussian:250x1000 --sparsity 50 --snr 40,20"
                    + " --methods fista,ista:iterations=16 --trials 1000",
            "  gatefold compare --problem PHI.npy --sparsity 50 --snr 40 --methods bg-amp,model.npz",
            "  gatefold compare --problem PHI.npy --sparsity 5 --snr 0,10,20,30 --methods omp,l1 --plot snr.png"
        })
final class CompareCommand implements Callable<Integer> {
    private static final int CHUNK = 500;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--problem",
            required = true,
            paramLabel = "NAME|FILE",
            description = "correlated[:MxN][:decay=P] (20x100, decay 2), gaussian[:MxN] (250x1000), both drawn from the"
                    + " seed, or a dictionary in a .npy, .npz or .mat file.")
    private String problem = "";

    @Mixin
    private final PriorOptions prior = new PriorOptions();

    @Option(
            names = "--methods",
            required = true,
            paramLabel = "LIST",
            description = "NAME[:option=value,...] of 'gatefold solvers' or MODEL.npz of 'gatefold train', separated by"
                    + " commas.")
    private String methods = "";

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Problems for each sparsity and SNR (${DEFAULT-VALUE}).")
    private int trials;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the scores as JSON, - for stdout.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the scores as CSV.")
    private @Nullable Path csv;

    @Option(names = "--plot", paramLabel = "FILE.png", description = "Draw the scores over sparsity or SNR.")
    private @Nullable Path plot;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        List<MethodSpec> specs = MethodSpec.parseList(methods);
        if (trials < 1) {
            throw new InputException("--trials: expected a whole number of at least 1, found " + trials);
        }
        ResultTarget.requireWritable("--json", json);
        ResultTarget.requireWritable("--csv", csv);
        ResultTarget.requireWritable("--plot", plot);
        BenchmarkProblem benchmark = BenchmarkProblem.parse("--problem", problem, seed);
        ScoreTable table = new ScoreTable(columns());
        List<Case> cases = new ArrayList<>();
        for (SyntheticProblems source : prior.cases(benchmark)) {
            cases.add(new Case(source, contestants(specs, source)));
        }
        try (Progress progress = new Progress(CommandRunner.err(spec), "compare", (long) cases.size() * trials)) {
            long done = 0;
            for (Case one : cases) {
                run(one, table, done, progress);
                done += trials;
            }
        }
        report(benchmark, cases.get(0).source, table);
        return 0;
    }

    private record Case(SyntheticProblems source, List<Contestant> contestants) {}

    private List<Contestant> contestants(List<MethodSpec> specs, SyntheticProblems source) {
        boolean complex = source.operator().complex();
        MethodContext context = new MethodContext(
                source.operator().range(),
                source.operator().domain(),
                source.sparsity(),
                source.amplitudes().variance(complex),
                source.noiseKnown());
        List<Contestant> contestants = new ArrayList<>();
        for (MethodSpec method : specs) {
            SparseSolver solver = SolverCatalogue.solver(method, context);
            contestants.add(new Contestant(
                    method.toString(), labelled -> SolverCatalogue.run(method, solver, labelled.problem())));
        }
        contestants.add(Contestant.oracle());
        return contestants;
    }

    private void run(Case one, ScoreTable table, long done, Progress progress) {
        SyntheticProblems source = one.source;
        // The same seed for all noise levels, so that they share their sparse vectors.
        long caseSeed = seed ^ (0x9E3779B97F4A7C15L * source.sparsity());
        Evaluation evaluation = new Evaluation(
                source,
                trials,
                CHUNK,
                caseSeed,
                List.of(SupportAccuracy.STRICT, SupportAccuracy.LOOSE, Nmse.RATIO_OF_SUMS, Nmse.MEAN_OF_DB));
        String what = String.format(Locale.ROOT, "(sparsity %d, SNR %s dB)", source.sparsity(), source.snrDb());
        List<Evaluation.Result> results = evaluation.run(one.contestants, n -> progress.show(done + n, what));
        for (Evaluation.Result r : results) {
            Interval strict = r.score(SupportAccuracy.STRICT);
            Interval loose = r.score(SupportAccuracy.LOOSE);
            Interval nmse = r.score(Nmse.RATIO_OF_SUMS);
            table.add(
                    r.name(),
                    source.sparsity(),
                    source.snrDb(),
                    strict.value(),
                    loose.value(),
                    nmse.value(),
                    r.millisecondsPerProblem(),
                    strict.low(),
                    strict.high(),
                    loose.low(),
                    loose.high(),
                    nmse.low(),
                    nmse.high(),
                    r.score(Nmse.MEAN_OF_DB).value());
        }
    }

    private static List<Column> columns() {
        return List.of(
                new Column("method", "method", "", 0),
                new Column("sparsity", "sparsity", "", 0),
                new Column("snr_db", "SNR", "dB", 1),
                new Column("strict", "strict", "", 4),
                new Column("loose", "loose", "", 4),
                new Column("nmse_db", "NMSE", "dB", 2),
                new Column("ms_per_problem", "time", "ms/problem", 4),
                Column.forFiles("strict_low"),
                Column.forFiles("strict_high"),
                Column.forFiles("loose_low"),
                Column.forFiles("loose_high"),
                Column.forFiles("nmse_db_low"),
                Column.forFiles("nmse_db_high"),
                Column.forFiles("mean_sample_nmse_db"));
    }

    private void report(BenchmarkProblem benchmark, SyntheticProblems any, ScoreTable table) {
        PrintWriter out = CommandRunner.out(spec);
        boolean jsonToStdout = json != null && json.toString().equals("-");
        if (!jsonToStdout) {
            out.print(table.text());
            out.flush();
        }
        if (json != null) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.put("problem", problem).put("trials", trials).put("seed", seed);
            object.put("range", benchmark.dictionary().range());
            object.put("domain", benchmark.dictionary().domain());
            object.put("mutual_coherence", Coherence.mutual(benchmark.dictionary()));
            object.put("support", any.support().name().toLowerCase(Locale.ROOT));
            object.put("amplitudes", any.amplitudes().name().toLowerCase(Locale.ROOT));
            object.put("noise", any.noiseKnown() ? "known" : "unknown");
            object.set("rows", table.json());
            ResultTarget.writeJson(json, object, out);
        }
        if (csv != null) {
            ResultFile.write(csv, table.csv());
        }
        if (plot != null) {
            CompareFigure.of(problem, table).write(plot);
        }
    }
}
