package org.gatefold.photometric.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.gatefold.datasets.image.ImageStack;
import org.gatefold.datasets.image.NonFinite;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.light.ChromeSphere;
import org.gatefold.photometric.light.Highlight;
import org.gatefold.photometric.light.LightFile;
import org.gatefold.photometric.light.Sphere;
import org.gatefold.photometric.light.SpherePhotographs;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.evaluation.AngularError;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the lights are: in a file, or to be read off photographs of a chrome sphere. */
final class LightOptions {
    /** Lights this near to a plane are worth a word. */
    private static final double FLAT = 10;

    /** Reflections of the room that turn a light by more than this are worth a word. */
    private static final double ROOM_DEGREES = 3;

    private static final ChromeSphere LAMP = new ChromeSphere(0.5);

    @Option(
            names = "--lights",
            paramLabel = "FILE",
            description = "Directions to the lights, x y z a line, as many as there are images.")
    private @Nullable Path lights;

    @Option(
            names = "--sphere",
            paramLabel = "DIR",
            description = "In place of --lights: images of a chrome sphere under the same lights, in the same order.")
    private @Nullable Path sphere;

    @Option(
            names = "--sphere-mask",
            paramLabel = "FILE",
            description = "Image that is white where the sphere is; its outline is looked for if not given.")
    private @Nullable Path sphereMask;

    @Option(
            names = "--sphere-floor",
            paramLabel = "SHARE",
            description = "Brightness on the sphere that counts as none, as a share of the brightest; by default what"
                    + " stands out of the dark counts, as it does on the object. 0.03 and more leave reflections of"
                    + " the room out.")
    private @Nullable Double sphereFloor;

    @Option(names = "--lights-out", paramLabel = "FILE", description = "Write the directions, one a line.")
    private @Nullable Path out;

    @Option(
            names = "--intensities",
            paramLabel = "FILE",
            description = "Intensities of the lights, one number or one of each colour a line; equal if not given.")
    private @Nullable Path intensities;

    void requireUsable() {
        if ((lights == null) == (sphere == null)) {
            throw new InputException("--lights, --sphere: expected one of them to tell where the lights are, found "
                    + (lights == null ? "none" : "both"));
        }
        if (sphere == null && (sphereMask != null || sphereFloor != null)) {
            throw new InputException("--sphere-mask, --sphere-floor: expected images of a --sphere, found --lights");
        }
        if (sphereFloor != null && !(sphereFloor >= 0 && sphereFloor < 1)) {
            throw new InputException("--sphere-floor: expected a share from 0 to below 1, found " + sphereFloor);
        }
        ResultTarget.requireWritable("--lights-out", out);
    }

    /**
     * Reads or finds the directions of as many lights as there are images, and writes them if asked to.
     *
     * @param srgb whether images are encoded for the screen
     * @param warnings hears of what is doubtful
     */
    Lights directions(int images, boolean srgb, List<String> warnings) {
        Path source = Objects.requireNonNull(lights != null ? lights : sphere);
        Lights found = lights != null ? LightFile.directions(lights) : shown(source, images, srgb, warnings);
        if (found.count() != images) {
            throw new InputException(
                    source + ": expected " + images + " lights as there are images, found " + found.count());
        }
        double amplification = found.amplification();
        if (amplification > Lights.PLANE) {
            throw new InputException(source + ": expected lights in three independent directions, found "
                    + found.count() + " in one plane, which leave the normals open");
        }
        if (amplification > FLAT) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the lights are nearly in one plane: errors grow %.0f times; spread them",
                    amplification));
        }
        long behind = IntStream.range(0, images).filter(i -> found.z(i) <= 0).count();
        if (behind > 0) {
            warnings.add(behind + " lights are not on the camera's side of the object (z ≤ 0): are the axes x right,"
                    + " y up, z to the camera?");
        }
        if (out != null) {
            LightFile.write(out, found);
        }
        return found;
    }

    private Lights shown(Path folder, int images, boolean srgb, List<String> warnings) {
        try (ImageStack stack = ImageStack.open(folder, NonFinite.REFUSED)) {
            if (stack.count() != images) {
                throw new InputException(folder + ": expected " + images
                        + " images of the sphere as there are of the object, found " + stack.count());
            }
            SpherePhotographs photographs = new SpherePhotographs(stack, srgb);
            Sphere outline = outline(folder, photographs);
            ChromeSphere chrome = sphereFloor == null ? new ChromeSphere() : new ChromeSphere(sphereFloor);
            Lights found = Highlight.lights(chrome.highlights(photographs, outline));
            warnOfRoom(found, Highlight.lights(LAMP.highlights(photographs, outline)), warnings);
            return found;
        }
    }

    private Sphere outline(Path folder, SpherePhotographs photographs) {
        if (sphereMask != null) {
            return Sphere.read(sphereMask);
        }
        try {
            return Sphere.find(photographs);
        } catch (IllegalArgumentException e) {
            throw new InputException(folder + ": " + e.getMessage() + "; --sphere-mask tells where it is", e);
        }
    }

    private static void warnOfRoom(Lights found, Lights lamps, List<String> warnings) {
        int turned = 0;
        double most = 0;
        for (int i = 0; i < found.count(); i++) {
            double degrees =
                    AngularError.degrees(found.x(i), found.y(i), found.z(i), lamps.x(i), lamps.y(i), lamps.z(i));
            turned += degrees > ROOM_DEGREES ? 1 : 0;
            most = Math.max(most, degrees);
        }
        if (turned > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the sphere shows more than the lamp: in %d images the light as a whole is up to %.1f° off its"
                            + " highlight; --sphere-floor 0.03 leaves dim reflections of the room out",
                    turned,
                    most));
        }
    }

    double @Nullable [] intensities(int count) {
        return intensities == null ? null : LightFile.intensities(intensities, count);
    }
}
