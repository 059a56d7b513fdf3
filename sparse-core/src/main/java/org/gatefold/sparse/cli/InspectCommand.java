package org.gatefold.sparse.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatefold.sparse.evaluation.Evaluation;
import org.gatefold.sparse.evaluation.LayerTrace;
import org.gatefold.sparse.evaluation.Nmse;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.ModelFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What happens inside the layers of a trained model. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Show what happens inside the layers of a trained model, on the problems of 'gatefold compare'.",
            "",
            "For each layer: NMSE after it, of all problems and per sample; step gamma and threshold theta, which"
                    + " NA-ALISTA chooses for every sample; r = |y - Ax|_1, u = |W'(y - Ax)|_1 and the error"
                    + " |x - x*|_1 the layer starts from; Spearman's rank correlation rho of r, u and theta/gamma with"
                    + " that error. Means over the samples; CSV and JSON have the 5 and 95 %% quantiles too, and the"
                    + " 95 %% intervals of the NMSE. A model tells what it has."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatefold inspect na.npz --dictionary PHI.npy --sparsity 50 --snr 40 --plot na.png",
            "  gatefold inspect alista.npz --dictionary PHI.npy --sparsity 50 --snr 40 --trials 10000 --csv alista.csv"
        })
final class InspectCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL.npz", description = "A model of 'gatefold train'.")
    private Path model = Path.of("");

    @Option(
            names = "--dictionary",
            required = true,
            paramLabel = "NAME|FILE",
            description = "The dictionary it was trained for, as in 'gatefold train'.")
    private String dictionary = "";

    @Mixin
    private final PriorOptions prior = new PriorOptions();

    @Option(names = "--trials", paramLabel = "N", defaultValue = "1000", description = "Problems (${DEFAULT-VALUE}).")
    private int trials;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private final TableOutput output = new TableOutput();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        if (trials < 1) {
            throw new InputException("--trials: expected a whole number of at least 1, found " + trials);
        }
        output.requireWritable();
        ModelFile file = ModelFile.read(model);
        List<SyntheticProblems> cases = prior.cases(BenchmarkProblem.parse("--dictionary", dictionary, seed));
        if (cases.size() > 1) {
            throw new InputException(
                    "--sparsity, --snr: expected one number each, found " + cases.size() + " kinds of problems");
        }
        LayerTrace trace = trace(file, cases.get(0));
        report(file, new LayerReport(trace));
        return 0;
    }

    private LayerTrace trace(ModelFile file, SyntheticProblems source) {
        LayerTrace trace = new LayerTrace(file.solver(), trials, List.of(Nmse.values()));
        Evaluation evaluation = CompareCommand.evaluation(source, trials, seed);
        try (Progress progress = new Progress(CommandRunner.err(spec), "inspect", trials)) {
            evaluation.draw((done, problems) -> {
                progress.show(done, "");
                trace.add(done, problems);
            });
        } catch (IllegalArgumentException e) {
            throw new InputException(model + ": " + e.getMessage(), e);
        }
        return trace;
    }

    private void report(ModelFile file, LayerReport report) {
        output.write(
                CommandRunner.out(spec),
                report.table().text(),
                report.table(),
                () -> JsonNodeFactory.instance
                        .objectNode()
                        .put("model", model.toString())
                        .put("architecture", file.model().architecture())
                        .put("dictionary", dictionary)
                        .put("trials", trials)
                        .put("seed", seed),
                () -> report.figure(file.model().architecture() + ": " + model.getFileName()));
    }
}
