package org.gatefold.photometric.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.datasets.image.NonFinite;
import org.gatefold.photometric.depth.DepthErrors;
import org.gatefold.photometric.depth.DepthMap;
import org.gatefold.photometric.depth.NormalMap;
import org.gatefold.photometric.report.Convention;
import org.gatefold.photometric.report.MapFile;
import org.gatefold.photometric.report.NormalMapFile;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code photometric depth}: from a normal map to depth and a mesh. */
@Command(
        name = "depth",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Depth and mesh of a normal map: an image whose colours are (n + 1)/2, or x, y, z in .npy, .exr,"
                + " .pfm or floating-point TIFF.",
        footerHeading = "%nExample:%n",
        footer = {
            "  photometric depth normals.png --mask mask.png --camera K.txt --out depth.npy --plot shape.png --mesh cat.ply",
            "",
            "Depth runs away from the camera: in pixels with mean 0, or with --camera in a unit of its own (the mean of",
            "its logarithm is 0), since normals do not tell the size of an object."
        })
final class DepthCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NORMALS", description = "The normal map.")
    private @Nullable Path normals;

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description = "The object where not 0; all that has a normal if not given.")
    private @Nullable Path mask;

    @Option(
            names = "--convention",
            defaultValue = "opengl",
            description = "${COMPLETION-CANDIDATES}: green upward or downward; by default ${DEFAULT-VALUE}.")
    private Convention convention = Convention.OPENGL;

    @Mixin
    private final DepthOptions surface = new DepthOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Depth: numbers in .npy, .exr, .pfm, shaded in .png, .tif.")
    private @Nullable Path out;

    @Option(names = "--plot", paramLabel = "FILE", description = "The same, to have both.")
    private @Nullable Path plot;

    @Option(names = "--truth", paramLabel = "FILE", description = "True depth: .npy, .npz:NAME or an image of floats.")
    private @Nullable Path truth;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON, - to stdout.")
    private @Nullable Path json;

    @Override
    public Integer call() {
        surface.requireUsable();
        MapFile.requireName("--out", out);
        MapFile.requireName("--plot", plot);
        ResultTarget.requireWritable("--out", out);
        ResultTarget.requireWritable("--plot", plot);
        ResultTarget.requireWritable("--json", json);
        Path file = java.util.Objects.requireNonNull(normals);
        NormalMap map = NormalMapFile.read(file, mask, convention);
        Image reference = truth == null ? null : truth(truth, map);
        long before = System.nanoTime();
        DepthOptions.Found found = surface.integrate(map);
        double seconds = 1e-9 * (System.nanoTime() - before);
        if (out != null) {
            found.write(out);
        }
        if (plot != null) {
            found.write(plot);
        }
        report(file, found, seconds, reference);
        return 0;
    }

    private static Image truth(Path file, NormalMap map) {
        Image image = Images.read(file, NonFinite.KEPT);
        if (image.width() != map.width() || image.height() != map.height() || image.channels() != 1) {
            throw new InputException(file + ": expected depths of " + map.width() + "×" + map.height()
                    + " pixels as the normals, found " + image.header());
        }
        return image;
    }

    private void report(Path file, DepthOptions.Found found, double seconds, @Nullable Image reference) {
        DepthMap depth = found.depth();
        List<String> lines = new ArrayList<>();
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        double[] range = depth.range();
        one.put("integration", surface.name());
        one.put("pixels", depth.pixels());
        one.put("seconds", seconds);
        one.put("range", range[1] - range[0]);
        lines.add(String.format(
                Locale.ROOT,
                "%s: depth of %d pixels from %.4g to %.4g, %s integration in %.2f s",
                file.getFileName(),
                depth.pixels(),
                range[0],
                range[1],
                surface.name(),
                seconds));
        if (reference != null) {
            DepthErrors errors = errors(found, reference);
            one.put("mean_error_share", errors.mean());
            one.put("median_error_share", errors.median());
            lines.add(String.format(
                    Locale.ROOT,
                    "error: mean %.2f %%, median %.2f %% of the range of true depths",
                    100 * errors.mean(),
                    100 * errors.median()));
        }
        PrintWriter print = CommandRunner.out(spec);
        if (json != null) {
            ResultTarget.writeJson(json, one, print);
        }
        if (json == null || !json.toString().equals("-")) {
            lines.forEach(print::println);
            print.flush();
        }
    }

    private DepthErrors errors(DepthOptions.Found found, Image reference) {
        try {
            return DepthErrors.of(found.depth(), found.camera(), reference.samples());
        } catch (IllegalArgumentException e) {
            throw new InputException(truth + ": " + e.getMessage(), e);
        }
    }
}
