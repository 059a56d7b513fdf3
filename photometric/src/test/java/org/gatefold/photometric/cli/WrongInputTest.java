package org.gatefold.photometric.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.datasets.image.SampleType;
import org.gatefold.sparse.cli.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that cannot be used ends with code 2 and one line that says what was expected and found. */
class WrongInputTest {
    private static final String LIGHTS = "0 0 1\n0.5 0 1\n-0.5 0 1\n0 0.5 1\n0 -0.5 1\n";
    private static final int SIZE = 8;

    private Path here = Path.of("");

    @BeforeEach
    void place(@TempDir Path folder) throws IOException {
        here = folder;
        Files.createDirectory(here.resolve("images"));
        Files.writeString(here.resolve("lights.txt"), LIGHTS);
        for (int k = 0; k < 5; k++) {
            int image = k;
            write("images/" + k + ".png", SampleType.U8, SIZE, i -> 100 + 10 * image + i % 7);
        }
        write("mask.png", SampleType.U8, SIZE, i -> i % SIZE > 0 ? 255 : 0);
    }

    private void write(String name, SampleType type, int width, IntToDoubleFunction samples) {
        float[] values = new float[width * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) samples.applyAsDouble(i);
        }
        Images.write(here.resolve(name), new Image(width, SIZE, 1, type, values));
    }

    private CommandRun run(Object... more) {
        List<Object> all = new ArrayList<>(List.of(
                "normals",
                here.resolve("images"),
                "--lights",
                here.resolve("lights.txt"),
                "--mask",
                here.resolve("mask.png"),
                "--out",
                here.resolve("normals.png")));
        all.addAll(List.of(more));
        return CommandRun.of(new PhotometricCommand(), all.toArray());
    }

    private void refused(CommandRun run, String... parts) {
        assertEquals(2, run.code(), run.out() + run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        for (String part : parts) {
            assertTrue(run.err().contains(part), run.err());
        }
        assertTrue(!Files.exists(here.resolve("normals.png")), "written all the same");
    }

    @Test
    void networksOfOneRigNeedTheirWeights() {
        refused(run("--method", "support-net"), "support-net", "weights=FILE");
        refused(run("--method", "support-net:weights=" + here.resolve("none.npz")), "none.npz");
    }

    @Test
    void theInputIsRightAsItIs() {
        CommandRun run = run();
        assertEquals(0, run.code(), run.err());
        assertTrue(Files.exists(here.resolve("normals.png")));
        assertTrue(!run.out().contains("saturated"), run.out());
    }

    @Test
    void imagesOfDifferentSizes() {
        write("images/3.png", SampleType.U8, 9, i -> 50);
        refused(run(), "3.png", "expected 8×8", "found 9×8");
    }

    @Test
    void anotherNumberOfLights() throws IOException {
        Files.writeString(here.resolve("lights.txt"), LIGHTS + "1 1 1\n");
        refused(run(), "lights.txt", "expected 5 lights", "found 6");
    }

    @Test
    void anotherNumberOfIntensities() throws IOException {
        Path file = Files.writeString(here.resolve("intensities.txt"), "1\n2\n");
        refused(run("--intensities", file), "intensities.txt", "of 5 lights", "found 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 1;1 0 1;-1 0 1;.5 0 1;.2 0 1", "0 0 1;0 0 1;0 0 2;0 0 1;0 0 1"})
    void lightsInAPlane(String lights) throws IOException {
        Files.writeString(here.resolve("lights.txt"), lights.replace(';', '\n'));
        refused(run(), "lights.txt", "three independent directions", "5 in one plane");
    }

    @Test
    void lightsNearlyInAPlaneAreTold() throws IOException {
        Files.writeString(here.resolve("lights.txt"), "0 .01 1\n1 0 1\n-1 0 1\n.5 -.01 1\n.2 .01 1\n");
        CommandRun run = run();
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("nearly in one plane"), run.out());
    }

    @Test
    void blackImages() {
        for (int k = 0; k < 5; k++) {
            // What is not black is outside the mask.
            write("images/" + k + ".png", SampleType.U8, SIZE, i -> i % SIZE > 0 ? 0 : 9);
        }
        refused(run(), "0.png", "expected light on the object", "56 pixels black in all 5 images");
    }

    @Test
    void oneBlackImageIsTold() {
        write("images/2.png", SampleType.U8, SIZE, i -> 0);
        CommandRun run = run();
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("2.png is black all over the object"), run.out());
    }

    @Test
    void saturatedImages() {
        for (int k = 0; k < 5; k++) {
            write("images/" + k + ".png", SampleType.U8, SIZE, i -> 255);
        }
        refused(run(), "0.png", "below full scale", "56 pixels of the object saturated");
    }

    @Test
    void someSaturationIsTold() {
        write("images/2.png", SampleType.U8, SIZE, i -> i % 2 == 0 ? 255 : 100);
        CommandRun run = run();
        assertEquals(0, run.code(), run.err());
        assertTrue(
                run.out().contains("% of the samples are saturated")
                        && run.out().contains("2.png"),
                run.out());
    }

    @Test
    void darkPixelsAreTold() {
        for (int k = 0; k < 5; k++) {
            int image = k;
            write("images/" + k + ".png", SampleType.U8, SIZE, i -> image < 3 && i % SIZE == 3 ? 0 : 99);
        }
        CommandRun run = run();
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("8 of 56 pixels are lit in fewer than 3 images"), run.out());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void notNumbers(double wrong) throws IOException {
        for (int k = 0; k < 5; k++) {
            Files.delete(here.resolve("images/" + k + ".png"));
            int image = k;
            write("images/" + k + ".pfm", SampleType.F32, SIZE, i -> image == 1 && i == 10 ? wrong : 0.5);
        }
        refused(run(), "1.pfm", "expected finite samples", "column 2, row 1");
    }

    @Test
    void masks() {
        write("mask.png", SampleType.U8, SIZE, i -> 0);
        refused(run(), "mask.png", "expected a mask with an object");
        write("mask.png", SampleType.U8, 9, i -> 1);
        refused(run(), "mask.png", "expected a mask of 8×8", "found 9×8");
    }

    @Test
    void fewerLightsThanAMethodTakes() throws IOException {
        for (int k = 3; k < 5; k++) {
            Files.delete(here.resolve("images/" + k + ".png"));
        }
        Files.writeString(here.resolve("lights.txt"), "0 0 1\n1 0 1\n0 1 1\n");
        refused(run("--method", "sbl:space=null"), "at least 4 lights", "found 3");
        assertEquals(
                0,
                run("--compare", "ls,masked-ls,trimmed-ls,l1,masked-sbl,rpca").code());
    }

    @Test
    void optionsThatDoNotGoTogether() {
        refused(run("--sphere", here), "--lights, --sphere", "both");
        refused(run("--sphere-floor", "0.1"), "--sphere-floor", "found --lights");
        refused(run("--depth", here.resolve("d.jpg")), "--depth", ".png");
        refused(run("--mesh", here.resolve("d.stl")), "--mesh", ".ply");
        refused(run("--albedo", here.resolve("nothing")), "--albedo", ".exr");
        refused(run("--camera", here.resolve("lights.txt"), "--depth", here.resolve("d.npy")), "lights.txt", "nine");
    }

    @Test
    void spheresThatCannotBeSeen() {
        CommandRun run = CommandRun.of(
                new PhotometricCommand(), "normals", here.resolve("images"), "--sphere", here.resolve("images"));
        refused(run, "images", "outline of a sphere", "--sphere-mask");
        Path file = here.resolve("images/1.png");
        run = CommandRun.of(new PhotometricCommand(), "normals", file, file, "--sphere", here.resolve("images"));
        refused(run, "images", "expected 2 images of the sphere", "found 5");
    }

    @Test
    void normalMapsThatAreNone() {
        CommandRun run = CommandRun.of(new PhotometricCommand(), "depth", here.resolve("mask.png"));
        refused(run, "mask.png", "three channels");
        Images.write(here.resolve("black.png"), new Image(SIZE, SIZE, 3, SampleType.U8, new float[3 * SIZE * SIZE]));
        run = CommandRun.of(new PhotometricCommand(), "depth", here.resolve("black.png"));
        refused(run, "black.png", "expected normals of length 1", "found none");
    }

    /** Bytes changed, cut off or put in between anywhere: read as something else, or refused in one line. */
    @ParameterizedTest
    @ValueSource(strings = {"lights.txt", "mask.png", "images/2.png", "K.txt", "intensities.txt"})
    void damage(String name) throws IOException {
        Files.writeString(here.resolve("K.txt"), "300 0 4\n0 310 3.5\n0 0 1\n");
        Files.writeString(here.resolve("intensities.txt"), "1\n2 3 4\n5e-1\n1.5\n1\n");
        byte[] whole = Files.readAllBytes(here.resolve(name));
        SplittableRandom rng = new SplittableRandom(7);
        int refused = 0;
        for (int t = 0; t < 60; t++) {
            Files.write(here.resolve(name), damaged(whole, rng));
            CommandRun run = run(
                    "--method",
                    "ls",
                    "--intensities",
                    here.resolve("intensities.txt"),
                    "--camera",
                    here.resolve("K.txt"),
                    "--integration",
                    "poisson",
                    "--depth",
                    here.resolve("depth.npy"));
            assertTrue(run.code() == 0 || run.code() == 2, run.err());
            assertEquals(run.code() == 0 ? 0 : 1, run.err().lines().count(), run.err());
            refused += run.code() == 2 ? 1 : 0;
        }
        assertTrue(refused > 5, "refused only " + refused);
    }

    private static byte[] damaged(byte[] whole, SplittableRandom rng) {
        byte[] bytes = whole.clone();
        for (int k = rng.nextInt(4); k >= 0; k--) {
            bytes[rng.nextInt(bytes.length)] = (byte) rng.nextInt(256);
        }
        if (rng.nextInt(3) == 0) {
            return java.util.Arrays.copyOf(bytes, rng.nextInt(bytes.length));
        }
        if (rng.nextInt(3) == 0) {
            byte[] more =
                    new String[] {"-", "\n", "1e999", "NaN", " 0 "}[rng.nextInt(5)].getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(
                    more, 0, bytes, Math.min(bytes.length - more.length, rng.nextInt(bytes.length)), more.length);
        }
        return bytes;
    }
}
