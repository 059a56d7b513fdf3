package org.gatefold.photometric.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.photometric.Reflectance;
import org.gatefold.photometric.mesh.MeshFile;
import org.gatefold.photometric.render.Albedo;
import org.gatefold.photometric.render.Scene;
import org.gatefold.photometric.render.Sensor;
import org.gatefold.photometric.render.Shadowing;
import org.gatefold.photometric.render.Surface;
import org.gatefold.photometric.render.View;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a rendered scene looks like, and the sensor that sees it. */
final class SceneOptions {
    private static final int MOST_PIXELS = 1 << 23;

    @Option(
            names = "--size",
            defaultValue = "256x256",
            paramLabel = "WxH",
            description = "Columns and rows of the renders (${DEFAULT-VALUE}).")
    private String size = "256x256";

    @Option(
            names = "--turn",
            split = ",",
            defaultValue = "0,0,0",
            paramLabel = "DEGREES",
            description = "Turn the surface about x, then y, then z (${DEFAULT-VALUE}).")
    private List<Double> turn = List.of(0.0, 0.0, 0.0);

    @Option(
            names = "--reflectance",
            defaultValue = "cook-torrance",
            paramLabel = "NAME[:OPTION=VALUE,...]",
            description = "lambert, cook-torrance:roughness=0.2,normal=0.04,strength=1 or"
                    + " blinn-phong:exponent=50,strength=0.3 (${DEFAULT-VALUE}).")
    private String reflectance = "cook-torrance";

    @Option(
            names = "--albedo",
            defaultValue = "0.7",
            paramLabel = "ALBEDO",
            description = "A number, checker:low=0.3,high=0.8,across=8, marble:low=0.3,high=0.8,veins=6, or a linear"
                    + " image of the renders' size, grey or in colour (${DEFAULT-VALUE}).")
    private String albedo = "0.7";

    @Option(
            names = "--shadows",
            defaultValue = "both",
            description = "${COMPLETION-CANDIDATES}; without attached ones n·l goes below 0 (${DEFAULT-VALUE}).")
    private Shadowing shadows = Shadowing.BOTH;

    @Option(
            names = "--full-well",
            paramLabel = "ELECTRONS",
            description = "Shot noise of so many electrons at radiance 1, where the sensor saturates.")
    private double fullWell = Double.POSITIVE_INFINITY;

    @Option(
            names = "--read-noise",
            defaultValue = "0",
            paramLabel = "ELECTRONS",
            description = "Standard deviation of the sensor's electronics (${DEFAULT-VALUE}).")
    private double readNoise;

    @Option(names = "--bits", paramLabel = "N", description = "Round to a converter's N bits of radiance 1.")
    private int bits;

    /** Renders nothing yet but the geometry. @throws InputException if an option makes no sense, or a file does not */
    Scene scene(String surface, long seed) {
        int[] frame = frame();
        Reflectance material = reflectance();
        sensor();
        View view = new View(surface(surface), frame[0], frame[1]);
        if (view.mask().count() == 0) {
            throw new InputException(
                    "--scene " + surface + ": expected something to see from the front, found nothing");
        }
        return new Scene(view, albedo(view, seed), material, shadows);
    }

    Sensor sensor() {
        return new Sensor(fullWell, readNoise, bits);
    }

    Shadowing shadows() {
        return shadows;
    }

    /** What was asked for, for a file that says so. */
    void describe(ObjectNode node) {
        node.put("size", size);
        turn.forEach(node.putArray("turn_deg")::add);
        node.put("reflectance", reflectance).put("albedo", albedo).put("shadows", shadows.toString());
        if (!Double.isInfinite(fullWell)) {
            node.put("full_well_electrons", fullWell).put("read_noise_electrons", readNoise);
        }
        if (bits > 0) {
            node.put("bits", bits);
        }
    }

    private int[] frame() {
        String[] sides = size.toLowerCase(java.util.Locale.ROOT).split("[x×]", -1);
        try {
            int width = Integer.parseInt(sides[0].strip());
            int height = Integer.parseInt(sides[sides.length - 1].strip());
            if (sides.length == 2 && width >= 8 && height >= 8 && (long) width * height <= MOST_PIXELS) {
                return new int[] {width, height};
            }
        } catch (NumberFormatException e) {
            // reported below with what was expected
        }
        throw new InputException("--size: expected columns x rows such as 256x256, at least 8x8 and at most 8 million"
                + " pixels, found '" + size + "'");
    }

