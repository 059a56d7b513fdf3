package org.gatefold.ofdm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gatefold.ofdm.benchmark.PilotDraws;
import org.gatefold.ofdm.benchmark.PilotProfile;
import org.gatefold.ofdm.training.PilotProblems;
import org.gatefold.ofdm.training.ScalarTraining;
import org.gatefold.ofdm.training.ScalarTraining.Estimator;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.cli.TrainingRun;
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

/** {@code ofdm train}: the weights of the learned methods anew. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains the learned methods on simulated channels, never on captures.",
            "",
            "The scalars of the method learned are searched: annealing serves ofdm compare, where the prior of the"
                    + " channels is known, tracking serves receive and ber. Their .npz has a .json card beside it. Only"
                    + " --problems, --generations, --seed and --out apply.",
            "",
            "The models alista, alista-at, aglista and na-alista (options as 'gatefold solvers' lists them) descend by"
                    + " the gradient over channels of --profile seen at --pilots, new pilots for each part of a batch or"
                    + " those of --pilot-seed; ofdm compare takes them as NAME:weights=MODEL.npz."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ofdm train --model tracking --seed 1 --out tracking.npz      (how the shipped scalars were made)",
            "  ofdm train --model annealing --seed 1 --out annealing.npz",
            "  ofdm receive FILE --method learned:weights=tracking.npz",
            "  ofdm train --model na-alista --profile released-code --pilots 100 --steps 4000 --schedule cosine"
                    + " --out na.npz",
            "  ofdm compare --methods na-alista:weights=na.npz,learned,genie"
        })
final class TrainCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME[:option=value,...]",
            description = "annealing, tracking, alista, alista-at, aglista or na-alista.")
    private String model = "";

    @Option(
            names = "--profile",
            defaultValue = "released-code",
            description = "Channels of alista … na-alista: paper-text or released-code (${DEFAULT-VALUE}).")
    private String profile = "";

    @Option(
            names = "--pilots",
            defaultValue = "100",
            paramLabel = "M",
            description = "Pilots drawn from the 600 used subcarriers (${DEFAULT-VALUE}).")
    private int pilots;

    @Option(
            names = "--pilot-seed",
            paramLabel = "S",
            description = "Seed of pilots that all channels share; new ones for each part of a batch if not given.")
    private @Nullable Long pilotSeed;

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
            description = "Generations of the search of annealing and tracking (${DEFAULT-VALUE}).")
    private int generations;

    @Mixin
    private final TrainingRun run = new TrainingRun();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        run.requirePossible();
        MethodSpec named = MethodSpec.parse("--model", model);
        switch (named.name()) {
            case "annealing", "tracking" -> {
                named.requireAllRead();
                search(Estimator.parse(named.name()));
            }
            case "alista", "alista-at", "aglista", "na-alista" -> descend(named);
            default ->
                throw new InputException("--model: expected annealing, tracking, alista, alista-at, aglista or"
                        + " na-alista, found '" + named.name() + "'");
        }
        return 0;
    }

    private void descend(MethodSpec named) {
        DownlinkOptions.requireRange("--pilots", pilots, 1, PilotProfile.USED);
        PilotDraws draws = new PilotDraws(PilotProfile.parse(profile), pilots, pilotSeed);
        UnrolledModel unrolled =
                Architectures.standard().model(named.name(), withDefaults(named), ProblemStatistics.UNKNOWN);
        PilotProblems source = new PilotProblems(draws);
        if (!source.oneOperator() && !unrolled.anyOperator()) {
            throw new InputException(
                    "--model: expected weights=analytic or adjoint, which serve any pilots, or a --pilot-seed, found '"
                            + model + "'");
        }
        run.train(
                spec,
                unrolled,
                source,
                "channels " + draws.profile().label() + ", " + pilots + " pilots, "
                        + (source.oneOperator() ? "those of seed " + pilotSeed : "new ones for each part of a batch"));
    }

    /**
     * Where the user says nothing: the selection of the released code, 12 of 256 taps. The analytic weights are those
     * of the pilots at hand.
     */
    private static MethodSpec withDefaults(MethodSpec named) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("selection", "12");
        settings.put("selection-least", "3");
        settings.put("selection-most", "10");
        return named.withDefaults(settings);
    }

    private void search(Estimator chosen) {
        DownlinkOptions.requireRange("--problems", problems, 1, MOST);
        DownlinkOptions.requireRange("--generations", generations, 1, MOST);
        ObjectNode card;
        try (Progress progress = new Progress(CommandRunner.err(spec), "train", MOST)) {
            card = new ScalarTraining(chosen, problems, generations, run.seed())
                    .run(
                            run.out(),
                            (evaluation, of, loss) -> progress.show(
                                    (long) MOST * evaluation / of,
                                    String.format(Locale.ROOT, "loss %.4f after %d", loss, evaluation)));
        }
        PrintWriter console = CommandRunner.out(spec);
        ResultTarget.writeJson(Path.of(run.out().toString().replaceAll("\\.npz$", ".json")), card, console);
        console.printf(
                Locale.ROOT,
                "%s: loss %.4f on validation, %.4f before, %d evaluations%n",
                run.out(),
                card.get("validation_loss").asDouble(),
                card.get("validation_loss_at_start").asDouble(),
                card.get("evaluations").asInt());
        console.flush();
    }
}
