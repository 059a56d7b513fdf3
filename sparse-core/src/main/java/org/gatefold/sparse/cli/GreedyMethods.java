package org.gatefold.sparse.cli;

import java.util.List;
import org.gatefold.sparse.classical.CoSaMp;
import org.gatefold.sparse.classical.Iht;
import org.gatefold.sparse.classical.NormalisedIht;
import org.gatefold.sparse.classical.Omp;
import org.gatefold.sparse.io.Options.Option;

/** Methods that are told the number of non-zero entries and look for their places. */
final class GreedyMethods {
    private static final int MOST = 1_000_000;
    private static final Option SPARSITY =
            new Option("sparsity", "the known one, else m/4", "most non-zero entries, at least 1");

    private GreedyMethods() {}

    static List<Method> all() {
        return List.of(
                new Method(
                        "omp",
                        "orthogonal matching pursuit",
                        "Pati, Rezaiifar and Krishnaprasad, Asilomar 1993",
                        (spec, context) -> new Omp(sparsity(spec, context), spec.number("tolerance", 1e-6, 0, 0.999)),
                        List.of(SPARSITY, new Option("tolerance", "1e-6", "‖y − Ax‖/‖y‖ to stop at"))),
                new Method(
                        "cosamp",
                        "compressive sampling matching pursuit",
                        "Needell and Tropp, Appl. Comput. Harmon. Anal. 26, 2009",
                        (spec, context) -> new CoSaMp(sparsity(spec, context), spec.integer("iterations", 50, 1, MOST)),
                        List.of(SPARSITY, new Option("iterations", "50", "most iterations, at least 1"))),
                new Method(
                        "iht",
                        "iterative hard thresholding",
                        "Blumensath and Davies, Appl. Comput. Harmon. Anal. 27, 2009",
                        (spec, context) -> new Iht(
                                sparsity(spec, context),
                                spec.integer("iterations", 1000, 1, MOST),
                                spec.number("tolerance", 1e-6, 0, 1)),
                        hardThresholding("1000")),
                new Method(
                        "niht",
                        "normalised iterative hard thresholding",
                        "Blumensath and Davies, IEEE J. Sel. Topics Signal Process. 4, 2010",
                        (spec, context) -> new NormalisedIht(
                                sparsity(spec, context),
                                spec.integer("iterations", 500, 1, MOST),
                                spec.number("tolerance", 1e-6, 0, 1)),
                        hardThresholding("500")));
    }

    private static int sparsity(MethodSpec spec, MethodContext context) {
        return spec.integer("sparsity", context.sparsityOrGuess(), 1, Math.min(context.range(), context.domain()));
    }

    private static List<Option> hardThresholding(String iterations) {
        return List.of(
                SPARSITY,
                new Option("iterations", iterations, "most steps, at least 1"),
                new Option("tolerance", "1e-6", "relative movement to stop at"));
    }
}