    private Surface surface(String name) {
        if (turn.size() != 3 || !turn.stream().allMatch(Double::isFinite)) {
            throw new InputException("--turn: expected degrees about x, y and z such as 0,30,0, found " + turn);
        }
        Surface surface =
                switch (name) {
                    case "bust" -> Surface.bust();
                    case "sphere" -> Surface.sphere();
                    default -> mesh(name);
                };
        return surface.turned(turn.get(0), turn.get(1), turn.get(2));
    }

    private static Surface mesh(String name) {
        if (!name.toLowerCase(java.util.Locale.ROOT).matches(".*\\.(obj|ply)(\\.gz)?")) {
            throw new InputException("--scene: expected bust, sphere or a mesh .obj, .ply (.gz), found '" + name + "'");
        }
        try {
            return Surface.of(MeshFile.read(Path.of(name)));
        } catch (IllegalArgumentException e) {
            throw new InputException(name + ": " + e.getMessage(), e);
        }
    }

    private Reflectance reflectance() {
        MethodSpec spec = spec("--reflectance", reflectance);
        return reading("--reflectance", () -> {
            Reflectance material =
                    switch (spec.name()) {
                        case "lambert" -> Reflectance.lambert();
                        case "cook-torrance" ->
                            Reflectance.cookTorrance(
                                    spec.number("roughness", 0.2, 0.01, 1),
                                    spec.number("normal", 0.04, 0, 1),
                                    spec.number("strength", 1, 0, 100));
                        case "blinn-phong" ->
                            Reflectance.blinnPhong(
                                    spec.number("exponent", 50, 0, 1e5), spec.number("strength", 0.3, 0, 100));
                        default ->
                            throw new InputException(
                                    "expected lambert, cook-torrance or blinn-phong, found '" + spec.name() + "'");
                    };
            spec.requireAllRead();
            return material;
        });
    }

    private Albedo albedo(View view, long seed) {
        Double value = number(albedo);
        if (value != null) {
            if (!(value > 0 && value <= 1)) {
                throw new InputException("--albedo: expected a number above 0 and up to 1, found " + value);
            }
            return Albedo.uniform(view, value);
        }
        if (!albedo.matches("(checker|marble)(:.*)?")) {
            return image(view);
        }
        MethodSpec spec = spec("--albedo", albedo);
        return reading("--albedo", () -> {
            double low = spec.number("low", 0.3, 0, 1);
            double high = spec.number("high", 0.8, 0, 1);
            Albedo.Solid texture = spec.name().equals("checker")
                    ? Albedo.Solid.checker(low, high, spec.integer("across", 8, 1, 1000))
                    : Albedo.Solid.marble(low, high, spec.number("veins", 6, 0, 1000), seed);
            spec.requireAllRead();
            return Albedo.of(view, texture);
        });
    }

    private Albedo image(View view) {
        Image image = Images.read(Path.of(albedo)).unit();
        int width = view.mask().width();
        int height = view.mask().height();
        if (image.width() != width || image.height() != height || image.channels() == 2 || image.channels() > 4) {
            throw new InputException("--albedo " + albedo + ": expected an image of " + width + "×" + height
                    + " pixels, grey or in colour, found " + image);
        }
        int colours = image.channels() == 1 ? 1 : 3;
        float[] values = new float[width * height * colours];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.samples()[i / colours * image.channels() + i % colours];
            if (!(values[i] >= 0)) {
                throw new InputException("--albedo " + albedo + ": expected no negative values, found " + values[i]);
            }
        }
        return new Albedo(colours, values);
    }

    private static @Nullable Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static MethodSpec spec(String option, String text) {
        return reading(option, () -> MethodSpec.parse(text));
    }

    /** Complaints of a spec speak of methods; here they name the option. */
    private static <T> T reading(String option, java.util.function.Supplier<T> reader) {
        try {
            return reader.get();
        } catch (InputException e) {
            throw new InputException(
                    option + ": " + String.valueOf(e.getMessage()).replaceFirst("^method '([^']*)': ", "'$1': "), e);
        }
    }
}
