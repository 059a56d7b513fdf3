package org.gatefold.doa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.gatefold.sparse.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated recordings through the real command. */
class EstimateTest {
    @TempDir
    private Path directory = Path.of("");

    private Path simulated(String name, Object... args) {
        Path file = directory.resolve(name);
        List<Object> all = new ArrayList<>(List.of("simulate", "--out", file));
        all.addAll(List.of(args));
        CommandRun run = CommandRun.of(new DoaCommand(), all.toArray());
        assertEquals(0, run.code(), run.err());
        return file;
    }

    private static double[] angles(JsonNode finding) {
        List<Double> angles = new ArrayList<>();
        finding.get("sources").forEach(s -> angles.add(s.get("angle_deg").asDouble()));
        return angles.stream().sorted().mapToDouble(Double::doubleValue).toArray();
    }

    private static void assertAngles(JsonNode finding, double tolerance, double... expected) {
        double[] found = angles(finding);
        assertEquals(expected.length, found.length, finding.toString());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], tolerance, finding.toString());
        }
    }

    @Test
    void snapshotsOfTwoSourcesGiveTheJsonThatIsPromised() throws Exception {
        Path file = simulated("two.npy", "--array", "ula:10:0.5wl", "--angles", "-20.3,15.4", "--snapshots", 60);
        CommandRun run = CommandRun.of(
                new DoaCommand(),
                "estimate",
                file,
                "--array",
                "ula:10:0.5wl",
                "--sources",
                2,
                "--json",
                "-",
                "--threads",
                1);
        assertEquals(0, run.code(), run.err());
        JsonNode json = run.json();
        List<String> keys = new ArrayList<>();
        json.fieldNames().forEachRemaining(keys::add);
        assertEquals(
                List.of(
                        "method",
                        "convention",
                        "sources",
                        "noise_variance",
                        "elements",
                        "snapshots",
                        "band_hz",
                        "warnings"),
                keys);
        assertAngles(json, 0.3, -20.3, 15.4);
        assertEquals(0.01, json.get("noise_variance").asDouble(), 0.003);
        assertEquals(10, json.get("elements").asInt());
        assertEquals(60, json.get("snapshots").asInt());
        double deviation = json.get("sources").get(0).get("std_deg").asDouble();
        assertTrue(deviation > 0.005 && deviation < 0.3, "standard deviation " + deviation);
        assertTrue(json.get("warnings").toString().contains("front from back"));
    }

    @Test
    void conventionsSayTheSameDirectionInOtherWords() throws Exception {
        Path file = simulated("one.npy", "--array", "ula:8:0.5wl", "--angles", 30);
        CommandRun endfire = CommandRun.of(
                new DoaCommand(),
                "estimate",
                file,
                "--array",
                "ula:8:0.5wl",
                "--sources",
                1,
                "--convention",
                "endfire",
                "--json",
                "-");
        assertAngles(endfire.json(), 0.3, 60);
        CommandRun compass = CommandRun.of(
                new DoaCommand(),
                "estimate",
                file,
                "--array",
                "ula:8:0.5wl",
                "--sources",
                1,
                "--convention",
                "compass",
                "--json",
                "-");
        assertAngles(compass.json(), 0.3, 30);
    }

    @Test
    void severalMethodsGiveAnArrayAPictureAndATable() throws Exception {
        Path file = simulated("two.npy", "--array", "ula:10:0.5wl", "--angles", "-20,15", "--snapshots", 60);
        Path json = directory.resolve("out/two.json");
        Path plot = directory.resolve("out/two.png");
        CommandRun run = CommandRun.of(
                new DoaCommand(),
                "estimate",
                file,
                "--array",
                "ula:10:0.5wl",
                "--sources",
                "auto",
                "--method",
                "sbl,root-music,music:smoothing=none",
                "--grid",
                2,
                "--json",
                json,
                "--plot",
                plot);
        assertEquals(0, run.code(), run.err());
        assertEquals(
                6,
                run.out().lines().filter(l -> l.matches(".*(sbl|music).*\\d")).count(),
                run.out());
        JsonNode all = new ObjectMapper().readTree(json.toFile());
        assertEquals(3, all.size());
        all.forEach(one -> assertAngles(one, 0.5, -20, 15));
        assertTrue(ImageIO.read(plot.toFile()).getWidth() > 1000);
    }

    @Test
    void aWideBandRecordingIsPlacedAndTracked() throws Exception {
        Path file = simulated(
                "talk.wav", "--array", "ula:6:0.04m", "--angles", "-40", "--seconds", 1, "--band", "500:4000");
        CommandRun run = CommandRun.of(
                new DoaCommand(), "estimate", file, "--array", "ula:6:0.04m", "--sources", 1, "--json", "-");
        assertEquals(0, run.code(), run.err());
        assertAngles(run.json(), 0.5, -40);
        double low = run.json().get("band_hz").get(0).asDouble();
        double high = run.json().get("band_hz").get(1).asDouble();
        assertTrue(low >= 250 && high > 3000 && high < 5000, "the band found is " + low + " to " + high);

        Path plot = directory.resolve("track.png");
        CommandRun track = CommandRun.of(
                new DoaCommand(),
                "estimate",
                file,
                "--array",
                "ula:6:0.04m",
                "--sources",
                1,
                "--method",
                "music",
                "--segment",
                "0.2:0.6",
                "--every",
                0.2,
                "--json",
                "-",
                "--plot",
                plot);
        assertEquals(0, track.code(), track.err());
        assertEquals(3, track.json().size());
        assertEquals(0.4, track.json().get(1).get("time_s").asDouble(), 1e-9);
        track.json().forEach(one -> assertAngles(one, 1.0, -40));
        assertTrue(Files.size(plot) > 10_000);
    }

    @Test
    void iqOnACarrierWorksForArraysInMetres() throws Exception {
        Path file = simulated(
                "radio.sigmf-meta",
                "--array",
                "ula:4:0.06m",
                "--frequency",
                "2.4e9",
                "--angles",
                "25",
                "--rate",
                "1e6");
        CommandRun run = CommandRun.of(
                new DoaCommand(), "estimate", file, "--array", "ula:4:0.06m", "--sources", 1, "--json", "-");
        assertEquals(0, run.code(), run.err());
        assertAngles(run.json(), 0.5, 25);
        CommandRun banded = CommandRun.of(
                new DoaCommand(),
                "estimate",
                file,
                "--array",
                "ula:4:0.06m",
                "--sources",
                1,
                "--method",
                "music",
                "--band",
                "-300000:300000",
                "--json",
                "-");
        assertEquals(0, banded.code(), banded.err());
        assertAngles(banded.json(), 1.0, 25);
    }

    @Test
    void aPlanarArrayHearsAllRound() throws Exception {
        Path csv = directory.resolve("square.csv");
        Files.writeString(csv, "x,y\n-0.05,-0.05\n-0.05,0.05\n0.05,-0.05\n0.05,0.05\n");
        Path file = simulated("round.wav", "--array", csv, "--angles", "-140", "--seconds", 1, "--band", "300:1600");
        CommandRun run = CommandRun.of(
                new DoaCommand(), "estimate", file, "--array", csv, "--sources", 1, "--method", "sbl", "--json", "-");
        assertEquals(0, run.code(), run.err());
        assertAngles(run.json(), 2, -140);
        assertTrue(!run.out().contains("front from back"));
    }

    @Test
    void exchangedChannelsAndAWrongSpacingAreToldOf() throws Exception {
        Path csv = directory.resolve("order.csv");
        Files.writeString(csv, "x,y\n0,0\n0.08,0\n0.04,0\n0.12,0\n0.16,0\n");
        Path exchanged = simulated("order.wav", "--array", csv, "--angles", "30", "--band", "500:3000");
        String args = CommandRun.of(new DoaCommand(), "estimate", exchanged, "--array", "ula:5:0.04m", "--sources", 1)
                .out();
        assertTrue(args.contains("channels 2 and 3 look exchanged"), args);
        Path wide = simulated("wide.wav", "--array", "ula:5:0.05m", "--angles", "80", "--band", "500:3000");
        String slow = CommandRun.of(new DoaCommand(), "estimate", wide, "--array", "ula:5:0.04m", "--sources", 1)
                .out();
        assertTrue(slow.contains("slower along the array"), slow);
        Path fine = simulated("fine.wav", "--array", "ula:5:0.04m", "--angles", "70", "--band", "500:3000");
        String none = CommandRun.of(new DoaCommand(), "estimate", fine, "--array", "ula:5:0.04m", "--sources", 1)
                .out();
        assertTrue(!none.contains("exchanged") && !none.contains("slower"), none);
    }

    @Test
    void simulationSaysTheTruthAndRepeatsItself() throws Exception {
        Path truth = directory.resolve("truth.json");
        Path first =
                simulated("a.npy", "--array", "ula:4:0.5wl", "--angles", "10,20", "--powers", "0,-6", "--truth", truth);
        Path second = simulated("b.npy", "--array", "ula:4:0.5wl", "--angles", "10,20", "--powers", "0,-6");
        assertEquals(-1, Files.mismatch(first, second));
        JsonNode json = new ObjectMapper().readTree(truth.toFile());
        assertEquals(20, json.get("angles_deg").get(1).asDouble());
        assertEquals(-6, json.get("powers_db").get(1).asDouble());
        Path other = simulated("c.npy", "--array", "ula:4:0.5wl", "--angles", "10,20", "--powers", "0,-6", "--seed", 2);
        assertTrue(Files.mismatch(first, other) >= 0);
    }

    @Test
    void theDemoRunsToTheEndAndLeavesItsFiles() throws Exception {
        CommandRun run = CommandRun.of(new DoaCommand(), "demo", "--out", directory.resolve("demo"));
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("sbl")
                && run.out().contains("root-music")
                && run.out().contains("beamscan"));
        for (String name : List.of("doa-snapshots.png", "doa-snapshots.json", "doa-walk.png", "doa-walk.json")) {
            assertTrue(Files.size(directory.resolve("demo").resolve(name)) > 100, name);
        }
        JsonNode walk = new ObjectMapper()
                .readTree(directory.resolve("demo/doa-walk.json").toFile());
        assertEquals(16, walk.size());
        for (int step = 0; step < 16; step++) {
            assertAngles(walk.get(step), 0.6, -60 + 7.5 * step);
        }
    }

    @Test
    void helpShowsExamples() {
        for (String command : List.of("estimate", "simulate", "compare", "demo")) {
            CommandRun run = CommandRun.of(new DoaCommand(), command, "--help");
            assertEquals(0, run.code());
            assertTrue(run.out().contains("doa " + command), run.out());
        }
    }
}
