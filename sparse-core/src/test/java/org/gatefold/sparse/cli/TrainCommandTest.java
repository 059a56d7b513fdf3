package org.gatefold.sparse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.NdArray.Precision;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.learned.ModelFile;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a dictionary to a trained model to estimates, by the real commands. */
class TrainCommandTest {
    private static final String TRAIN = "train --dictionary FOLDER/phi.npy --sparsity 3 --snr 30 --out FOLDER/m.npz"
            + " --model alista:layers=4 --batch 100 --rate 1e-2 --validation 200 --validate-every 10 --test 100";

    private final Path folder;
    private final DenseOperator phi = Matrices.realGaussian(new SplittableRandom(1), 20, 40);
    private final int threads = Workers.threads();

    TrainCommandTest(@TempDir Path folder) {
        this.folder = folder;
        Npy.write(folder.resolve("phi.npy"), matrix(phi));
        Npy.write(folder.resolve("other.npy"), matrix(Matrices.realGaussian(new SplittableRandom(2), 20, 40)));
    }

    @AfterEach
    void restoreThreads() {
        Workers.threads(threads);
    }

    private static NdArray matrix(DenseOperator a) {
        return new NdArray(Precision.FLOAT64, new int[] {a.range(), a.domain()}, a.re(), a.im());
    }

    private CommandRun gatefold(String args) {
        return CommandRun.of(new GatefoldCommand(), (Object[])
                args.replace("FOLDER", folder.toString()).split(" "));
    }

    private CommandRun done(String args) {
        CommandRun run = gatefold(args);
        assertEquals(0, run.code(), run.err());
        return run;
    }

    private ModelFile model(String name) {
        return ModelFile.read(folder.resolve(name));
    }

    private List<Float> weights() {
        List<Float> all = new ArrayList<>();
        for (Parameter p : model("m.npz").parameters()) {
            for (float v : p.values()) {
                all.add(v);
            }
        }
        return all;
    }

    @Test
    void aTrainedModelIsAMethod() throws IOException {
        CommandRun run = done(TRAIN + " --steps 60 --seed 3 --log FOLDER/m.csv --plot FOLDER/m.png");
        assertTrue(run.out().startsWith("alista: 8 parameters, 60 steps, 6000 samples, "), run.out());
        assertTrue(run.err().startsWith("train: 60 steps of 100 problems, "), run.err());
        assertEquals(8, Files.readAllLines(folder.resolve("m.csv")).size());
        assertTrue(ImageIO.read(folder.resolve("m.png").toFile()).getWidth() > 0);
        ModelFile model = model("m.npz");
        assertEquals(60, model.provenance().steps());
        assertEquals(
                "20x40, sparsity 3 bernoulli, amplitudes gaussian, SNR 30.0 dB",
                model.provenance().source());
        assertTrue(model.provenance().command().startsWith("gatefold train --dictionary "));

        Batch x = new Batch(5, 1, 40);
        for (int s = 0; s < 5; s++) {
            x.set(s, 0, 3 * s, 1);
        }
        Batch y = phi.apply(x);
        Npy.write(folder.resolve("y.npy"), NdArray.of(y, false, false, Precision.FLOAT32));
        done("solve --dictionary FOLDER/phi.npy --measurements FOLDER/y.npy --method FOLDER/m.npz --out FOLDER/x.npy"
                + " --trajectory FOLDER/way.png");
        float[] expected =
                model.solver().solve(new SparseProblem(phi, y, Double.NaN)).data();
        assertArrayEquals(
                expected,
                Npy.read(folder.resolve("x.npy")).batch("x", false).data(),
                "the command gives what the solver gives");

        run = done("compare --problem FOLDER/phi.npy --sparsity 3 --snr 30 --methods ista:iterations=4,FOLDER/m.npz"
                + " --trials 300 --json -");
        double ista = run.json().at("/rows/0/nmse_db").asDouble();
        double learned = run.json().at("/rows/1/nmse_db").asDouble();
        assertTrue(learned < ista - 3, ista + " dB by ISTA, " + learned + " dB learned");
        double tested = model.provenance().scores().get(1).value();
        assertEquals(tested, learned, 1.5, "what the card says is what one finds");
    }

