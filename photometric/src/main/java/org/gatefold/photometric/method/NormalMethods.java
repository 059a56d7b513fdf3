package org.gatefold.photometric.method;

import java.util.List;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblUpdate;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;

/**
 * The methods by name. All but {@code trimmed-ls} take {@code shadow=SHARE}, below which share of the brightest
 * intensity of a pixel one is left out.
 *
 * <ul>
 *   <li>{@code ls}; {@code masked-ls}: without shadows, by default the exact zeros;
 *   <li>{@code trimmed-ls}: {@code low}, {@code high};
 *   <li>{@code l1}: {@code iterations};
 *   <li>{@code sbl}: {@code noise} (1e-6 suits renders, 1e-3 photographs), {@code iterations},
 *       {@code space=normal|null};
 *   <li>{@code rpca}: {@code weight}, {@code iterations}.
 * </ul>
 */
public final class NormalMethods {
    public static final List<String> NAMES = List.of("ls", "masked-ls", "trimmed-ls", "l1", "sbl", "rpca");

    private NormalMethods() {}

    /** @throws InputException if there is no such method or option */
    public static NormalMethod parse(MethodSpec spec) {
        NormalMethod method =
                switch (spec.name()) {
                    case "ls" -> new LeastSquares(shadow(spec, Double.NaN));
                    case "masked-ls" -> new LeastSquares(shadow(spec, 0));
                    case "trimmed-ls" -> trimmed(spec);
                    case "l1" -> new LeastAbsolute(shadow(spec, Double.NaN), spec.integer("iterations", 60, 5, 10_000));
                    case "sbl" -> sbl(spec);
                    case "rpca" ->
                        new LowRank(
                                shadow(spec, Double.NaN),
                                spec.number("weight", 1, 1e-3, 1e3),
                                spec.integer("iterations", 100, 1, 10_000));
                    default ->
                        throw new InputException(
                                "method '" + spec.name() + "': expected one of " + String.join(", ", NAMES));
                };
        spec.requireAllRead();
        return method;
    }

    private static double shadow(MethodSpec spec, double usual) {
        return spec.number("shadow", usual, 0, 0.999);
    }

    private static NormalMethod trimmed(MethodSpec spec) {
        double low = spec.number("low", 0.2, 0, 0.99);
        double high = spec.number("high", 0.8, 0.01, 1);
        if (!(low < high)) {
            throw new InputException("method '" + spec + "': expected low below high, found " + low + " and " + high);
        }
        return new TrimmedLeastSquares(low, high);
    }

    private static NormalMethod sbl(MethodSpec spec) {
        double noise = spec.number("noise", SparseErrors.USUAL_NOISE, 1e-12, 1);
        int iterations = spec.integer("iterations", 100, 1, 10_000);
        String space = spec.choice("space", "normal", List.of("normal", "null"));
        if (space.equals("null")) {
            return new NullSpaceErrors("sbl", new Sbl(SblUpdate.EM, false, 1e-12, 1, iterations, 1e-4), noise);
        }
        return new SparseErrors(shadow(spec, Double.NaN), noise, iterations);
    }
}
