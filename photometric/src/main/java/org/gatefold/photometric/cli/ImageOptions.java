package org.gatefold.photometric.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatefold.datasets.image.ImageStack;
import org.gatefold.datasets.image.NonFinite;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.light.LightFile;
import org.gatefold.photometric.scene.LitImages;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The images, their lights and the mask of the object. */
final class ImageOptions {
    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "A folder of images, a stack, or the images.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--lights",
            paramLabel = "FILE",
            description = "Directions to the lights, x y z a line, as many as there are images.")
    private @Nullable Path lights;

    @Option(
            names = "--intensities",
            paramLabel = "FILE",
            description = "Intensities of the lights, one number or one of each colour a line; equal if not given.")
    private @Nullable Path intensities;

    @Option(names = "--mask", paramLabel = "FILE", description = "The object where not 0; all pixels if not given.")
    private @Nullable Path mask;

    @Option(names = "--srgb", description = "The images are encoded for the screen; make them linear.")
    private boolean srgb;

    /** Images with what is known of them; to be closed. */
    record Opened(String name, ImageStack stack, LitImages images, List<String> warnings) implements AutoCloseable {
        @Override
        public void close() {
            stack.close();
        }
    }

    /** @throws InputException if something is missing, damaged or does not fit the rest */
    Opened open() {
        if (lights == null) {
            throw new InputException("--lights: expected a file of light directions, found none");
        }
        Lights directions = LightFile.directions(lights);
        double[] strengths = intensities == null ? null : LightFile.intensities(intensities, directions.count());
        ImageStack stack = stack();
        boolean whole = false;
        try {
            Mask object = mask == null
                    ? Mask.everything(stack.width(), stack.height())
                    : Mask.read(mask, stack.width(), stack.height());
            LitImages lit = new LitImages(stack, directions, strengths, object, srgb);
            Opened opened = new Opened(name(), stack, lit, warnings(stack, directions));
            whole = true;
            return opened;
        } finally {
            if (!whole) {
                stack.close();
            }
        }
    }

    private String name() {
        return String.valueOf(inputs.get(0).toAbsolutePath().normalize().getFileName());
    }

    private ImageStack stack() {
        if (inputs.size() > 1) {
            return ImageStack.of(inputs, NonFinite.REFUSED);
        }
        Path only = inputs.get(0);
        boolean image = Files.isRegularFile(only) && !only.toString().matches("(?i).*\\.np[yz]");
        return image ? ImageStack.of(inputs, NonFinite.REFUSED) : ImageStack.open(only, NonFinite.REFUSED);
    }

    private List<String> warnings(ImageStack stack, Lights directions) {
        List<String> warnings = new ArrayList<>();
        if (!srgb && stack.header(0).type().integer() && stack.header(0).type().bits() == 8) {
            warnings.add("images of 8 bits taken as linear: --srgb if they are encoded for the screen");
        }
        int behind = 0;
        for (int i = 0; i < directions.count(); i++) {
            behind += directions.z(i) <= 0 ? 1 : 0;
        }
        if (behind > 0) {
            warnings.add(
                    behind + " lights are not on the camera's side of the object (z ≤ 0): are the axes x right, y up,"
                            + " z to the camera?");
        }
        return warnings;
    }
}
