package org.gatefold.photometric.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.datasets.image.SampleType;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.Reflectance;
import org.gatefold.photometric.light.LightFile;
import org.gatefold.photometric.mesh.MeshFile;
import org.gatefold.photometric.render.Surface;
import org.gatefold.photometric.render.View;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.cli.CommandRun;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.io.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command on a rendered ball of 12 images and on real ones. */
class NormalsCommandTest {
    private static final int SIZE = 48;

    private static Path folder = Path.of("");

    private Path out = Path.of("");

    @BeforeEach
    void place(@TempDir Path here) {
        out = here;
    }

    @BeforeAll
    static void render(@TempDir Path here) throws IOException {
        folder = here;
        double[] directions = new double[36];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            directions[3 * i] = Math.cos(i) * (0.3 + 0.02 * i);
            directions[3 * i + 1] = Math.sin(i) * (0.3 + 0.02 * i);
            directions[3 * i + 2] = 0.9;
            text.append(directions[3 * i])
                    .append(' ')
                    .append(directions[3 * i + 1])
                    .append(" 0.9\n");
        }
        Files.writeString(folder.resolve("lights.txt"), text);
        View view = new View(Surface.sphere(), SIZE, SIZE);
        float[] albedo = new float[SIZE * SIZE];
        java.util.Arrays.fill(albedo, 0.8f);
        Files.createDirectory(folder.resolve("ball"));
        for (int i = 0; i < 12; i++) {
            float[] image = view.image(new Lights(directions), i, Reflectance.lambert(), albedo, true);
            Images.write(
                    folder.resolve("ball").resolve("image" + i + ".pfm"),
                    new Image(SIZE, SIZE, 1, SampleType.F32, image));
        }
        double[] mask = new double[SIZE * SIZE];
        double[] truth = new double[3 * SIZE * SIZE];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = view.normals()[i];
            mask[i / 3] = view.mask().inside()[i / 3] ? 1 : 0;
        }
        Npy.write(folder.resolve("mask.npy"), NdArray.real(new int[] {SIZE, SIZE}, mask));
        Npy.write(folder.resolve("truth.npy"), NdArray.real(new int[] {SIZE, SIZE, 3}, truth));
    }

    private CommandRun normals(Object... more) {
        Object[] usual = {
            "normals",
            folder.resolve("ball"),
            "--lights",
            folder.resolve("lights.txt"),
            "--mask",
            folder.resolve("mask.npy")
        };
        return CommandRun.of(
                new PhotometricCommand(),
                Stream.concat(Stream.of(usual), Stream.of(more)).toArray());
    }

    @Test
    void jsonHasTheErrorsOfAllMethods() throws IOException {
        CommandRun run = normals(
                "--method",
                "sbl",
                "--compare",
                "ls,masked-ls,l1",
                "--truth",
                folder.resolve("truth.npy"),
                "--errors",
                out.resolve("errors.png"),
                "--json",
                "-");
        assertEquals(0, run.code(), run.err());
        JsonNode results = run.json().get("results");
        assertEquals(4, results.size());
        assertEquals("sbl", results.get(0).get("method").asText());
        assertEquals(12, results.get(0).get("images").asInt());
        assertTrue(results.get(0).get("pixels").asInt() > 1400);
        assertTrue(results.get(0).get("mean_error_deg").asDouble() < 0.5, run.out());
        assertTrue(results.get(0).get("p95_error_deg").asDouble()
                >= results.get(0).get("median_error_deg").asDouble());
        assertTrue(results.get(1).get("mean_error_deg").asDouble()
                > results.get(0).get("mean_error_deg").asDouble());
        assertTrue(run.json().get("warnings").isArray());
        assertTrue(Files.size(out.resolve("errors.png")) > 10_000);
    }

    @Test
    void mapsHoldWhatWasFound() {
        CommandRun run = normals(
                "--out",
                out.resolve("n.npy"),
                "--albedo",
                out.resolve("a.exr"),
                "--confidence",
                out.resolve("c.tif"),
                "--relit",
                out.resolve("r.pfm"),
                "--light",
                "0,0,1");
        assertEquals(0, run.code(), run.err());
        NdArray n = Npy.read(out.resolve("n.npy"));
        assertArrayEquals(new int[] {SIZE, SIZE, 3}, n.shape());
        int middle = SIZE / 2 * SIZE + SIZE / 2;
        assertTrue(n.re()[3 * middle + 2] > 0.99);
        assertEquals(0.8, Images.read(out.resolve("a.exr")).samples()[middle], 0.01);
        assertEquals(
                0.8 * n.re()[3 * middle + 2], Images.read(out.resolve("r.pfm")).samples()[middle], 0.01);
        assertEquals(0, Images.read(out.resolve("c.tif")).samples()[middle]);
    }

    @Test
    void directXTurnsGreen() {
        normals("--out", out.resolve("gl.png"));
        CommandRun run = normals("--out", out.resolve("dx.png"), "--convention", "directx");
        assertEquals(0, run.code(), run.err());
        Image gl = Images.read(out.resolve("gl.png"));
        Image dx = Images.read(out.resolve("dx.png"));
        int upper = SIZE / 4 * SIZE + SIZE / 2;
        assertEquals(gl.samples()[3 * upper], dx.samples()[3 * upper]);
        assertEquals(65535, gl.samples()[3 * upper + 1] + dx.samples()[3 * upper + 1], 1);
        assertTrue(gl.samples()[3 * upper + 1] > 40_000, "the upper half faces up");
    }

    @Test
    void nothingIsHalfWrittenWhenInputIsWrong() throws IOException {
        Path few = Files.writeString(out.resolve("few.txt"), "0 0 1\n1 0 1\n0 1 1\n");
        Npy.write(out.resolve("small.npy"), NdArray.real(new int[] {2, 2}, new double[] {1, 1, 1, 1}));
        Map<String, CommandRun> runs = Map.of(
                "lights",
                        CommandRun.of(
                                new PhotometricCommand(),
                                "normals",
                                folder.resolve("ball"),
                                "--lights",
                                few,
                                "--out",
                                out.resolve("x.png")),
                "none", CommandRun.of(new PhotometricCommand(), "normals", folder.resolve("nowhere"), "--lights", few),
                "--lights", CommandRun.of(new PhotometricCommand(), "normals", folder.resolve("ball")),
                "small.npy", runOfSmallMask(),
                "method 'best'", normals("--method", "best"),
                "method 'sbl", normals("--method", "sbl:nonsense=1"),
                "--errors", normals("--errors", out.resolve("e.png")),
                "--light", normals("--relit", out.resolve("x.png"), "--light", "0,0,0"));
        runs.forEach((about, run) -> {
            assertEquals(2, run.code(), about + ": " + run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        });
        String complaint = runOfSmallMask().err();
        assertTrue(complaint.contains("48×48"), complaint);
        assertFalse(Files.exists(out.resolve("x.png")));
    }

    private CommandRun runOfSmallMask() {
        return CommandRun.of(
                new PhotometricCommand(),
                "normals",
                folder.resolve("ball"),
                "--lights",
                folder.resolve("lights.txt"),
                "--mask",
                out.resolve("small.npy"));
    }

    @Test
    void theBunnyFromItsStack() throws IOException {
        Path truth = RealData.file("photometric/bunny/truth.npz");
        CommandRun run = CommandRun.of(
                new PhotometricCommand(),
                "normals",
                RealData.file("photometric/bunny/bunny_lambert_noshadow_gray_f32.npz"),
                "--lights",
                RealData.file("photometric/bunny/lights.txt"),
                "--mask",
                truth + ":mask",
                "--truth",
                truth + ":normals",
                "--json",
                "-");
        assertEquals(0, run.code(), run.err());
        JsonNode one = run.json().get("results").get(0);
        assertEquals(20_317, one.get("pixels").asInt());
        assertTrue(one.get("mean_error_deg").asDouble() <= 0.15, run.out());
        assertEquals(3, Npz.names(truth).size());
    }

    @ParameterizedTest
    @CsvSource({"cat, 96", "bear, 40"})
    void objectsFromTheirPhotographs(String object, int images) throws IOException {
        Path folder = RealData.file("photometric/diligent/" + object);
        CommandRun run = CommandRun.of(
                new PhotometricCommand(),
                "normals",
                folder,
                "--lights",
                folder.resolve("light_directions.txt"),
                "--intensities",
                folder.resolve("light_intensities.txt"),
                "--mask",
                folder.resolve("mask.png"),
                "--truth",
                folder.resolve("normal_gt.npy"),
                "--compare",
                "ls",
                "--json",
                "-");
        assertEquals(0, run.code(), run.err());
        JsonNode results = run.json().get("results");
        assertEquals(images, results.get(0).get("images").asInt());
        assertTrue(results.get(0).get("mean_error_deg").asDouble() <= 7.1, run.out());
        assertTrue(results.get(1).get("mean_error_deg").asDouble() > 8, run.out());
    }

    /** From the folders alone, as they were photographed: nobody tells where the sphere is. */
    @Test
    void lightsOfASphereAndTheBuddhaUnderThem() {
        Path uw = RealData.file("photometric/uw_psm");
        CommandRun run = CommandRun.of(
                new PhotometricCommand(),
                "normals",
                uw.resolve("buddha"),
                "--sphere",
                uw.resolve("chrome"),
                "--mask",
                uw.resolve("buddha/buddha.mask.png"),
                "--lights-out",
                out.resolve("lights.txt"),
                "--depth",
                out.resolve("depth.png"),
                "--integration",
                "poisson",
                "--mesh",
                out.resolve("buddha.ply"));
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("--sphere-floor"), run.out());
        Lights found = LightFile.directions(out.resolve("lights.txt"));
        Lights published = LightFile.directions(uw.resolve("lights.txt"));
        for (int i = 0; i < published.count(); i++) {
            double cosine = 0;
            for (int c = 0; c < 3; c++) {
                cosine += found.at(i, c) * published.at(i, c);
            }
            assertTrue(cosine >= Math.cos(Math.toRadians(3)), "light " + i);
        }
        assertTrue(MeshFile.read(out.resolve("buddha.ply")).triangles() > 50_000);
        assertEquals(512, Images.read(out.resolve("depth.png")).width());
    }
}
