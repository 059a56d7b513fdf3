package org.gatefold.doa.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.ArrayText;
import org.gatefold.doa.method.DoaMethods;
import org.gatefold.doa.training.SteeringProblems;
import org.gatefold.sparse.cli.MethodSpec;
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

/** {@code doa train}: a learned direction finder anew, or refined for one array. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a learned direction finder on simulated snapshots.",
            "",
            "Without --array every few problems have another linear array of 6 to 16 elements, another grid of angles"
                    + " and another number of snapshots, so that the weights serve any array; the array of"
                    + " 'compare --scenario paper' is left out. With --array all are of that array, every degree."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  doa train --minutes 30 --batch 64 --rate 3e-3 --clip 0.5 --skip-above 5 --schedule cosine --out any.npz",
            "  doa train --from shipped --array ula:8:0.5wl --minutes 5 --rate 3e-4 --schedule cosine --out mine.npz",
            "  doa estimate snapshots.npy --array ula:8:0.5wl --method gated-sbl:weights=mine.npz",
            "  doa train --model gflstm:units=200 --array ula:10:0.5wl --snapshots 1 --minutes 60 --rate 2e-3 --batch 64"
                    + " --schedule cosine --out gflstm.npz",
            "  doa compare --methods gflstm:weights=gflstm.npz,gated-sbl,sbl"
        })
final class TrainCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "NAME[:option=value,...]",
            defaultValue = "gated-sbl",
            description = "An architecture that scores indices; with matrices of its own only with --array and"
                    + " --snapshots (${DEFAULT-VALUE}).")
    private String model = "gated-sbl";

    @Option(
            names = "--array",
            paramLabel = "ARRAY",
            description = "Train for one array only: ula:N:Dwl, spacing in wavelengths.")
    private @Nullable String array;

    @Option(
            names = "--off-grid",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the problems whose sources stand beside the angles of the grid (${DEFAULT-VALUE}).")
    private double offGrid;

    @Option(
            names = "--snapshots",
            paramLabel = "L",
            description = "Snapshots of every problem; 1 to 4, mostly one, if not given.")
    private @Nullable Integer snapshots;

    @Mixin
    private final TrainingRun run = new TrainingRun();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        run.requirePossible();
        if (!(offGrid >= 0 && offGrid <= 1)) {
            throw new InputException("--off-grid: expected a share from 0 to 1, found " + offGrid);
        }
        if (snapshots != null && snapshots < 1) {
            throw new InputException("--snapshots: expected a whole number of at least 1, found " + snapshots);
        }
        ArrayGeometry geometry = array == null ? null : ArrayText.parse(array);
        if (geometry != null && !geometry.inWavelengths()) {
            throw new InputException("--array: expected an array in wavelengths, as in ula:10:0.5wl, found " + array);
        }
        MethodSpec named = MethodSpec.parse("--model", model);
        UnrolledModel unrolled = Architectures.standard().model(named.name(), named, ProblemStatistics.UNKNOWN);
        if (!unrolled.scoresIndices()) {
            throw new InputException("--model: expected an architecture that scores indices, found '" + model + "'");
        }
        if (!unrolled.anyOperator() && (array == null || snapshots == null)) {
            throw new InputException("--model: expected --array and --snapshots too for the network '" + model
                    + "', which belongs to one array and number of snapshots");
        }
        run.train(
                spec,
                unrolled,
                new SteeringProblems(geometry, offGrid, snapshots == null ? 0 : snapshots),
                words(),
                DoaMethods.shipped());
        return 0;
    }

    private String words() {
        String arrays =
                array == null ? "random linear arrays of 6 to 16 elements, random grids" : array + ", every degree";
        String heard = snapshots == null ? "1 to 4" : snapshots.toString();
        return "directions of 1 to 5 sources, " + arrays + ", snapshots: " + heard + ", 3 to 43 dB"
                + (offGrid > 0 ? String.format(Locale.ROOT, ", %.0f %% off the grid", 100 * offGrid) : "");
    }
}