    @Test
    void weightsDependOnNeitherThreadsNorInterruption() {
        done(TRAIN + " --steps 30 --threads 1");
        List<Float> expected = weights();
        done(TRAIN + " --steps 30 --threads 3 --checkpoint FOLDER/c.npz --checkpoint-seconds 0");
        assertEquals(expected, weights());
        CommandRun again = gatefold(TRAIN + " --steps 30 --checkpoint FOLDER/c.npz");
        assertEquals(2, again.code());
        assertTrue(again.err().contains("or --resume to go on from it"), again.err());
        done(TRAIN + " --steps 30 --checkpoint FOLDER/c.npz --resume");
        assertEquals(expected, weights());
    }

    @Test
    void minutesBecomeSteps() {
        String timed = TRAIN + " --minutes 0.01 --checkpoint FOLDER/c.npz";
        done(timed);
        long steps = model("m.npz").provenance().steps();
        assertTrue(steps > 0);
        done(timed + " --resume");
        assertEquals(steps, model("m.npz").provenance().steps(), "a resumed training has the budget it began with");
    }

    @Test
    void everyOptionOfTrainingIsTaken() {
        done("train --dictionary gaussian:10x20 --sparsity 1:3 --snr 20,40 --out FOLDER/m.npz --seed 2 --steps 12"
                + " --model na-alista:layers=2,hidden=4,cell=gru --batch 70 --plan layer-wise:patience=2"
                + " --objective nmse:layers=0.5 --optimiser rmsprop:decay=0.9 --schedule exponential:warm-up=2"
                + " --clip inf --training-set 100 --validation 30 --validate-every 1 --test 20 --noise unknown");
        assertEquals(
                "10x20, sparsity 1/2/3 bernoulli, amplitudes gaussian, SNR 20.0/40.0 dB, noise unknown",
                model("m.npz").provenance().source());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model nosuch | --model 'nosuch': expected one of the architectures ",
                "--model alista:depth=3 | --model 'alista:depth=3': expected one of ",
                "--model alista:layers=0 | option 'layers': expected a whole number from 1 to 1000, found '0'",
                "--model lista:lambda=1 | lambda is an option of start=ista",
                "--model lista:start=ista,gamma=1 | gamma, theta and ridge are of start=analytic",
                "--plan best | --plan 'best': expected one of end-to-end, layer-wise, found 'best'",
                "--plan end-to-end:x=1 | expected one of patience, found option 'x'",
                "--optimiser sgd | --optimiser 'sgd': expected one of adam, rmsprop, adadelta, found 'sgd'",
                "--schedule cosine:floor=2 | option 'floor': expected a number from 0.0 to 1.0, found '2'",
                "--objective mae | expected one of mse, nmse, log-nmse, support, found 'mae'",
                "--rate 0 | --rate: expected a positive number, found 0.0",
                "--clip x | --clip: expected a number above 0 or inf, found 'x'",
                "--steps 0 | --steps: expected a whole number of at least 1, found 0",
                "--steps 5 --minutes 1 | --minutes: expected a positive number, and no --steps beside it",
                "--batch 0 | --batch: expected a whole number of at least 1, found 0",
                "--sparsity 41 | --sparsity: expected at most the 40 columns of the dictionary, found 41",
                "--out FOLDER/m.txt | --out: expected a name that ends in .npz",
                "--resume | --resume: expected --checkpoint FILE.npz too, found none",
                "--resume --checkpoint FOLDER/no.npz | --resume: expected the checkpoint ",
                "--dictionary FOLDER/none.npy | none.npy: expected a file, found none of this name"
            })
    void impossibleTrainingsAreRefused(String options, String message) {
        List<String> words = new ArrayList<>(List.of(TRAIN.split(" ")));
        String[] wrong = options.split(" ");
        int at = words.indexOf(wrong[0]);
        if (at >= 0) {
            words.subList(at, at + 2).clear();
        }
        CommandRun run = gatefold(String.join(" ", words) + " " + options);
        assertEquals(2, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertFalse(Files.exists(folder.resolve("m.npz")));
    }

    @Test
    void aModelServesAnotherDictionaryIfAsked() {
        done(TRAIN + " --steps 2");
        done("compare --problem FOLDER/other.npy --sparsity 3 --methods FOLDER/m.npz:any-dictionary=true --trials 5");
        done(TRAIN.replace("--model alista", "--model lista") + " --steps 2");
        CommandRun run = gatefold(
                "compare --problem FOLDER/other.npy --sparsity 3 --methods FOLDER/m.npz:any-dictionary=true --trials 5");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("expected weights that serve any dictionary, found a lista with "), run.err());
    }

    @Test
    void aModelRefusesAnotherDictionaryByOneLine() {
        done(TRAIN + " --steps 2");
        CommandRun run = gatefold("compare --problem FOLDER/other.npy --sparsity 3 --methods FOLDER/m.npz --trials 5");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("m.npz': expected the dictionary it was trained for, real 20×40 "), run.err());
        run = gatefold("compare --problem FOLDER/phi.npy --sparsity 3 --methods FOLDER/phi.npz --trials 5");
        assertTrue(run.err().contains("phi.npz: expected a file .npz, found none of this name"), run.err());
        run = gatefold("compare --problem FOLDER/phi.npy --sparsity 3 --methods FOLDER/m.npz:depth=2 --trials 5");
        assertTrue(
                run.err().contains("expected one of any-dictionary, layers, restarts, found option 'depth'"),
                run.err());
        run = gatefold("compare --problem FOLDER/phi.npy --sparsity 3 --methods FOLDER/m.npz:layers=2 --trials 5");
        assertTrue(run.err().contains("expected a model whose layers share all weights, found a alista"), run.err());
        run = gatefold("compare --problem FOLDER/phi.npy --sparsity 3 --methods FOLDER/m.npz:layers=2+ --trials 5");
        assertTrue(run.err().contains("expected numbers of layers as in layers=12 or layers=6+12+24"), run.err());
    }

    @Test
    void shippedWeightsAreRefined() {
        String train =
                "train --dictionary correlated:8x20 --sparsity 2 --from shipped --steps 2 --batch 8 --validation 8"
                        + " --test 8 --out FOLDER/mine.npz --model ";
        done(train + "gated-sbl");
        CommandRun run = gatefold(train + "gflstm:units=8,layers=2");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("--from: no weights of gflstm come with the tool"), run.err());
    }

    /** Weights of gated SBL serve other dictionaries, refine, and run with another number of layers. */
    @Test
    void freshDictionariesMakeWeightsForAny() throws IOException {
        Npy.write(folder.resolve("y.npy"), matrix(Matrices.realGaussian(new SplittableRandom(3), 1, 20)));
        String train =
                "train --dictionary correlated:8x20,gaussian:10x24 --fresh-dictionaries --sparsity 1:3 --batch 16"
                        + " --validation 32 --test 32 --model gated-sbl:layers=3,width=6,hidden=4,messages=2";
        done(train + " --steps 3 --out FOLDER/any.npz");
        done("compare --problem FOLDER/other.npy --sparsity 3 --methods FOLDER/any.npz,FOLDER/any.npz:layers=2+5"
                + " --trials 5");
        done(
                "solve --dictionary FOLDER/other.npy --measurements FOLDER/y.npy --method FOLDER/any.npz --noise-variance 0"
                        + " --out FOLDER/x.npy --trajectory FOLDER/way.png");
        done(train.replace("layers=3", "layers=4") + " --steps 2 --from FOLDER/any.npz --out FOLDER/more.npz");
        CommandRun run =
                gatefold(train.replace("width=6", "width=7") + " --steps 2 --from FOLDER/any.npz --out FOLDER/x.npz");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("expected to start from weights of the shapes"), run.err());
        run = gatefold(train.replace("gated-sbl:layers=3,width=6,hidden=4,messages=2", "lista")
                + " --steps 2 --from FOLDER/any.npz --out FOLDER/x.npz");
        assertTrue(run.err().contains("expected a model whose weights serve any dictionary, found lista"), run.err());
        run = gatefold(train.replace("gaussian:10x24", "FOLDER/phi.npy") + " --steps 2 --out FOLDER/x.npz");
        assertTrue(run.err().contains("--dictionary: expected correlated[:MxN]"), run.err());
    }

    @Test
    void theArchitecturesAreListed() throws IOException {
        assertTrue(done("solvers").out().contains("\nna-alista  "));
        List<String> kinds = done("solvers --json -").json().findValuesAsText("kind");
        assertTrue(kinds.contains("method") && kinds.contains("architecture"));
    }
}
