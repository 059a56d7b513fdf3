package org.gatefold.doa.cli;

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
        CommandLine line = CommandRunner.configure(new CommandLine(new DoaCommand()));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void writesTableJsonCsvAndPicture() throws IOException {
        Path json = folder.resolve("rows.json");
        Path csv = folder.resolve("rows.csv");
        Path png = folder.resolve("rows.png");
        int code = run(
                "compare",
                "--scenario",
                "two-sources",
                "--snr",
                "0,10",
                "--methods",
                "root-music,omp:refine=false",
                "--trials",
                "3",
                "--snapshots",
                "20",
                "--seed",
                "4",
                "--json",
                json.toString(),
                "--csv",
                csv.toString(),
                "--plot",
                png.toString());
        assertEquals(0, code, err.toString());
        assertTrue(out.toString().contains("√CRB"));
        JsonNode root = new ObjectMapper().readTree(json.toFile());
        assertEquals("two-sources", root.get("scenario").asText());
        assertEquals(3, root.get("trials").asInt());
        assertEquals(20, root.get("snapshots").asInt());
        assertEquals(4, root.get("rows").size());
        for (String key :
                new String[] {"method", "snr_db", "chamfer_deg", "rmse_deg", "resolved", "sqrt_crb_deg", "ms"}) {
            assertTrue(root.get("rows").get(0).has(key), key);
        }
        assertEquals(5, Files.readAllLines(csv).size());
        assertTrue(Files.size(png) > 2000);
    }

    @Test
    void rowsDoNotDependOnTheThreads() {
        String[] args = {
            "compare",
            "--scenario",
            "paper",
            "--snr",
            "20",
            "--methods",
            "omp",
            "--trials",
            "6",
            "--json",
            "-",
            "--threads",
            "1"
        };
        assertEquals(0, run(args));
        String one = withoutTimes(out.toString());
        out.getBuffer().setLength(0);
        args[args.length - 1] = "2";
        assertEquals(0, run(args));
        assertEquals(one, withoutTimes(out.toString()));
    }

    @Test
    void differencesAreTakenTrialByTrialFromTheMethodNamed() throws IOException {
        String methods = "sbl:decode=mbr,refine=false,sbl:decode=top,refine=false,omp:refine=false";
        int code = run(
                "compare",
                "--snr",
                "20",
                "--methods",
                methods,
                "--trials",
                "30",
                "--noise",
                "known",
                "--truths",
                "2",
                "--within",
                "60",
                "--off-grid",
                "--against",
                "omp:refine=false",
                "--json",
                "-");
        assertEquals(0, code, err.toString());
        JsonNode root = new ObjectMapper().readTree(out.toString());
        assertEquals("known", root.get("noise").asText());
        assertEquals("2", root.get("sources").asText());
        JsonNode rows = root.get("rows");
        assertTrue(rows.get(2).get("difference_deg").isNull());
        for (int m = 0; m < 2; m++) {
            double expected = rows.get(m).get("chamfer_deg").asDouble()
                    - rows.get(2).get("chamfer_deg").asDouble();
            assertEquals(expected, rows.get(m).get("difference_deg").asDouble(), 1e-4);
            assertTrue(rows.get(m).get("difference_low_deg").asDouble()
                    < rows.get(m).get("difference_high_deg").asDouble());
        }
    }

    private static String withoutTimes(String json) {
        return json.replaceAll("\"ms\" : [0-9.E-]+", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--scenario nowhere",
                "--methods musik",
                "--snr loud",
                "--trials 0",
                "--separation 10",
                "--sources some",
                "--snapshots -3",
                "--methods music:step=1,size=3",
                "--sources 12",
                "--noise loud",
                "--against music",
                "--truths 10",
                "--within 0",
                "--within 1.5",
                "--spread -1",
                "--scenario coherent --off-grid",
                "--methods sbl:decode=best",
                "--methods sbl:update=fast",
                "--methods music:decode=mbr",
                "--methods ml:starts=0",
                "--methods posterior:sweeps=none",
                "--methods gated-sbl:weights=nowhere.npz",
                "--colour red"
            })
    void refusesImpossibleOptionsInOneLine(String options) {
        String[] args = ("compare " + options).split(" ");
        assertEquals(2, run(args));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void leavesNothingHalfWritten() throws IOException {
        Path file = folder.resolve("taken");
        Files.createDirectory(file);
        assertEquals(2, run("compare", "--trials", "1", "--snr", "20", "--methods", "omp", "--csv", file.toString()));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
        assertFalse(err.toString().contains("\tat "));
    }
}
