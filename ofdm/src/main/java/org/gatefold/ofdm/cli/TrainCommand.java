package org.gatefold.ofdm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gatefold.ofdm.training.ScalarTraining;
import org.gatefold.ofdm.training.ScalarTraining.Estimator;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ofdm train}: the scalars of the method {@code learned} anew. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains the scalars of the method learned on simulated channels, never on captures: annealing serves",
            "ofdm compare, where the prior of the channels is known, tracking serves receive and ber.",
            "Writes the scalars as .npz and, beside it, a .json card of how they were made."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ofdm train --estimator tracking --problems 40 --generations 16 --seed 1 --out tracking.npz    (as shipped)",
            "  ofdm train --estimator annealing --problems 128 --generations 10 --seed 1 --out annealing.npz (as shipped)",
            "  ofdm receive FILE --method learned:weights=tracking.npz"
        })
final class TrainCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--estimator", required = true, paramLabel = "NAME", description = "annealing or tracking.")
    private String estimator = "";

    @Option(names = "--out", required = true, paramLabel = "FILE.npz", description = "Where the scalars go.")
    private Path out = Path.of("");

    @Option(
            names = "--problems",
            paramLabel = "N",
            defaultValue = "128",
            description = "Channels of each of four kinds for annealing, sequences for tracking (${DEFAULT-VALUE}).")
    private int problems;

    @Option(
            names = "--generations",
            paramLabel = "N",
            defaultValue = "25",
            description = "Generations of the search (${DEFAULT-VALUE}).")
    private int generations;

    @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        DownlinkOptions.requireRange("--problems", problems, 1, MOST);
        DownlinkOptions.requireRange("--generations", generations, 1, MOST);
        if (!out.toString().endsWith(".npz")) {
            throw new InputException("--out: expected a name that ends in .npz, found " + out);
        }
        ResultTarget.requireWritable("--out", out);
        Estimator chosen = Estimator.parse(estimator);
        ObjectNode card;
        try (Progress progress = new Progress(CommandRunner.err(spec), "train", MOST)) {
            card = new ScalarTraining(chosen, problems, generations, seed)
                    .run(
                            out,
                            (evaluation, of, loss) -> progress.show(
                                    (long) MOST * evaluation / of,
                                    String.format(Locale.ROOT, "loss %.4f after %d", loss, evaluation)));
        }
        PrintWriter console = CommandRunner.out(spec);
        ResultTarget.writeJson(Path.of(out.toString().replaceAll("\\.npz$", ".json")), card, console);
        console.printf(
                Locale.ROOT,
                "%s: loss %.4f on validation, %.4f before, %d evaluations%n",
                out,
                card.get("validation_loss").asDouble(),
                card.get("validation_loss_at_start").asDouble(),
                card.get("evaluations").asInt());
        console.flush();
        return 0;
    }
}
