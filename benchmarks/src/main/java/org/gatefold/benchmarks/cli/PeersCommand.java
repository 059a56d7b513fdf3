package org.gatefold.benchmarks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.gatefold.benchmarks.Cases;
import org.gatefold.benchmarks.Series;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gatefold and LibTorch side by side. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        version = "Gatefold 0.1.0",
        description = {
            "Times Gatefold and LibTorch (through DJL) on the same data and weights, in turn, after checking that both",
            "compute the same. GFLOP/s count zeros like any number, so that leaving them out can exceed the peak."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  peers --cases lista-step,na-alista-step --threads 1",
            "  peers --cases lista,na-alista --n 750,1000,2000,4000 --m 250 --csv figure12.csv"
        })
public final class PeersCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--cases",
            split = ",",
            paramLabel = "NAME",
            description = "lista-step, na-alista-step (training); lista, alista, na-alista (inference). Default: all.")
    private List<String> cases = Arrays.stream(Cases.values()).map(Cases::label).collect(Collectors.toList());

    // One number a process: LibTorch is not at ease when it changes between steps.
    @Option(names = "--threads", paramLabel = "N", description = "Threads of both sides; all cores if not given.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--m",
            split = ",",
            paramLabel = "M",
            description = "Measurements of the inference cases, default ${DEFAULT-VALUE}.")
    private int[] m = {250, 500};

    @Option(
            names = "--n",
            split = ",",
            paramLabel = "N",
            description = "Unknowns of the inference cases, default ${DEFAULT-VALUE}.")
    private int[] n = {750, 1000, 1500, 2000, 3000, 4000};

    @Option(names = "--batch", description = "Samples of the inference cases, default ${DEFAULT-VALUE}.")
    private int batch = 5000;

    @Option(names = "--layers", description = "Layers of the inference cases, default ${DEFAULT-VALUE}.")
    private int layers = 16;

    @Option(names = "--seconds", description = "Timing of each side of a case, default ${DEFAULT-VALUE}.")
    private double seconds = 10;

    @Option(names = "--rounds", description = "At least so many runs of each side, default ${DEFAULT-VALUE}.")
    private int rounds = 7;

    @Option(names = "--seed", description = "Of data and weights, default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write the table as CSV.")
    private @Nullable Path csv;

    PeersCommand() {}

    public static void main(String[] args) {
        System.exit(CommandRunner.run(new PeersCommand(), args));
    }

    @Override
    public void run() {
        ResultTarget.requireWritable("--csv", csv);
        requirePositive("--threads", threads);
        requirePositive("--m", m);
        requirePositive("--n", n);
        requirePositive("--batch", batch);
        requirePositive("--layers", layers);
        requirePositive("--rounds", rounds);
        List<Cases> chosen = new ArrayList<>();
        for (String name : cases) {
            chosen.add(choose(name));
        }
        PrintWriter out = CommandRunner.out(spec);
        Series series = new Series(seconds, rounds, seed, line -> {
            out.println(line);
            out.flush();
        });
        series.threads(threads);
        for (Cases one : chosen) {
            for (Cases.Shape shape : shapes(one)) {
                series.run(one, shape);
            }
        }
        if (csv != null) {
            ResultFile.write(csv, series.csv());
        }
    }

    private List<Cases.Shape> shapes(Cases one) {
        if (one.training()) {
            return List.of(one.trainingShape());
        }
        List<Cases.Shape> shapes = new ArrayList<>();
        for (int rows : m) {
            for (int columns : n) {
                shapes.add(new Cases.Shape(rows, columns, batch, layers));
            }
        }
        return shapes;
    }

    private static Cases choose(String name) {
        for (Cases one : Cases.values()) {
            if (one.label().equals(name)) {
                return one;
            }
        }
        throw new InputException("--cases: expected one of "
                + Arrays.stream(Cases.values()).map(Cases::label).collect(Collectors.joining(", ")) + "; found '" + name
                + "'");
    }

    private static void requirePositive(String option, int... values) {
        for (int value : values) {
            if (value < 1) {
                throw new InputException(option + ": expected a positive number, found " + value);
            }
        }
    }
}
