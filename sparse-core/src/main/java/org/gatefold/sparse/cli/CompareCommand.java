package org.gatefold.sparse.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.gatefold.sparse.LabelledProblem;
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
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.plot.Figure;
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
                    + " (unless --noise unknown) of the noise. The row 'oracle' is least squares on the true support.",
            "",
            "NMSE is 10 log10 of the squared errors of all problems over their squared norms, so that the worst problems"
                    + " rule it; 'per sample' is the mean over the problems of each one's own NMSE in dB, as in the design"
                    + " space of LISTA. CSV and JSON have the 95 %% intervals of both.",
            "",
            "With --each K=4,8,16 a method or problem may hold {K}."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatefold compare --problem correlated --sparsity 3:10 --methods omp,rwl1,ista --trials 500",
            "  gatefold compare --problem gaussian:250x1000 --sparsity 50 --snr 40,20"
                    + " --methods fista,ista:iterations=16 --trials 1000",
            "  gatefold compare --problem PHI.npy --sparsity 50 --snr 40 --methods bg-amp,model.npz",
            "  gatefold compare --problem PHI.npy --sparsity 5 --snr 0,10,20,30 --methods omp,l1 --plot snr.png",
            "  gatefold compare --problem PHI.npy --sparsity 50 --snr 40 --each K=4:16:4"
                    + " --methods na-{K}.npz,alista-{K}.npz,ista:iterations={K},bg-amp --plot layers.png",
            "  gatefold compare --problem phi-{N}.npy --sparsity 50 --snr 40 --each N=500:2500:250"
                    + " --methods na-{N}.npz,bg-amp:iterations=26 --plot columns.png",
            "  gatefold compare --problem correlated --sparsity 7 --methods sbl:iterations=100,gated-sbl --trials 100"
                    + " --trajectory ways.png"
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

    @Mixin
    private final Sweep sweep = new Sweep();

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Problems for each sparsity and SNR (${DEFAULT-VALUE}).")
    private int trials;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private final TableOutput output = new TableOutput();

    @Option(
            names = "--trajectory",
            paramLabel = "FILE.png",
            description = "Draw weights and |x| over the iterations of the first problem of the first row, for every"
                    + " method that tells of them.")
    private @Nullable Path trajectory;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        List<MethodSpec> specs = MethodSpec.parseList(methods);
        if (trials < 1) {
            throw new InputException("--trials: expected a whole number of at least 1, found " + trials);
        }
        output.requireWritable();
        ResultTarget.requireWritable("--trajectory", trajectory);
        List<Case> cases = new ArrayList<>();
        Map<String, BenchmarkProblem> benchmarks = new HashMap<>();
        for (Sweep.Part part : sweep.parts(specs, problem)) {
            BenchmarkProblem benchmark = benchmarks.computeIfAbsent(
                    sweep.at(part.value(), problem), p -> BenchmarkProblem.parse("--problem", p, seed));
            for (SyntheticProblems source : prior.cases(benchmark)) {
                cases.add(new Case(part, source, contestants(part, source)));
            }
        }
        ScoreTable table = new ScoreTable(columns());
        try (Progress progress = new Progress(CommandRunner.err(spec), "compare", (long) cases.size() * trials)) {
            long done = 0;
            for (Case one : cases) {
                run(one, table, done, progress);
                done += trials;
            }
        }
        report(cases, table);
        if (trajectory != null) {
            ways(cases.get(0)).write(trajectory);
        }
        return 0;
    }

    private Figure ways(Case first) {
        SyntheticProblems source = first.source;
        List<LabelledProblem> drawn = new ArrayList<>();
        evaluation(source, Math.min(trials, CHUNK), seed).draw((done, problems) -> drawn.add(problems.slice(0, 1)));
        LabelledProblem one = drawn.get(0);
        Map<String, Trajectory> ways = new LinkedHashMap<>();
        MethodContext context = context(source);
        for (MethodSpec written : first.part.methods()) {
            Trajectory way = new Trajectory(source.operator().domain());
            SolverCatalogue.solver(sweep.at(first.part.value(), written), context)
                    .solve(one.problem(), way);
            if (way.told()) {
                ways.put(written.toString(), way);
            }
        }
        if (ways.isEmpty()) {
            throw new InputException("--trajectory: expected a method that tells of its iterations, found " + methods);
        }
        double[] truth = IntStream.range(0, source.operator().domain())
                .mapToDouble(i -> Math.sqrt(one.truth().energy(0, i)))
                .toArray();
        return Trajectory.sideBySide(ways, truth);
    }

    private record Case(Sweep.Part part, SyntheticProblems source, List<Contestant> contestants) {}

    private List<Contestant> contestants(Sweep.Part part, SyntheticProblems source) {
        MethodContext context = context(source);
        List<Contestant> contestants = new ArrayList<>();
        for (MethodSpec written : part.methods()) {
            MethodSpec method = sweep.at(part.value(), written);
            SparseSolver solver = SolverCatalogue.solver(method, context);
            contestants.add(new Contestant(
                    written.toString(), labelled -> SolverCatalogue.run(method, solver, labelled.problem())));
        }
        if (part.value() == null || sweep.in(problem)) {
            contestants.add(Contestant.oracle());
        }
        return contestants;
    }

    private static MethodContext context(SyntheticProblems source) {
        return new MethodContext(
                source.operator().range(),
                source.operator().domain(),
                source.sparsity(),
                source.amplitudes().variance(source.operator().complex()),
                source.noiseKnown());
    }

    private void run(Case one, ScoreTable table, long done, Progress progress) {
        SyntheticProblems source = one.source;
        Evaluation evaluation = evaluation(source, trials, seed);
        String what = String.format(Locale.ROOT, "(sparsity %d, SNR %s dB)", source.sparsity(), source.snrDb());
        List<Evaluation.Result> results = evaluation.run(one.contestants, n -> progress.show(done + n, what));
        for (Evaluation.Result r : results) {
            Interval strict = r.score(SupportAccuracy.STRICT);
            Interval loose = r.score(SupportAccuracy.LOOSE);
            Interval nmse = r.score(Nmse.RATIO_OF_SUMS);
            Interval sample = r.score(Nmse.MEAN_OF_DB);
            List<@Nullable Object> cells = new ArrayList<>();
            if (sweep.present()) {
                cells.add(one.part.cell());
            }
            cells.addAll(List.of(r.name(), source.sparsity(), source.snrDb(), strict.value(), loose.value()));
            cells.addAll(List.of(nmse.value(), sample.value(), r.millisecondsPerProblem()));
            for (Interval interval : List.of(strict, loose, nmse, sample)) {
                cells.addAll(List.of(interval.low(), interval.high()));
            }
            table.add(cells.toArray());
        }
    }

    /** The problems of a case and their scores; all noise levels and values of a sweep share their sparse vectors. */
    static Evaluation evaluation(SyntheticProblems source, int trials, long seed) {
        long caseSeed = seed ^ (0x9E3779B97F4A7C15L * source.sparsity());
        return new Evaluation(
                source,
                trials,
                CHUNK,
                caseSeed,
                List.of(SupportAccuracy.STRICT, SupportAccuracy.LOOSE, Nmse.RATIO_OF_SUMS, Nmse.MEAN_OF_DB));
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        if (sweep.present()) {
            columns.add(sweep.column());
        }
        columns.addAll(List.of(
                new Column("method", "method", "", 0),
                new Column("sparsity", "sparsity", "", 0),
                new Column("snr_db", "SNR", "dB", 1),
                new Column("strict", "strict", "", 4),
                new Column("loose", "loose", "", 4),
                new Column("nmse_db", "NMSE", "dB", 2),
                new Column("mean_sample_nmse_db", "per sample", "dB", 2),
                new Column("ms_per_problem", "time", "ms/problem", 4)));
        for (String score : List.of("strict", "loose", "nmse_db", "mean_sample_nmse_db")) {
            columns.add(Column.forFiles(score + "_low"));
            columns.add(Column.forFiles(score + "_high"));
        }
        return columns;
    }

    private void report(List<Case> cases, ScoreTable table) {
        SyntheticProblems any = cases.get(0).source;
        output.write(
                CommandRunner.out(spec),
                table.text(),
                table,
                () -> head(any),
                () -> CompareFigure.of(problem, table, sweep));
    }

    private ObjectNode head(SyntheticProblems any) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("problem", problem).put("trials", trials).put("seed", seed);
        if (sweep.present()) {
            object.put("each", sweep.text());
        }
        if (!sweep.in(problem)) {
            object.put("range", any.operator().range());
            object.put("domain", any.operator().domain());
            object.put("mutual_coherence", Coherence.mutual(DenseOperator.of(any.operator())));
        }
        object.put("support", any.support().name().toLowerCase(Locale.ROOT));
        object.put("amplitudes", any.amplitudes().name().toLowerCase(Locale.ROOT));
        return object.put("noise", any.noiseKnown() ? "known" : "unknown");
    }
}
