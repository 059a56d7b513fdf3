package org.gatefold.sparse.cli;

import java.util.List;
import org.gatefold.sparse.classical.Fista;
import org.gatefold.sparse.classical.Ista;
import org.gatefold.sparse.classical.Penalty;
import org.gatefold.sparse.classical.ReweightedL1;
import org.gatefold.sparse.io.Options.Option;

/** Methods that minimise ½‖y − Ax‖² plus an ℓ₁ penalty. */
final class ShrinkageMethods {
    private static final int MOST = 1_000_000;
    private static final Option LAMBDA =
            new Option("lambda", "the larger of 'relative' and 'noise'", "penalty weight λ ≥ 0, in units of Aᴴy");
    private static final Option NOISE =
            new Option("noise", "0.5", "where the noise is known, λ ≥ this times σ√(2 ln N + planes)");

    private ShrinkageMethods() {}

    static List<Method> all() {
        return List.of(
                new Method(
                        "ista",
                        "iterative soft thresholding",
                        "Daubechies, Defrise and De Mol, Comm. Pure Appl. Math. 57, 2004",
                        (spec, context) -> new Ista(penalty(spec, 0.05), iterations(spec, 500)),
                        List.of(relative("0.05"), LAMBDA, NOISE, iterations("500"))),
                new Method(
                        "fista",
                        "accelerated soft thresholding with restart",
                        "Beck and Teboulle, SIAM J. Imaging Sciences 2, 2009; O'Donoghue and Candès, 2015",
                        (spec, context) -> new Fista(penalty(spec, 0.05), iterations(spec, 200), tolerance(spec, 0)),
                        List.of(relative("0.05"), LAMBDA, NOISE, iterations("200"), tolerance("0"))),
                new Method(
                        "l1",
                        "the ℓ₁ minimiser: FISTA until the KKT conditions hold",
                        "Beck and Teboulle, SIAM J. Imaging Sciences 2, 2009",
                        (spec, context) ->
                                new Fista(penalty(spec, 0.01), iterations(spec, 10_000), tolerance(spec, 1e-3)),
                        List.of(relative("0.01"), LAMBDA, NOISE, iterations("10000"), tolerance("0.001"))),
                new Method(
                        "rwl1",
                        "iteratively reweighted ℓ₁",
                        "Candès, Wakin and Boyd, J. Fourier Anal. Appl. 14, 2008",
                        (spec, context) -> new ReweightedL1(
                                penalty(spec, 0.01),
                                spec.integer("passes", 5, 1, 1000),
                                spec.number("epsilon", 0.1, 1e-9, 1),
                                iterations(spec, 1000),
                                tolerance(spec, 1e-3)),
                        List.of(
                                relative("0.01"),
                                LAMBDA,
                                NOISE,
                                new Option("passes", "5", "weighted ℓ₁ problems solved, at least 1"),
                                new Option("epsilon", "0.1", "ε as a share of the largest entry, in (0, 1]"),
                                iterations("1000"),
                                tolerance("0.001"))));
    }

    private static Penalty penalty(MethodSpec spec, double share) {
        double relative = spec.number("relative", share, 0, 1);
        double lambda = spec.number("lambda", Double.NaN, 0, Double.MAX_VALUE);
        double noise = spec.number("noise", 0.5, 0, 1000);
        return Double.isNaN(lambda) ? Penalty.relative(relative).aboveNoise(noise) : Penalty.absolute(lambda);
    }

    private static int iterations(MethodSpec spec, int fallback) {
        return spec.integer("iterations", fallback, 1, MOST);
    }

    private static double tolerance(MethodSpec spec, double fallback) {
        return spec.number("tolerance", fallback, 0, 1);
    }

    private static Option relative(String fallback) {
        return new Option("relative", fallback, "λ as a share of maxᵢ ‖(Aᴴy)ᵢ‖, at which the answer is 0");
    }

    private static Option iterations(String fallback) {
        return new Option("iterations", fallback, "most steps (of a pass), at least 1");
    }

    private static Option tolerance(String fallback) {
        return new Option("tolerance", fallback, "KKT violation to stop at, as a share of λ; 0 takes all steps");
    }
}
