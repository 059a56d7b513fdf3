package org.gatefold.ofdm.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gatefold.sparse.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void writesCaptureAndTruth() throws IOException {
        Path meta = folder.resolve("cell.sigmf-meta");
        Path truth = folder.resolve("truth.json");
        CommandRun run = CommandRun.of(
                new OfdmCommand(),
                "simulate",
                "--pci",
                42,
                "--resource-blocks",
                6,
                "--rate",
                "1.92e6",
                "--ports",
                2,
                "--profile",
                "eva",
                "--doppler",
                5,
                "--snr",
                15,
                "--cfo",
                600,
                "--clock-ppm",
                7,
                "--frames",
                3,
                "--sfn",
                1022,
                "--start",
                0.004,
                "--format",
                "ci8",
                "--frequency",
                "796e6",
                "--out",
                meta,
                "--truth",
                truth);
        assertEquals("", run.err());
        assertEquals(0, run.code());
        assertTrue(run.out().contains("cell 42, FDD, 2 ports, 6 resource blocks"), run.out());
        assertEquals(3 * 19_200 * 2, Files.size(folder.resolve("cell.sigmf-data")));
        JsonNode capture = new ObjectMapper().readTree(meta.toFile());
        assertEquals("ci8", capture.at("/global/core:datatype").asText());
        assertEquals(1.92e6, capture.at("/global/core:sample_rate").asDouble());
        assertEquals(796e6, capture.at("/captures/0/core:frequency").asDouble());
        JsonNode said = new ObjectMapper().readTree(truth.toFile());
        assertEquals(42, said.at("/cell/pci").asInt());
        assertEquals("normal 1", said.at("/cell/phich").asText());
        assertEquals(18, said.at("/channel/taps").size());
        assertEquals(3, said.at("/frames").size());
        assertEquals(1023, said.at("/frames/0/sfn").asInt());
        assertEquals("0b fc 00", said.at("/frames/0/mib").asText());
        assertEquals(0.006 * 1.92e6 * (1 + 7e-6), said.at("/frames/0/sample").asDouble(), 1e-6);
        assertEquals(0, said.at("/frames/1/sfn").asInt());
    }

    @Test
    void theSeedDecides() throws IOException {
        byte[][] captures = new byte[3][];
        for (int i = 0; i < 3; i++) {
            Path file = folder.resolve(i + ".cf32");
            CommandRun run = CommandRun.of(
                    new OfdmCommand(),
                    "simulate",
                    "--resource-blocks",
                    6,
                    "--rate",
                    "1.92e6",
                    "--frames",
                    1,
                    "--seed",
                    i / 2 + 5,
                    "--out",
                    file);
            assertEquals(0, run.code(), run.err());
            captures[i] = Files.readAllBytes(file);
        }
        assertArrayEquals(captures[0], captures[1]);
        assertFalse(Arrays.equals(captures[0], captures[2]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--pci=504", "--resource-blocks=20", "--ports=3", "--rate=2e6", "--rate=NaN", "--frames=0",
                "--frames=100000", "--snr=NaN", "--cfo=1e9", "--clock-ppm=5000", "--start=-1", "--sfn=1024",
                "--doppler=-3", "--profile=tdl", "--format=xyz", "--format=ri16", "--out=x.png"
            })
    void badOptionsAreOneLine(String option) {
        Path file = folder.resolve("bad.sigmf-meta");
        CommandRun run = option.startsWith("--out")
                ? CommandRun.of(
                        new OfdmCommand(),
                        "simulate",
                        "--resource-blocks",
                        6,
                        "--frames",
                        1,
                        "--rate",
                        "1.92e6",
                        "--out",
                        folder + "/x.png")
                : CommandRun.of(new OfdmCommand(), "simulate", "--out", file, option);
        assertEquals(2, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("expected") || run.err().contains("Invalid value"), run.err());
        assertEquals(0, folder.toFile().list().length);
    }

    @Test
    void noFadingNoDoppler() {
        CommandRun run = CommandRun.of(
                new OfdmCommand(), "simulate", "--profile", "AWGN", "--doppler", 5, "--out", folder.resolve("a.cf32"));
        assertEquals(2, run.code());
        assertTrue(run.err().contains("AWGN"), run.err());
    }
}
