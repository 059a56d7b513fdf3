package org.gatefold.photometric.cli;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.photometric.method.NormalMethods;
import org.gatefold.sparse.cli.MethodSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the normals are found, and by what else to compare. */
final class MethodOptions {
    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "sbl",
            description = {
                "Method with options, NAME[:option=value,...]; by default ${DEFAULT-VALUE}:",
                "ls, masked-ls: least squares, of all or without shadows",
                "trimmed-ls: least squares without the darkest and brightest fifth (:low=0.2,high=0.8)",
                "l1: least absolute errors",
                "sbl, masked-sbl: sparse Bayesian learning of shadows and highlights; each pixel's noise is estimated"
                        + " (or :noise=1e-3)",
                "rpca: low rank of all pixels together",
                "gated-sbl, masked-gated-sbl: sbl whose steps a trained network gates, for any lights (:weights=FILE for"
                        + " weights of 'photometric train')",
                "support-net:weights=FILE: a network of 'photometric train --model gflstm' for the very lights",
                "masked-* leaves exact zeros out, as renders have them; :shadow=0.05 after any name but trimmed-ls and support-net what"
                        + " is below 5 %% of the brightest, for photographs."
            })
    private String method = "sbl";

    @Option(
            names = "--compare",
            paramLabel = "LIST",
            description = "Other methods to run on the same images and report, separated by commas, or all.")
    private @Nullable String compare;

    /** The method and those it is compared with, each one understood. */
    List<MethodSpec> specs() {
        List<MethodSpec> specs = new ArrayList<>();
        specs.add(MethodSpec.parse(method));
        if (compare != null) {
            String list = compare.equals("all") ? String.join(",", NormalMethods.NAMES) : compare;
            MethodSpec.parseList(list).stream()
                    .filter(other -> !other.toString().equals(method))
                    .forEach(specs::add);
        }
        specs.forEach(NormalMethods::parse);
        return specs;
    }
}
