package org.gatefold.photometric.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatefold.sparse.cli.Demonstration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code photometric demo}: the whole chain on renders of a bust, with tables, pictures and JSON. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Renders a bust of marble under 16 lights with shadows, highlights and the noise of a sensor, finds its",
            "normals with several methods, and compares these over draws of lights; less than a minute. Leaves the",
            "renders, pictures, a mesh and JSON."
        },
        footerHeading = "%nExample:%n",
        footer = "  photometric demo --out demo-out")
final class DemoCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", defaultValue = "demo-out", paramLabel = "DIR", description = "Where to leave the files.")
    private Path out = Path.of("demo-out");

    private String file(String name) {
        return out.resolve("photometric-" + name).toString();
    }

    @Override
    public Integer call() {
        Path bust = out.resolve("photometric-bust");
        return new Demonstration(spec)
                .run(
                        "simulate",
                        "--scene",
                        "bust",
                        "--lights",
                        "16",
                        "--elevation",
                        "0.3",
                        "--albedo",
                        "marble",
                        "--full-well",
                        "50000",
                        "--read-noise",
                        "5",
                        "--seed",
                        "1",
                        "--out",
                        bust.toString())
                .run(
                        "normals",
                        bust.toString(),
                        "--lights",
                        bust.resolve("lights.txt").toString(),
                        "--mask",
                        bust.resolve("mask.png").toString(),
                        "--truth",
                        bust.resolve("normals.npy").toString(),
                        "--method",
                        "masked-sbl:shadow=0.02",
                        "--compare",
                        "gated-sbl,masked-ls:shadow=0.02,sbl,l1,trimmed-ls,ls",
                        "--out",
                        file("normals.png"),
                        "--errors",
                        file("errors.png"),
                        "--albedo",
                        file("albedo.png"),
                        "--confidence",
                        file("outliers.png"),
                        "--relit",
                        file("relit.png"),
                        "--light",
                        "-1,0.6,0.8",
                        "--depth",
                        file("depth.png"),
                        "--mesh",
                        file("bust.ply"),
                        "--json",
                        file("normals.json"))
                .run(
                        "compare",
                        "--scene",
                        "bust",
                        "--size",
                        "96x96",
                        "--lights",
                        "8,16,32",
                        "--elevation",
                        "0.3",
                        "--methods",
                        "gated-sbl,l1,ls",
                        "--draws",
                        "4",
                        "--json",
                        file("compare.json"),
                        "--plot",
                        file("compare.png"))
                .code();
    }
}
