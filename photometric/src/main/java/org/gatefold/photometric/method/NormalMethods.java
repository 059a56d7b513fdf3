package org.gatefold.photometric.method;

import java.util.List;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblUpdate;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;

/**
 * The methods by name. All but {@code trimmed-ls} and {@code support-net} take {@code shadow=SHARE}, below which share
 * of the brightest intensity of a pixel one is left out.
 *
 * <ul>
 *   <li>{@code ls}; {@code masked-ls}: without shadows, by default the exact zeros;
 *   <li>{@code trimmed-ls}: {@code low}, {@code high};
 *   <li>{@code l1}: {@code iterations};
 *   <li>{@code sbl}: {@code noise} (a variance relative to the mean square of a pixel's intensities, by default
 *       estimated for each pixel), {@code iterations}, {@code space=normal|null}; {@code masked-sbl}: without shadows,
 *       by default the exact zeros;
 *   <li>{@code rpca}: {@code weight}, {@code iterations};
 *   <li>{@code gated-sbl}: {@code weights=FILE} (by default the weights that come with the tool);
 *       {@code masked-gated-sbl}: without shadows, by default the exact zeros;
 *   <li>{@code support-net}: {@code weights=FILE} of a network trained for the rig, and no {@code shadow}.
 * </ul>
 */
public final class NormalMethods {
    /** Those that need no file. */
    public static final List<String> NAMES = List.of(
            "ls", "masked-ls", "trimmed-ls", "l1", "sbl", "masked-sbl", "rpca", "gated-sbl", "masked-gated-sbl");

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
                    case "masked-sbl" -> new SparseErrors(shadow(spec, 0), noise(spec), iterations(spec));
                    case "rpca" ->
                        new LowRank(
                                shadow(spec, Double.NaN),
                                spec.number("weight", 1, 1e-3, 1e3),
                                spec.integer("iterations", 100, 1, 10_000));
                    case "gated-sbl" -> new GatedSbl(shadow(spec, Double.NaN), GatedSbl.model(spec));
                    case "masked-gated-sbl" -> new GatedSbl(shadow(spec, 0), GatedSbl.model(spec));
                    case SupportNet.NAME -> SupportNet.of(spec);
                    default ->
                        throw new InputException("method '" + spec.name() + "': expected one of "
                                + String.join(", ", NAMES) + ", " + SupportNet.NAME);
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
        String space = spec.choice("space", "normal", List.of("normal", "null"));
        if (space.equals("null")) {
            return new NullSpaceErrors(
                    "sbl", new Sbl(SblUpdate.EM, false, 1e-12, 1, iterations(spec), 1e-4), noise(spec));
        }
        return new SparseErrors(shadow(spec, Double.NaN), noise(spec), iterations(spec));
    }

    private static double noise(MethodSpec spec) {
        return spec.number("noise", Double.NaN, 1e-12, 1);
    }

    private static int iterations(MethodSpec spec) {
        return spec.integer("iterations", 100, 1, 10_000);
    }
}
