package org.gatefold.photometric.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gatefold.photometric.method.NormalMethods;
import org.gatefold.photometric.report.AngularErrors;
import org.gatefold.photometric.report.Convention;
import org.gatefold.photometric.report.ErrorPicture;
import org.gatefold.photometric.report.Maps;
import org.gatefold.photometric.scene.LitImages;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.photometric.scene.Reconstruction;
import org.gatefold.photometric.scene.SurfaceMap;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
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
            "      --mask cat/mask.png --method sbl:noise=1e-3 --out normals.png --albedo albedo.png",
            "  photometric normals images.npz --lights lights.txt --mask mask.npy --truth normals.npy \\",
            "      --compare ls,trimmed-ls,l1,rpca --errors errors.png --json -",
            "",
            "Axes: x to the right, y up, z to the camera, for lights and normals. Integer images are taken as linear,",
            "--srgb undoes the encoding of photographs for the screen."
        })
final class NormalsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "sbl",
            description = "Method with options, NAME[:option=value,...]: ls, masked-ls, trimmed-ls, l1, sbl, rpca; by"
                    + " default ${DEFAULT-VALUE}. sbl:noise=1e-3 suits photographs.")
    private String method = "sbl";

    @Option(
            names = "--compare",
            paramLabel = "LIST",
            description = "Other methods to run on the same images and report, separated by commas, or all.")
    private @Nullable String compare;

    @Option(names = "--out", paramLabel = "FILE", description = "Normal map: .png, .tif, .tga, or .npy, .exr, .pfm.")
    private @Nullable Path out;

    @Option(
            names = "--convention",
            defaultValue = "opengl",
            description = "${COMPLETION-CANDIDATES}: green upward or downward; by default ${DEFAULT-VALUE}.")
    private Convention convention = Convention.OPENGL;

    @Option(names = "--albedo", paramLabel = "FILE", description = "Albedo map.")
    private @Nullable Path albedo;

    @Option(
            names = "--confidence",
            paramLabel = "FILE",
            description = "Share of the lights under which a pixel is in shadow or highlight: 0 is certain.")
    private @Nullable Path confidence;

    @Option(names = "--relit", paramLabel = "FILE", description = "The object under another light, see --light.")
    private @Nullable Path relit;

    @Option(
            names = "--light",
            paramLabel = "X,Y,Z",
            split = ",",
            defaultValue = "-0.5,0.5,1",
            description = "Direction to the light of --relit; by default ${DEFAULT-VALUE}.")
    private List<Double> light = List.of();

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "True normals [row][column][x, y, z] in .npy, .npz:NAME or .mat (Normal_gt).")
    private @Nullable Path truth;

    @Option(names = "--errors", paramLabel = "FILE.png", description = "Picture of the error maps, with --truth.")
    private @Nullable Path errors;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON, - to stdout.")
    private @Nullable Path json;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        List<MethodSpec> specs = specs();
        specs.forEach(NormalMethods::parse);
        requireTargets();
        try (ImageOptions.Opened opened = images.open()) {
            run(opened, specs);
        }
        return 0;
    }

    private List<MethodSpec> specs() {
        List<MethodSpec> specs = new ArrayList<>();
        specs.add(MethodSpec.parse(method));
        if (compare != null) {
            String list = compare.equals("all") ? String.join(",", NormalMethods.NAMES) : compare;
            MethodSpec.parseList(list).stream()
                    .filter(other -> !other.toString().equals(method))
                    .forEach(specs::add);
        }
        return specs;
    }

    private void requireTargets() {
        ResultTarget.requireWritable("--out", out);
        ResultTarget.requireWritable("--albedo", albedo);
        ResultTarget.requireWritable("--confidence", confidence);
        ResultTarget.requireWritable("--relit", relit);
        ResultTarget.requireWritable("--errors", errors);
        ResultTarget.requireWritable("--json", json);
        if (errors != null && truth == null) {
            throw new InputException("--errors: expected --truth to compare with, found none");
        }
        if (light.size() != 3 || light.stream().allMatch(v -> v == 0)) {
            throw new InputException("--light: expected a direction x,y,z, found " + light);
        }
    }

    private void run(ImageOptions.Opened opened, List<MethodSpec> specs) {
        LitImages lit = opened.images();
        Mask mask = lit.mask();
        NdArray reference = truth == null ? null : AngularErrors.truth(truth, mask);
        ScoreTable table = table();
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        Map<String, AngularErrors> found = new LinkedHashMap<>();
        try (Progress progress =
                new Progress(CommandRunner.err(spec), "normals", (long) specs.size() * mask.height())) {
            for (int m = 0; m < specs.size(); m++) {
                long before = (long) m * mask.height();
                String name = specs.get(m).toString();
                Reconstruction reconstruction = new Reconstruction(lit, NormalMethods.parse(specs.get(m)));
                SurfaceMap map = reconstruction.run(rows -> progress.show(before + rows, name));
                AngularErrors error = reference == null ? null : AngularErrors.of(map, reference);
                if (error != null) {
                    found.put(name, error);
                }
                report(table, results, name, reconstruction.seconds(), lit, error);
                if (m == 0) {
                    write(map);
                }
            }
        }
        if (errors != null) {
            ErrorPicture.of("Angular error: " + opened.name(), mask, found).write(errors);
        }
        print(opened, lit, table, results);
    }

    private static ScoreTable table() {
        return new ScoreTable(List.of(
                new Column("method", "method", "", 0),
                new Column("mean_error_deg", "mean error", "°", 3),
                new Column("median_error_deg", "median", "°", 3),
                new Column("p95_error_deg", "95 %", "°", 3),
                new Column("seconds", "time", "s", 3)));
    }

    private static void report(
            ScoreTable table,
            ArrayNode results,
            String name,
            double seconds,
            LitImages lit,
            @Nullable AngularErrors e) {
        int pixels = lit.mask().count();
        ObjectNode one = results.addObject();
        one.put("method", name);
        one.put("pixels", pixels);
        one.put("images", lit.lights().count());
        one.put("seconds", seconds);
        if (e == null) {
            table.add(name, null, null, null, seconds);
            return;
        }
        one.put("mean_error_deg", e.mean());
        one.put("median_error_deg", e.quantile(0.5));
        one.put("p95_error_deg", e.quantile(0.95));
        table.add(name, e.mean(), e.quantile(0.5), e.quantile(0.95), seconds);
    }

    private void write(SurfaceMap map) {
        if (out != null) {
            Maps.writeNormals(out, map, convention);
        }
        if (albedo != null) {
            Maps.writeAlbedo(albedo, map);
        }
        if (confidence != null) {
            Maps.writeOutliers(confidence, map);
        }
        if (relit != null) {
            Maps.writeRelit(relit, map, light.stream().mapToDouble(v -> v).toArray());
        }
    }

    private void print(ImageOptions.Opened opened, LitImages lit, ScoreTable table, ArrayNode results) {
        PrintWriter print = CommandRunner.out(spec);
        if (json != null) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            all.set("results", results);
            opened.warnings().forEach(all.putArray("warnings")::add);
            ResultTarget.writeJson(json, all, print);
            if (json.toString().equals("-")) {
                return;
            }
        }
        print.println(opened.name() + ": " + lit.lights().count() + " images of "
                + lit.mask().width() + "×" + lit.mask().height() + ", "
                + lit.mask().count() + " pixels");
        print.print(table.text());
        opened.warnings().forEach(w -> print.println("note: " + w));
        print.flush();
    }
}
