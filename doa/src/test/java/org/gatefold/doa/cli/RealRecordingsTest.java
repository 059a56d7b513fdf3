package org.gatefold.doa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real recordings of known directions through the real command. */
class RealRecordingsTest {
    private static JsonNode estimate(Object... args) throws IOException {
        Object[] all = Stream.concat(Stream.of("estimate"), Stream.concat(Stream.of(args), Stream.of("--json", "-")))
                .toArray();
        CommandRun run = CommandRun.of(new DoaCommand(), all);
        assertEquals(0, run.code(), run.err());
        return run.json();
    }

    /** The Sea of Okhotsk earthquake of 2012: 35.6° toward north by its back-azimuth and apparent velocity. */
    @Test
    void theYellowknifeArrayHearsTheEarthquake() throws IOException {
        JsonNode found = estimate(
                RealData.file("doa/yellowknife/yka_NS_10ch_20Hz.wav"),
                "--array",
                RealData.file("doa/yellowknife/yka_NS_10ch_geometry.csv"),
                "--speed",
                15460,
                "--band",
                "0.5:2",
                "--segment",
                "120:10",
                "--sources",
                1,
                "--method",
                "sbl,music,root-music,capon,beamscan");
        assertEquals(5, found.size());
        for (JsonNode one : found) {
            assertEquals(1, one.get("sources").size());
            assertEquals(35.6, one.get("sources").get(0).get("angle_deg").asDouble(), 1.0, one.toString());
        }
    }

    /** Chirps from nine directions; the file name is the angle, clockwise from broadside. No option but the array. */
    @Test
    void theRobatFilesAreWithinOneAndAHalfDegrees() throws IOException {
        Path folder = RealData.file("doa/robat");
        Map<String, Double> squares = new HashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().endsWith(".wav")).sorted().toList();
        }
        assertEquals(9, files.size());
        for (Path file : files) {
            double truth = Double.parseDouble(String.valueOf(file.getFileName()).substring(0, 3));
            truth = truth > 180 ? truth - 360 : truth;
            for (JsonNode one :
                    estimate(file, "--array", "ula:5:0.0164m", "--sources", 1, "--method", "sbl,music,root-music")) {
                double error = one.get("sources").get(0).get("angle_deg").asDouble() - truth;
                squares.merge(one.get("method").asText(), error * error, Double::sum);
            }
        }
        squares.forEach((method, sum) -> {
            double rms = Math.sqrt(sum / files.size());
            assertTrue(rms <= 1.5, method + ": " + rms + "°");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bv86_c128.npy", "realData_demo.mat"})
    void theRadarSeesItsTwoReflectors(String file) throws IOException {
        for (JsonNode one : estimate(
                RealData.file("doa/radar/" + file),
                "--array",
                "ula:86:0.5wl",
                "--sources",
                2,
                "--method",
                "sbl,music,beamscan")) {
            double[] angles = {
                one.get("sources").get(0).get("angle_deg").asDouble(),
                one.get("sources").get(1).get("angle_deg").asDouble()
            };
            assertEquals(0, Math.min(angles[0], angles[1]), 0.3, one.toString());
            assertEquals(7, Math.max(angles[0], angles[1]), 0.3, one.toString());
        }
    }

    /** Impulse responses of a music room: 0° and 26.57°, with an offset common to both. */
    @Test
    void theMusicRoomKeepsTheDifferenceOfItsDirections() throws IOException {
        String[][] pairs = {{"arr1_target", "arr1_int1"}, {"arr2_target", "arr2_int2"}};
        for (String[] pair : pairs) {
            double[] angles = new double[2];
            for (int i = 0; i < 2; i++) {
                Path file = RealData.file("doa/kitamura/musicRoom_2A_" + pair[i] + "_4ch_96k.wav");
                JsonNode one = estimate(file, "--array", "ula:4:0.01m", "--sources", 1, "--band", "3000:15000");
                angles[i] = one.get("sources").get(0).get("angle_deg").asDouble();
            }
            assertEquals(26.57, Math.abs(angles[1] - angles[0]), 2.0, pair[0] + " " + angles[0] + ", " + angles[1]);
        }
    }

    /** Simulated speech all round a square of four microphones; the file name is the unit vector to the source. */
    @Test
    void speechIsPlacedAllRoundASquare(@TempDir Path directory) throws IOException {
        Path square = directory.resolve("square.csv");
        Files.writeString(square, "x,y\n-0.05,-0.05\n-0.05,0.05\n0.05,-0.05\n0.05,0.05\n");
        Map<String, Double> bearings = Map.of(
                "speech_-0.82918_0.55279_-0.082918.flac",
                Math.toDegrees(Math.atan2(-0.82918, 0.55279)),
                "speech_-0.98894_0_0.14834.flac",
                -90.0);
        for (Map.Entry<String, Double> one : bearings.entrySet()) {
            JsonNode found =
                    estimate(RealData.file("doa/speechbrain_sim/" + one.getKey()), "--array", square, "--sources", 1);
            double angle = found.get("sources").get(0).get("angle_deg").asDouble();
            double error = Math.IEEEremainder(angle - one.getValue(), 360);
            assertTrue(Math.abs(error) < 5, one.getKey() + ": " + angle + "°");
        }
    }
}
