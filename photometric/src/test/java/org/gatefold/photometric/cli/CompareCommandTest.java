package org.gatefold.photometric.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.cli.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private Path out = Path.of("");

    @BeforeEach
    void place(@TempDir Path here) {
        out = here;
    }

    private static CommandRun compare(Object... options) {
        return CommandRun.of(
                new PhotometricCommand(),
                Stream.concat(Stream.of("compare"), Stream.of(options)).toArray());
    }

    @Test
    void rendersHaveRowsDrawsAndAPicture() throws IOException {
        Path csv = out.resolve("rows.csv");
        Path plot = out.resolve("rows.png");
        Path json = out.resolve("rows.json");
        Object[] options = {
            "--scene",
            "sphere",
            "--size",
            "40x40",
            "--lights",
            "8,16",
            "--elevation",
            "0.1,0.5",
            "--methods",
            "ls,sbl",
            "--draws",
            2,
            "--csv",
            csv,
            "--plot",
            plot,
            "--json",
            json
        };
        CommandRun run = compare(options);
        assertEquals(0, run.code(), run.err());
        assertEquals(2 + 4 * 5, run.out().lines().count(), run.out());
        assertEquals(1 + 4 * 5, Files.readAllLines(csv).size());
        assertTrue(Files.size(plot) > 10_000);
        String text = Files.readString(json);
        options[options.length - 1] = "-";
        JsonNode again = compare(options).json();
        assertEquals(20, again.get("rows").size());
        assertEquals(40, again.get("draws").size());
        assertEquals("40x40", again.get("size").asText());
        JsonNode first = again.get("rows").get(0);
        assertEquals(8, first.get("lights").asInt());
        assertEquals("ls", first.get("method").asText());
        assertTrue(first.get("mean_error_deg").asDouble() > 1);
        assertTrue(
                text.contains(
                        "\"mean_error_deg\" : " + first.get("mean_error_deg").asText()),
                "seeds give the same");
    }

    @Test
    void aFolderOfRendersIsSeenUnderSomeOfItsLights() throws IOException {
        Path folder = out.resolve("ball");
        CommandRun made = CommandRun.of(
                new PhotometricCommand(),
                "simulate",
                "--scene",
                "sphere",
                "--size",
                "40x40",
                "--lights",
                12,
                "--intensities",
                "0.5:1",
                "--format",
                "npz",
                "--out",
                folder);
        assertEquals(0, made.code(), made.err());
        CommandRun run = compare("--scene", folder, "--lights", "6,12", "--methods", "ls", "--draws", 3, "--json", "-");
        assertEquals(0, run.code(), run.err());
        JsonNode rows = run.json().get("rows");
        assertEquals(2 * 5, rows.size());
        assertEquals(3, rows.get(0).get("draws").asInt());
        assertEquals(1, rows.get(5).get("draws").asInt(), "all lights are one draw");
        assertTrue(rows.get(5).get("mean_low_deg").isNull());
        assertEquals(2, compare("--scene", folder, "--lights", "13").code());
        assertEquals(
                2,
                compare("--scene", folder, "--lights", "6", "--methods", "oracle")
                        .code());
        Files.delete(folder.resolve("normals.npy"));
        CommandRun without = compare("--scene", folder, "--lights", "6");
        assertEquals(2, without.code());
        assertTrue(without.err().contains("true normals"), without.err());
    }

    @Test
    void theBearUnderSomeOfItsLights() throws IOException {
        Path bear = Objects.requireNonNull(
                RealData.file("photometric/diligent/bear/mask.png").getParent());
        CommandRun run = compare("--scene", bear, "--lights", "10", "--methods", "ls", "--draws", 1, "--json", "-");
        assertEquals(0, run.code(), run.err());
        JsonNode rows = run.json().get("rows");
        assertEquals("ls", rows.get(0).get("method").asText());
        assertEquals("sbl", rows.get(1).get("method").asText());
        assertTrue(rows.get(1).get("mean_error_deg").asDouble() < 9.5, rows.toString());
        assertTrue(
                rows.get(1).get("mean_error_deg").asDouble()
                        < rows.get(0).get("mean_error_deg").asDouble(),
                rows.toString());
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeTheWork() throws IOException {
        Path empty = Files.createDirectory(out.resolve("empty"));
        Object[][] wrong = {
            {"--scene", "teapot"},
            {"--scene", empty},
            {"--lights", "2"},
            {"--lights", "ten"},
            {"--elevation", "1"},
            {"--elevation", "-0.1"},
            {"--methods", "best"},
            {"--methods", "sbl:nonsense=1"},
            {"--draws", "0"},
            {"--size", "7x7"},
            {"--csv", empty},
            {"--plot", Files.writeString(out.resolve("file"), "").resolve("x.png")}
        };
        for (Object[] options : wrong) {
            CommandRun run = compare(options);
            assertEquals(2, run.code(), List.of(options) + ": " + run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
    }
}
