package org.gatefold.ofdm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
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
        assertEquals(
                List.of(
                        "method",
                        "nmse_db",
                        "nmse_low_db",
                        "nmse_high_db",
                        "failed_share",
                        "worst_db",
                        "ms_per_channel"),
                keys(row));
        assertEquals("omp:noise=1.2", row.get("method").asText());
        assertTrue(row.get("nmse_db").asDouble()
                < root.get("rows").get(1).get("nmse_db").asDouble());
        assertTrue(Files.readAllLines(csv).get(0).contains("nmse_low_db,nmse_high_db"));
        assertEquals(4, Files.readAllLines(csv).size());
        assertTrue(Files.size(png) > 2000);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 75})
    void shippedWeightsBeatTheSameNumberOfClassicalIterations(int pilots) throws IOException {
        String line = "compare --pilot-seed 1 --channels 256 --json - --pilots " + pilots
                + " --methods fista:iterations=16,na-alista,alista";
        assertEquals(0, run(line.split(" ")), err.toString());
        JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
        double fista = rows.get(0).get("nmse_db").asDouble();
        assertTrue(rows.get(1).get("nmse_db").asDouble() < fista - 10, rows.toString());
        assertTrue(rows.get(2).get("nmse_db").asDouble() < fista - 8, rows.toString());
    }

    @Test
    void weightsThatAreNotShippedAreRefused() {
        assertEquals(2, run("compare", "--channels", "3", "--methods", "na-alista"));
        assertTrue(
                err.toString().contains("expected weights=FILE.npz, for no trained weights of 16 layers"),
                err.toString());
        assertEquals(2, run("compare", "--channels", "3", "--pilot-seed", "2", "--methods", "na-alista"));
    }

    @Test
    void aSweepHasTheRowsOfSeparateRuns() throws IOException {
        String line = "compare --channels 10 --json - --methods ";
        assertEquals(0, run((line + "omp,fista:iterations={K} --each K=2,5 --plot " + folder + "/k.png").split(" ")));
        JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
        assertEquals(3, rows.size());
        assertTrue(rows.get(0).get("K").isNull());
        assertEquals("fista:iterations={K}", rows.get(2).get("method").asText());
        assertEquals(5, rows.get(2).get("K").asInt());
        out.getBuffer().setLength(0);
        assertEquals(0, run((line + "omp,fista:iterations=5").split(" ")));
        JsonNode alone = new ObjectMapper().readTree(out.toString()).get("rows");
        assertEquals(alone.get(0).get("nmse_db"), rows.get(0).get("nmse_db"));
        assertEquals(alone.get(1).get("nmse_db"), rows.get(2).get("nmse_db"));
        assertTrue(Files.size(folder.resolve("k.png")) > 2000);
        out.getBuffer().setLength(0);
        assertEquals(0, run((line + "genie,omp --pilots {M} --each M=50,100").split(" ")));
        JsonNode pilots = new ObjectMapper().readTree(out.toString());
        assertEquals("{M}", pilots.get("pilots").asText());
        assertEquals(4, pilots.get("rows").size());
        assertEquals(alone.get(0).get("nmse_db"), pilots.at("/rows/3/nmse_db"));
    }

    /** The picture of a channel has three parts of full width, and another channel looks different. */
    @Test
    void drawsOneChannel() throws IOException {
        String line = "compare --channels 70 --methods genie,ls,omp,fista:iterations=3 --channel-plot " + folder;
        assertEquals(0, run((line + "/a.png --channel 3").split(" ")), err.toString());
        assertEquals(0, run((line + "/b.png --channel 69").split(" ")), err.toString());
        BufferedImage a = ImageIO.read(folder.resolve("a.png").toFile());
        BufferedImage b = ImageIO.read(folder.resolve("b.png").toFile());
        assertTrue(a.getWidth() > 1500 && a.getHeight() > 1500, a.toString());
        long different = IntStream.range(0, a.getWidth())
                .filter(x -> a.getRGB(x, a.getHeight() / 2) != b.getRGB(x, a.getHeight() / 2))
                .count();
        assertTrue(different > 20, different + " pixels of a line");
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
                "--pilots many",
                "--each K=1,2",
                "--each K=one --methods fista:iterations={K}",
                "--each K=0 --methods fista:iterations={K}",
                "--each M=500,601 --pilots {M}",
                "--channel-plot none.png --channel 1",
                "--channel-plot none.png --each K=3 --methods fista:iterations={K}",
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
