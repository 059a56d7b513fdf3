package org.gatefold.sparse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.cli.BenchmarkProblem.Kind;
import org.gatefold.sparse.evaluation.Mixture;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.Architectures;
import org.gatefold.sparse.learned.ProblemStatistics;
import org.gatefold.sparse.learned.UnrolledModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains an unrolled solver for a dictionary and a prior of one's own. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Train a learned solver for a dictionary and a prior of your own.",
            "",
            "Problems y = PHI x + n are drawn anew for every batch; with lists of sparsities or SNRs each part of a"
                    + " batch has one of them. The model is a .npz file for 'gatefold solve' and 'gatefold compare',"
                    + " and for numpy. Its weights depend on the options and the seed alone, not on threads or"
                    + " interruptions."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatefold train --dictionary PHI.npy --sparsity 50 --snr 40 --model na-alista:hidden=64 --minutes 30"
                    + " --schedule cosine --out na.npz",
            "  gatefold train --dictionary PHI.npy --sparsity 50 --snr 20,40 --model alista --plan"
                    + " layer-wise:patience=500 --steps 20000 --checkpoint run.npz --log run.csv --plot run.png"
                    + " --out alista.npz",
            "  gatefold train --dictionary correlated,gaussian:20x100 --fresh-dictionaries --sparsity 3:10 --model"
                    + " gated-sbl --batch 64 --rate 2e-3 --schedule cosine --clip 0.5 --skip-above 5 --minutes 30"
                    + " --out gated.npz",
            "  gatefold solve --dictionary PHI.npy --measurements Y.npy --method na.npz --out X.npy"
        })
final class TrainCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--dictionary",
            required = true,
            paramLabel = "NAME|FILE",
            description = "A dictionary in a .npy, .npz or .mat file, or, drawn from the seed,"
                    + " correlated[:MxN][:decay=P], gaussian[:MxN] or cosine[:MxN].")
    private String dictionary = "";

    @Option(
            names = "--fresh-dictionaries",
            description = "Draw a new dictionary for every 8 problems, for a model that serves any; --dictionary then"
                    + " lists kinds, separated by commas, each as likely.")
    private boolean fresh;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME[:option=value,...]",
            description = "One of the architectures that 'gatefold solvers' lists.")
    private String model = "";

    @Mixin
    private final PriorOptions prior = new PriorOptions();

    @Mixin
    private final TrainingRun run = new TrainingRun();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        run.requirePossible();
        MethodSpec named = MethodSpec.parse("--model", model);
        if (fresh) {
            trainOnFresh(named);
            return 0;
        }
        BenchmarkProblem benchmark = BenchmarkProblem.parse("--dictionary", dictionary, run.seed());
        List<SyntheticProblems> cases = prior.cases(benchmark);
        UnrolledModel unrolled = Architectures.standard().model(named.name(), named, statistics(cases));
        ProblemSource source = cases.size() == 1 ? cases.get(0) : new Mixture(cases);
        SyntheticProblems any = cases.get(0);
        run.train(
                spec,
                unrolled,
                source,
                any.operator().range() + "x" + any.operator().domain() + ", " + words(cases),
                LearnedMethods.shipped());
        return 0;
    }

    private void trainOnFresh(MethodSpec named) {
        List<Kind> kinds = new ArrayList<>();
        for (String text : dictionary.split(",", -1)) {
            kinds.add(BenchmarkProblem.kind("--dictionary", text));
        }
        List<SyntheticProblems> cases = prior.cases(kinds.get(0).draw(new SplittableRandom(run.seed())));
        UnrolledModel unrolled = Architectures.standard().model(named.name(), named, statistics(cases));
        if (!unrolled.anyOperator()) {
            throw new InputException(
                    "--fresh-dictionaries: expected a model whose weights serve any dictionary, found " + named.name());
        }
        run.train(
                spec,
                unrolled,
                new FreshDictionaries(kinds, prior),
                "fresh dictionaries of " + dictionary + ", " + words(cases),
                LearnedMethods.shipped());
    }

    private static ProblemStatistics statistics(List<SyntheticProblems> cases) {
        SyntheticProblems any = cases.get(0);
        double sparsity =
                cases.stream().mapToInt(SyntheticProblems::sparsity).average().orElse(Double.NaN);
        return new ProblemStatistics(
                sparsity / any.operator().domain(),
                sparsity,
                any.amplitudes().variance(any.operator().complex()),
                any.snrDb());
    }

    private static String words(List<SyntheticProblems> cases) {
        SyntheticProblems any = cases.get(0);
        return "sparsity "
                + listed(cases.stream().map(c -> Integer.toString(c.sparsity())).toList())
                + " " + any.support().name().toLowerCase(Locale.ROOT) + ", amplitudes "
                + any.amplitudes().name().toLowerCase(Locale.ROOT) + ", SNR "
                + listed(cases.stream().map(c -> Double.toString(c.snrDb())).toList()) + " dB"
                + (any.noiseKnown() ? "" : ", noise unknown");
    }

    private static String listed(List<String> values) {
        return values.stream().distinct().collect(Collectors.joining("/"));
    }
}
