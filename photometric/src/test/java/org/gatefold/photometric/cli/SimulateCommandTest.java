package org.gatefold.photometric.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.datasets.image.SampleType;
import org.gatefold.photometric.light.LightFile;
import org.gatefold.sparse.cli.CommandRun;
import org.gatefold.sparse.io.Npy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on small renders, and what the command {@code normals} makes of them. */
class SimulateCommandTest {
    private Path out = Path.of("");

    private Path ball = Path.of("");

    @BeforeEach
    void place(@TempDir Path here, @TempDir Path elsewhere) throws IOException {
        out = here;
        ball = Files.writeString(elsewhere.resolve("ball.obj"), ball(16, 32));
    }

    /** Corners on a ball of radius 1 and the squares between them. */
    private static String ball(int rings, int spokes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= rings; i++) {
            for (int j = 0; j < spokes; j++) {
                double theta = Math.PI * i / rings;
                double phi = 2 * Math.PI * j / spokes;
                text.append("v ").append(Math.sin(theta) * Math.sin(phi));
                text.append(' ').append(Math.cos(theta));
                text.append(' ').append(Math.sin(theta) * Math.cos(phi)).append('\n');
            }
        }
        for (int i = 0; i < rings; i++) {
            for (int j = 0; j < spokes; j++) {
                int a = i * spokes + j + 1;
                int b = i * spokes + (j + 1) % spokes + 1;
                text.append("f ").append(a).append(' ').append(a + spokes);
                text.append(' ').append(b + spokes).append(' ').append(b).append('\n');
            }
        }
        return text.toString();
    }

    private CommandRun simulate(String folder, Object... more) {
        Map<String, Object> options = new LinkedHashMap<>(Map.of("--scene", ball, "--size", "40x40"));
        options.putAll(Map.of("--lights", 12, "--elevation", 0.5, "--out", out.resolve(folder)));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i].toString(), more[i + 1]);
        }
        return CommandRun.of(
                new PhotometricCommand(),
                Stream.concat(
                                Stream.of("simulate"),
                                options.entrySet().stream().flatMap(o -> Stream.of(o.getKey(), o.getValue())))
                        .toArray());
    }

    private JsonNode normals(Path images, Path folder, String method, Object... more) throws IOException {
        Object[] usual = {
            "normals",
            images,
            "--lights",
            folder.resolve("lights.txt"),
            "--mask",
            folder.resolve("mask.png"),
            "--truth",
            folder.resolve("normals.npy"),
            "--method",
            method,
            "--json",
            "-"
        };
        CommandRun run = CommandRun.of(
                new PhotometricCommand(),
                Stream.concat(Stream.of(usual), Stream.of(more)).toArray());
        assertEquals(0, run.code(), run.err());
        return run.json().get("results").get(0);
    }

    @Test
    void normalsFindsTheTruthInEveryFormat() throws IOException {
        for (String format : List.of("exr", "pfm", "tif", "npz", "hdr", "png")) {
            CommandRun run = simulate(format, "--reflectance", "lambert", "--format", format);
            assertEquals(0, run.code(), run.err());
            Path folder = out.resolve(format);
            assertTrue(run.out().contains("normals.npy"), run.out());
            JsonNode found = normals(format.equals("npz") ? folder.resolve("images.npz") : folder, folder, "masked-ls");
            assertEquals(12, found.get("images").asInt());
            assertTrue(found.get("pixels").asInt() > 1000);
            double most = format.equals("hdr") ? 0.5 : format.equals("png") ? 0.02 : 1e-3;
            assertTrue(found.get("mean_error_deg").asDouble() < most, format + ": " + found);
        }
    }

    @Test
    void intensitiesColoursAndNoiseGoTheWholeWay() throws IOException {
        float[] texture = new float[40 * 40 * 3];
        for (int i = 0; i < texture.length; i++) {
            texture[i] = 0.2f + 0.3f * (i % 3);
        }
        Images.write(out.resolve("albedo.exr"), new Image(40, 40, 3, SampleType.F32, texture));
        CommandRun run = simulate(
                "lit",
                "--reflectance",
                "lambert",
                "--albedo",
                out.resolve("albedo.exr"),
                "--intensities",
                "0.5:1",
                "--full-well",
                "1e6",
                "--read-noise",
                "5",
                "--bits",
                "14");
        assertEquals(0, run.code(), run.err());
        Path folder = out.resolve("lit");
        double[] strengths = LightFile.intensities(folder.resolve("intensities.txt"), 12);
        assertTrue(strengths[0] >= 0.5 && strengths[0] <= 1 && strengths[0] != strengths[3]);
        Path maps = out.resolve("a.npy");
        Object[] more = {"--intensities", folder.resolve("intensities.txt"), "--albedo", maps};
        JsonNode found = normals(folder, folder, "masked-ls:shadow=0.02", more);
        assertTrue(found.get("median_error_deg").asDouble() < 0.2, found.toString());
        int middle = 3 * (20 * 40 + 20);
        assertEquals(0.2, Npy.read(maps).re()[middle], 0.01);
        assertEquals(0.8, Npy.read(maps).re()[middle + 2], 0.01);
    }

    @Test
    void greyImagesTakeIntensitiesToo() throws IOException {
        simulate("grey", "--reflectance", "lambert", "--intensities", "0.2:2");
        Path folder = out.resolve("grey");
        JsonNode found = normals(folder, folder, "masked-ls", "--intensities", folder.resolve("intensities.txt"));
        assertTrue(found.get("mean_error_deg").asDouble() < 1e-3, found.toString());
    }

    @Test
    void aSeedIsTheSameImagesAndAnotherIsNot() throws IOException {
        Object[] noisy = {"--full-well", 1000, "--albedo", "marble", "--intensities", "0.5:1", "--seed", 3};
        simulate("a", noisy);
        simulate("b", Stream.concat(Stream.of(noisy), Stream.of("--threads", 1)).toArray());
        noisy[noisy.length - 1] = 4;
        simulate("c", noisy);
        try (Stream<Path> files = Files.list(out.resolve("a"))) {
            List<Path> all = files.toList();
            assertEquals(19, all.size());
            for (Path file : all) {
                Path name = file.getFileName();
                assertArrayEquals(
                        Files.readAllBytes(file),
                        Files.readAllBytes(out.resolve("b").resolve(name)),
                        name.toString());
            }
        }
        assertNotEquals(Files.readString(out.resolve("a/lights.txt")), Files.readString(out.resolve("c/lights.txt")));
        assertFalse(Images.read(out.resolve("a/image03.exr")).equals(Images.read(out.resolve("c/image03.exr"))));
    }

    @Test
    void aFolderOfRendersIsReplacedAndNoOther() throws IOException {
        simulate("again");
        Path mine = Files.writeString(out.resolve("again/notes.txt"), "mine");
        assertEquals(0, simulate("again", "--format", "pfm", "--lights", 5).code());
        try (Stream<Path> files = Files.list(out.resolve("again"))) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertTrue(names.contains("image5.pfm") && names.contains("notes.txt"), names.toString());
            assertTrue(names.stream().noneMatch(name -> name.endsWith(".exr")), names.toString());
        }
        assertEquals("mine", Files.readString(mine));
        Files.createDirectory(out.resolve("other"));
        Files.writeString(out.resolve("other/notes.txt"), "mine");
        assertEquals(2, simulate("other").code());
    }

    @Test
    void nothingIsLeftOfWhatMakesNoSense() throws IOException {
        Path broken = Files.writeString(out.resolve("broken.obj"), "v 0 0 0\nf 1 2 3\n");
        Path flat = Files.writeString(out.resolve("edge.obj"), "v 0 0 0\nv 0 1 0\nv 0 0 1\nf 1 2 3\n");
        Images.write(out.resolve("small.exr"), new Image(8, 8, 1, SampleType.F32, new float[64]));
        Object[][] wrong = {
            {"--scene", "teapot"},
            {"--scene", out.resolve("none.obj")},
            {"--scene", broken},
            {"--scene", flat},
            {"--size", "256"},
            {"--size", "0x40"},
            {"--size", "99999x99999"},
            {"--lights", "0"},
            {"--lights", "99999999999999"},
            {"--lights", out.resolve("none.txt")},
            {"--elevation", "1"},
            {"--elevation", "nan"},
            {"--reflectance", "phong"},
            {"--reflectance", "blinn-phong:shine=2"},
            {"--albedo", "0"},
            {"--albedo", "marble:low=2"},
            {"--albedo", out.resolve("small.exr")},
            {"--intensities", "2:1"},
            {"--shadows", "some"},
            {"--shadows", "none", "--format", "png"},
            {"--full-well", "0"},
            {"--read-noise", "3"},
            {"--bits", "40"},
            {"--turn", "1,2"},
            {"--format", "jpg"}
        };
        for (Object[] options : wrong) {
            CommandRun run = simulate("x", options);
            assertEquals(2, run.code(), List.of(options) + ": " + run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(3, files.count(), "half a folder was left");
        }
    }
}
