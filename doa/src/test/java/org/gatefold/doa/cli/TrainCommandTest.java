package org.gatefold.doa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatefold.sparse.cli.CommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrainCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    private int run(String... args) {
        CommandLine line = CommandRunner.configure(new CommandLine(new DoaCommand()));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--off-grid 2",
                "--array ula:4:1m",
                "--array ula:one",
                "--model nothing",
                "--model alista",
                "--model lstm",
                "--model lstm --array ula:4:0.5wl",
                "--snapshots 0",
                "--steps 0",
                "--from nowhere.npz",
                "--from shipped --model lstm:units=8,layers=2 --array ula:4:0.5wl --snapshots 1"
            })
    void refusesImpossibleOptionsInOneLine(String options) {
        Path model = folder.resolve("model.npz");
        assertEquals(2, run(("train --out " + model + " " + options).split(" ")), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertFalse(Files.exists(model));
    }

    @Test
    void shippedWeightsAreRefinedForAnArray() {
        String train = "train --from shipped --array ula:6:0.5wl --steps 2 --batch 4 --validation 8 --test 8 --out "
                + folder.resolve("mine.npz");
        assertEquals(0, run(train.split(" ")), err.toString());
        assertTrue(out.toString().contains("2 steps"), out.toString());
    }

    @Test
    void aNetworkOfOneArrayServesThatArray() {
        String file = folder.resolve("lstm.npz").toString();
        assertEquals(
                0,
                run(
                        ("train --model lstm:units=12,layers=3,stack=1 --array ula:10:0.5wl --snapshots 1 --steps 20 --batch 16"
                                        + " --validation 16 --test 16 --seed 1 --out " + file)
                                .split(" ")),
                err.toString());
        String methods = "--methods lstm:weights=" + file + ",omp --trials 3 --snr 20 --seed 1";
        assertEquals(0, run(("compare --scenario paper " + methods).split(" ")), err.toString());
        assertTrue(out.toString().contains("lstm:weights="), out.toString());
        err.getBuffer().setLength(0);
        assertEquals(2, run(("compare --scenario paper --snapshots 2 " + methods).split(" ")));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals(2, run(("compare --methods gated-sbl:weights=" + file + " --trials 3").split(" ")));
        assertTrue(err.toString().contains("found lstm"), err.toString());
    }
}
