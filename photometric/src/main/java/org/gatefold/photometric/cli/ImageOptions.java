package org.gatefold.photometric.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatefold.datasets.image.ImageStack;
import org.gatefold.datasets.image.NonFinite;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.scene.LitImages;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The images, their lights and the mask of the object. */
final class ImageOptions {
    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "A folder of images, a stack, or the images.")
    private List<Path> inputs = List.of();

    @Mixin
    private final LightOptions lights = new LightOptions();

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

    /** Finds out before any work whether the options go together. */
    void requireUsable() {
        lights.requireUsable();
    }

    /** @throws InputException if something is missing, damaged or does not fit the rest */
    Opened open() {
        ImageStack stack = stack();
        boolean whole = false;
        try {
            Mask object = mask == null
                    ? Mask.everything(stack.width(), stack.height())
                    : Mask.read(mask, stack.width(), stack.height());
            List<String> warnings = new ArrayList<>();
            if (!srgb
                    && stack.header(0).type().integer()
                    && stack.header(0).type().bits() == 8) {
                warnings.add("images of 8 bits taken as linear: --srgb if they are encoded for the screen");
            }
            Lights directions = lights.directions(stack.count(), srgb, warnings);
            LitImages lit = new LitImages(stack, directions, lights.intensities(stack.count()), object, srgb);
            Opened opened = new Opened(name(), stack, lit, warnings);
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
}
