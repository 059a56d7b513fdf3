package org.gatefold.photometric.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.gatefold.photometric.LightDraw;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.light.LightFile;
import org.gatefold.photometric.render.RenderFolder;
import org.gatefold.photometric.render.Scene;
import org.gatefold.photometric.render.Sensor;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code photometric simulate}: images of a surface under known lights, with its exact normals. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Renders a surface under known lights, with shadows, highlights and the noise of a sensor, into a"
                + " folder of linear images with lights, mask, exact normals and depth.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  photometric simulate --scene bust --lights 20 --elevation 0.3 --out bust",
            "  photometric normals bust --lights bust/lights.txt --mask bust/mask.png --truth bust/normals.npy",
            "  photometric simulate --scene bunny.obj.gz --size 300x400 --albedo marble --reflectance blinn-phong \\",
            "      --lights rig.txt --full-well 20000 --read-noise 5 --bits 12 --format png --out bunny",
            "",
            "Lights are spread evenly over the hemisphere above the elevation. normals.npy holds [row][column][x, y, z],",
            "depth.npy pixels behind the foremost place; both are 0 outside the mask. A folder that was made so is made",
            "anew, what else is in it stays."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_LIGHTS = 10_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--scene",
            defaultValue = "bust",
            paramLabel = "SURFACE",
            description = "bust, sphere or a mesh: .obj or .ply, also .gz (${DEFAULT-VALUE}).")
    private String surface = "bust";

    @Option(
            names = "--lights",
            defaultValue = "20",
            paramLabel = "N|FILE",
            description = "How many lights to draw, or a file of directions x y z (${DEFAULT-VALUE}).")
    private String lights = "20";

    @Option(
            names = "--elevation",
            defaultValue = "0.1",
            paramLabel = "Z",
            description = "Least z of a drawn light's direction, the sine of its elevation (${DEFAULT-VALUE}).")
    private double elevation = 0.1;

    @Option(
            names = "--intensities",
            paramLabel = "LOW:HIGH|FILE",
            description = "Draw the lights' intensities between two, or read them; 1 if not given.")
    private @Nullable String intensities;

    @Mixin
    private final SceneOptions options = new SceneOptions();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of lights, texture and noise (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--format",
            defaultValue = "exr",
            description = "exr, pfm, hdr, tif: floating point; png: 16 bits; npz: one stack (${DEFAULT-VALUE}).")
    private String format = "exr";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to make.")
    private Path out = Path.of("");

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        RenderFolder folder = new RenderFolder(out, format);
        if (!options.shadows().attached()
                && !folder.holdsNegative()
                && options.sensor().ideal()) {
            throw new InputException("--shadows " + options.shadows() + ": expected --format exr, pfm, tif or npz that"
                    + " hold negative numbers, found " + format);
        }
        SplittableRandom rng = new SplittableRandom(seed);
        Lights directions = lights(rng.split());
        double[] strengths = strengths(directions.count(), rng.split());
        Scene scene = options.scene(surface, seed);
        Sensor sensor = options.sensor();
        SplittableRandom noise = rng.split();
        try (Progress progress = new Progress(CommandRunner.err(spec), "simulate", directions.count());
                folder) {
            folder.start(scene, directions, intensities == null ? null : strengths, description());
            for (int i = 0; i < directions.count(); i++) {
                double[] colours = Arrays.copyOfRange(strengths, 3 * i, 3 * i + 3);
                float[] image = scene.radiance(
                        scene.shade(directions, i),
                        scene.albedo().colours() == 1
                                ? new double[] {Arrays.stream(colours).sum() / 3}
                                : colours);
                sensor.read(image, noise.split());
                folder.add(image);
                progress.show(i + 1, out.toString());
            }
            folder.finish();
        }
        report(scene, directions);
        return 0;
    }

    private Lights lights(SplittableRandom rng) {
        if (lights.matches("[+-]?[0-9]+") && !Files.exists(Path.of(lights))) {
            int count = lights.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(lights);
            if (count < 1 || count > MOST_LIGHTS) {
                throw new InputException("--lights: expected 1 to " + MOST_LIGHTS + " lights, found " + lights);
            }
            return new LightDraw(count, rng).above(elevation);
        }
        return LightFile.directions(Path.of(lights));
    }

    /** Three a light. */
    private double[] strengths(int count, SplittableRandom rng) {
        double[] strengths = new double[3 * count];
        Arrays.fill(strengths, 1);
        if (intensities == null) {
            return strengths;
        }
        if (Files.exists(Path.of(intensities)) || !intensities.matches("[^:]*:[^:]*")) {
            return LightFile.intensities(Path.of(intensities), count);
        }
        String[] ends = intensities.split(":", -1);
        try {
            double low = Double.parseDouble(ends[0]);
            double high = Double.parseDouble(ends[1]);
            if (low > 0 && high >= low && high <= 1e6) {
                for (int i = 0; i < strengths.length; i += 3) {
                    Arrays.fill(strengths, i, i + 3, low + (high - low) * rng.nextDouble());
                }
                return strengths;
            }
        } catch (NumberFormatException e) {
            // reported below with what was expected
        }
        throw new InputException(
                "--intensities: expected a file, or LOW:HIGH with 0 < LOW ≤ HIGH, found '" + intensities + "'");
    }

    private ObjectNode description() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("scene", surface).put("lights", lights);
        if (lights.matches("[0-9]+")) {
            node.put("elevation", elevation);
        }
        if (intensities != null) {
            node.put("intensities", intensities);
        }
        options.describe(node);
        return node.put("seed", seed).put("format", format);
    }

    private void report(Scene scene, Lights directions) {
        PrintWriter print = CommandRunner.out(spec);
        print.println(out + ": " + directions.count() + " images of "
                + scene.view().mask().width() + "×" + scene.view().mask().height() + ", "
                + scene.view().mask().count() + " pixels of " + surface);
        String images = format.equals("npz") ? out.resolve("images.npz").toString() : out.toString();
        print.println("next: photometric normals " + images + " --lights " + out.resolve("lights.txt")
                + (intensities == null ? "" : " --intensities " + out.resolve("intensities.txt")) + " --mask "
                + out.resolve("mask.png") + " --truth " + out.resolve("normals.npy"));
        print.flush();
    }
}
