package org.gatefold.sparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.NdArray.Precision;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code inspect} tells of a model is what {@code compare} scores. */
class InspectCommandTest {
    private static final String PROBLEMS = " --sparsity 3 --snr 30 --trials 600 --seed 4";

    private final Path folder;

    InspectCommandTest(@TempDir Path folder) {
        this.folder = folder;
        for (String name : List.of("phi", "other")) {
            DenseOperator a = Matrices.realGaussian(new SplittableRandom(name.length()), 20, 40);
            Npy.write(
                    folder.resolve(name + ".npy"),
                    new NdArray(Precision.FLOAT64, new int[] {a.range(), a.domain()}, a.re(), a.im()));
        }
    }

    private CommandRun gatefold(String args) {
        return CommandRun.of(new GatefoldCommand(), (Object[])
                args.replace("FOLDER", folder.toString()).split(" "));
    }

    private void train(String model) {
        CommandRun run = gatefold("train --dictionary FOLDER/phi.npy --sparsity 3 --snr 30 --out FOLDER/m.npz --model "
                + model + " --batch 50 --steps 5 --rate 1e-2 --validation 50 --test 50");
        assertEquals(0, run.code(), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"na-alista:layers=3,hidden=8 | true", "alista:layers=3 | true", "lista:layers=3 | false"})
    void layersAreThoseOfTheModel(String model, boolean steps) throws IOException {
        train(model);
        CommandRun run = gatefold("inspect FOLDER/m.npz --dictionary FOLDER/phi.npy" + PROBLEMS
                + " --json - --csv FOLDER/m.csv --plot FOLDER/m.png");
        assertEquals(0, run.code(), run.err());
        assertEquals(
                model.substring(0, model.indexOf(':')),
                run.json().get("architecture").asText());
        JsonNode rows = run.json().get("rows");
        assertEquals(3, rows.size());
        JsonNode scored = gatefold("compare --problem FOLDER/phi.npy --methods FOLDER/m.npz --json -" + PROBLEMS)
                .json()
                .at("/rows/0");
        for (String key : List.of("nmse_db", "nmse_db_low", "mean_sample_nmse_db", "mean_sample_nmse_db_high")) {
            assertEquals(scored.get(key), rows.get(2).get(key), key);
        }
        assertEquals(steps, rows.get(0).get("gamma").isNumber());
        assertEquals(steps, rows.get(0).get("u").isNumber());
        assertTrue(rows.get(1).get("error_l1").isNumber());
        boolean adaptive = model.startsWith("na-");
        double spread = rows.get(1).get("gamma_p95").asDouble()
                - rows.get(1).get("gamma_p05").asDouble();
        assertEquals(adaptive, spread > 1e-6);
        assertEquals(adaptive, rows.get(1).get("spearman_ratio").isNumber());
        assertEquals(4, Files.readAllLines(folder.resolve("m.csv")).size());
        assertTrue(ImageIO.read(folder.resolve("m.png").toFile()).getHeight() > (steps ? 2000 : 600));
    }

    @Test
    void oneProblemIsEnough() {
        train("na-alista:layers=1,hidden=4");
        CommandRun run = gatefold(
                "inspect FOLDER/m.npz --dictionary FOLDER/phi.npy --sparsity 3 --trials 1 --plot" + " FOLDER/one.png");
        assertEquals(0, run.code(), run.err());
        assertEquals(2, run.out().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m.npz | other.npy | 3 | m.npz: expected the dictionary it was trained for",
                "none.npz | phi.npy | 3 | none.npz: expected a file",
                "phi.npy | phi.npy | 3 | phi.npy: cannot be read as .npz",
                "m.npz | none.npy | 3 | none.npy: expected a file",
                "m.npz | phi.npy | 3,4 | --sparsity, --snr: expected one number each, found 2 kinds of problems",
                "m.npz | phi.npy | 41 | --sparsity: expected at most the 40 columns",
                "m.npz | phi.npy | 3 --trials 0 | --trials: expected",
                "m.npz | phi.npy | 3 --plot FOLDER | found a directory"
            })
    void whatCannotBeInspectedIsRefusedInOneLine(String model, String dictionary, String sparsity, String message) {
        if (model.equals("m.npz")) {
            train("alista:layers=1");
        }
        CommandRun run = gatefold("inspect FOLDER/" + model + " --csv FOLDER/x.csv --dictionary FOLDER/" + dictionary
                + " --sparsity " + sparsity);
        assertEquals(2, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals("", run.out());
        assertFalse(Files.exists(folder.resolve("x.csv")));
    }
}
