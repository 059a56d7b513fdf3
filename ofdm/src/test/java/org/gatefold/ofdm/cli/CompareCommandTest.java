package org.gatefold.ofdm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatefold.sparse.cli.CommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CompareCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    private int run(String... args) {
        CommandLine line = CommandRunner.configure(new CommandLine(new OfdmCommand()));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void writesTableJsonCsvAndPicture() throws IOException {
        Path json = folder.resolve("rows.json");
        Path csv = folder.resolve("rows.csv");
        Path png = folder.resolve("rows.png");
        String line = "compare --profile paper-text --pilots 75 --methods genie,ls,omp:noise=1.2 --channels 20 --seed 3"
                + " --json " + json + " --csv " + csv + " --plot " + png;
        assertEquals(0, run(line.split(" ")), err.toString());
        assertTrue(out.toString().contains("NMSE [dB]"), out.toString());
        JsonNode root = new ObjectMapper().readTree(json.toFile());
        assertEquals(List.of("profile", "pilots", "channels", "rows"), keys(root));
        assertEquals("paper-text", root.get("profile").asText());
        assertEquals(75, root.get("pilots").asInt());
        assertEquals(20, root.get("channels").asInt());
        assertEquals(3, root.get("rows").size());
        JsonNode row = root.get("rows").get(2);
        assertEquals(List.of("method", "nmse_db", "failed_share", "worst_db", "ms_per_channel"), keys(row));
        assertEquals("omp:noise=1.2", row.get("method").asText());
        assertTrue(row.get("nmse_db").asDouble()
                < root.get("rows").get(1).get("nmse_db").asDouble());
        assertTrue(Files.readAllLines(csv).get(0).contains("nmse_low_db,nmse_high_db"));
        assertEquals(4, Files.readAllLines(csv).size());
        assertTrue(Files.size(png) > 2000);
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void rowsDoNotDependOnTheThreads() {
        String line = "compare --methods lmmse,omp,fista,sbl:iterations=3,bmp --channels 9 --json - --threads ";
        assertEquals(0, run((line + 1).split(" ")));
        String one = withoutTimes();
        out.getBuffer().setLength(0);
        assertEquals(0, run((line + 2).split(" ")));
        assertEquals(one, withoutTimes());
    }

    private String withoutTimes() {
        return out.toString().replaceAll("\"ms_per_channel\" : [0-9.E-]+", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--profile paper",
                "--methods music",
                "--methods bmp:taps=20",
                "--methods sbl:iterations=0",
                "--methods genie:a=1",
                "--pilots 0",
                "--pilots 601",
                "--channels 0",
                "--threads 0",
                "--colour red"
            })
    void refusesImpossibleOptionsInOneLine(String options) {
        assertEquals(
                2,
                run(("compare --channels 1 " + options)
                        .replace("1 --channels", "--channels")
                        .split(" ")));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void leavesNothingHalfWritten() throws IOException {
        Path file = folder.resolve("taken");
        Files.createDirectory(file);
        assertEquals(2, run("compare", "--channels", "2", "--methods", "ls", "--csv", file.toString()));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
        assertEquals("", out.toString());
        assertFalse(err.toString().contains("\tat "));
    }
}
