package org.gatefold.doa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatefold.sparse.cli.CommandRunner;
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
                "--steps 0",
                "--from nowhere.npz"
            })
    void refusesImpossibleOptionsInOneLine(String options) {
        Path model = folder.resolve("model.npz");
        assertEquals(2, run(("train --out " + model + " " + options).split(" ")), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertFalse(Files.exists(model));
    }
}
