package org.gatefold.photometric.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatefold.photometric.method.NormalMethods;
import org.gatefold.photometric.report.AngularErrors;
import org.gatefold.photometric.report.MapFile;
import org.gatefold.photometric.report.RelightPage;
import org.gatefold.photometric.scene.LitImages;
import org.gatefold.photometric.scene.Reconstruction;
import org.gatefold.photometric.scene.SurfaceMap;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code photometric normals}: from images under known lights to normals, albedo and what does not fit. */
@Command(
        name = "normals",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Normals of an object from linear images under different lights: PNG, TIFF, Radiance, PFM, OpenEXR"
                        + " or TGA, or a stack [image][row][column] in .npz or .npy.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  photometric normals cat/ --lights cat/light_directions.txt --intensities cat/light_intensities.txt \\",
            "      --mask cat/mask.png --out normals.png --albedo albedo.png --depth shape.png --mesh cat.ply",
            "  photometric normals buddha/ --sphere chrome/ --mask buddha/buddha.mask.png --out normals.png",
            "  photometric normals images.npz --lights lights.txt --mask mask.npy --truth normals.npy \\",
            "      --compare ls,trimmed-ls,l1,rpca --errors errors.png --json -",
            "",
            "Axes: x to the right, y up, z to the camera, for lights and normals. Integer images are taken as linear,",
            "--srgb undoes the encoding of photographs for the screen. At least four lights, better ten or more, 20 to",
            "50 degrees off the camera all around. Images are read in bands: 20 of 4096×4096 run in 2 GB of memory;",
            "depth and mesh take about 250 bytes more for each pixel of the object (JAVA_OPTS=-Xmx6g)."
        })
final class NormalsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Mixin
    private final MethodOptions methods = new MethodOptions();

    @Mixin
    private final MapOptions maps = new MapOptions();

    @Option(
            names = "--depth",
            paramLabel = "FILE",
            description = "Depth, away from the camera: numbers in .npy, .exr, .pfm, shaded in .png, .tif.")
    private @Nullable Path depth;

    @Mixin
    private final DepthOptions surface = new DepthOptions();

    @Mixin
    private final TruthOptions truth = new TruthOptions();

    @Option(
            names = "--view",
            paramLabel = "FILE.html",
            description = "A page, complete without a network, that relights the object by mouse, all methods side by"
                    + " side.")
    private @Nullable Path view;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON, - to stdout.")
    private @Nullable Path json;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        List<MethodSpec> specs = methods.specs();
        images.requireUsable();
        maps.requireUsable();
        surface.requireUsable();
        truth.requireUsable();
        MapFile.requireName("--depth", depth);
        ResultTarget.requireWritable("--depth", depth);
        ResultTarget.requireWritable("--view", view);
        ResultTarget.requireWritable("--json", json);
        try (ImageOptions.Opened opened = images.open()) {
            run(opened, specs);
        }
        return 0;
    }

    private void run(ImageOptions.Opened opened, List<MethodSpec> specs) {
        LitImages lit = opened.images();
        for (MethodSpec method : specs) {
            int fewest = NormalMethods.parse(method).fewestLights();
            if (lit.lights().count() < fewest) {
                throw new InputException("method '" + method + "': expected at least " + fewest + " lights, found "
                        + lit.lights().count());
            }
        }
        TruthOptions.Comparison comparison = truth.read(lit.mask());
        NormalsReport report = new NormalsReport(opened.name(), lit);
        int rows = lit.mask().height();
        RelightPage page = new RelightPage(
                opened.name() + ", " + lit.lights().count() + " images",
                lit.mask().width(),
                rows);
        try (Progress progress = new Progress(CommandRunner.err(spec), "normals", (long) specs.size() * rows)) {
            for (int m = 0; m < specs.size(); m++) {
                long before = (long) m * rows;
                String name = specs.get(m).toString();
                Reconstruction reconstruction = new Reconstruction(lit, NormalMethods.parse(specs.get(m)));
                SurfaceMap map = reconstruction.run(done -> progress.show(before + done, name));
                if (m == 0) {
                    reconstruction.exposure().requireLight();
                    opened.warnings().addAll(reconstruction.exposure().warnings());
                }
                AngularErrors errors = comparison.add(name, map);
                report.add(name, reconstruction.seconds(), errors);
                if (view != null) {
                    page.add(name, map, errors);
                }
                if (m == 0) {
                    write(map);
                }
            }
        }
        if (view != null) {
            page.write(view);
        }
        comparison.write("Angular error: " + opened.name());
        report.print(CommandRunner.out(spec), json, opened.warnings());
    }

    /** What is wanted of the first method. */
    private void write(SurfaceMap map) {
        maps.write(map);
        if (depth != null || surface.wanted()) {
            DepthOptions.Found found = surface.integrate(map.normalMap());
            if (depth != null) {
                found.write(depth);
            }
        }
    }
}
