package org.gatefold.photometric.cli;

import java.nio.file.Path;
import java.util.List;
import org.gatefold.photometric.report.Convention;
import org.gatefold.photometric.report.MapFile;
import org.gatefold.photometric.report.Maps;
import org.gatefold.photometric.scene.SurfaceMap;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The maps that are wanted. */
final class MapOptions {
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
            description =
                    "Share of the lights under which a pixel is in shadow or highlight, 0 where all is certain: in"
                            + " colours with a scale in .png, grey in .tif, or numbers.")
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

    void requireUsable() {
        MapFile.requireName("--out", out);
        MapFile.requireName("--albedo", albedo);
        MapFile.requireName("--confidence", confidence);
        MapFile.requireName("--relit", relit);
        ResultTarget.requireWritable("--out", out);
        ResultTarget.requireWritable("--albedo", albedo);
        ResultTarget.requireWritable("--confidence", confidence);
        ResultTarget.requireWritable("--relit", relit);
        if (light.size() != 3 || light.stream().allMatch(v -> v == 0)) {
            throw new InputException("--light: expected a direction x,y,z, found " + light);
        }
    }

    void write(SurfaceMap map) {
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
}
