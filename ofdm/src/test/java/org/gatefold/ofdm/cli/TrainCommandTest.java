package org.gatefold.ofdm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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

    private int run(String line) {
        CommandLine command = CommandRunner.configure(new CommandLine(new OfdmCommand()));
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(line.split(" "));
    }

    @Test
    void whatIsTrainedCanBeUsed() throws IOException {
        Path file = folder.resolve("mine.npz");
        String options = " --problems 1 --generations 1 --seed 2 --out " + file;
        assertEquals(0, run("train --model annealing" + options), err.toString());
        JsonNode card = new ObjectMapper().readTree(folder.resolve("mine.json").toFile());
        assertEquals("annealing", card.get("estimator").asText());
        assertEquals(2, card.get("seed").asInt());
        assertTrue(card.get("evaluations").asInt() >= 5);
        assertTrue(out.toString().contains("loss"), out.toString());
        assertEquals(0, run("compare --channels 3 --methods learned:weights=" + file), err.toString());
        assertEquals(2, run("ber --frames 1 --snr 5 --methods learned:weights=" + file));
        assertTrue(err.toString().contains("first_exponent"), err.toString());
    }

    @Test
    void unrolledModelsLearnAndServe() {
        Path file = folder.resolve("na.npz");
        String model =
                "train --model na-alista:layers=3,hidden=4 --steps 3 --batch 20 --validation 10 --test 10 --out ";
        assertEquals(0, run(model + file), err.toString());
        assertTrue(out.toString().contains("test NMSE"), out.toString());
        assertEquals(0, run("compare --channels 70 --methods na-alista:weights=" + file), err.toString());
        assertEquals(2, run("compare --channels 3 --methods alista:weights=" + file));
        assertTrue(err.toString().contains("expected a model alista, found na-alista"), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--model na-alista:weights=trained --out x.npz",
                "--model alista:layer=3 --out x.npz",
                "--model alista --profile none --out x.npz",
                "--model alista --pilots 0 --out x.npz",
                "--model best --out x.npz",
                "--model tracking --out x.bin",
                "--model tracking --problems 0 --out x.npz"
            })
    void impossibleOptionsAreOneLine(String options) {
        assertEquals(2, run("train " + options));
        assertEquals(1, err.toString().lines().count(), err.toString());
    }
}
