package org.gatefold.doa.method;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.method.ScanMethod.Beam;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblUpdate;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.ModelFile;

/**
 * The direction finders by name.
 *
 * <ul>
 *   <li>{@code beamscan}, {@code capon}, {@code music}: options {@code fb=true|false}, {@code smoothing=auto|none|M},
 *       {@code step=DEGREES}, {@code refine=true|false};
 *   <li>{@code root-music}: {@code fb}, {@code smoothing}; {@code esprit}: these and {@code tls=true|false};
 *   <li>{@code omp}, {@code l1}, {@code sbl}, {@code gated-sbl}: {@code step}, {@code refine},
 *       {@code decode=top|peaks|ascent|mbr}; {@code sbl} also {@code update=mackay|em|gerstoft}, {@code iterations},
 *       and {@code gamma}, {@code response}, the exponents of its scores; {@code gated-sbl} also {@code weights=FILE},
 *       as has every other network of {@code doa train} by the name of its architecture;
 *   <li>as references {@code ml} and {@code posterior}, with these options and {@code power}, E|x|² of a source, and
 *       {@code starts} or {@code sweeps} and {@code seed}.
 * </ul>
 */
public final class DoaMethods {
    /** All names, as {@code --methods all} takes them. */
    public static final List<String> NAMES =
            List.of("beamscan", "capon", "music", "root-music", "esprit", "omp", "l1", "sbl", "gated-sbl");

    /** Names of methods that are bounds for others and take long. */
    private static final List<String> REFERENCES = List.of("ml", "posterior");

    private DoaMethods() {}

    /** @throws InputException if there is no such method or option */
    public static DoaMethod parse(MethodSpec spec) {
        DoaMethod method =
                switch (spec.name()) {
                    case "beamscan" -> scan(Beam.BEAMSCAN, spec, new Smoothing(false, 0));
                    case "capon" -> scan(Beam.CAPON, spec, Smoothing.parse(spec));
                    case "music" -> scan(Beam.MUSIC, spec, Smoothing.parse(spec));
                    case "root-music" -> new RootMusic(Smoothing.parse(spec));
                    case "esprit" -> new Esprit(Smoothing.parse(spec), spec.flag("tls", true));
                    case "omp" -> sparse(new OmpRecovery(), spec);
                    case "l1" -> sparse(new L1Recovery(), spec);
                    case "sbl" -> sparse(sbl(spec), spec);
                    case "ml" ->
                        sparse(new LikelihoodSearch(spec.integer("starts", 29, 1, 100_000), power(spec)), spec);
                    case "posterior" ->
                        sparse(
                                new PosteriorSampling(
                                        spec.integer("sweeps", 300, 1, 1_000_000),
                                        power(spec),
                                        spec.integer("seed", 1, 0, Integer.MAX_VALUE)),
                                spec);
                    default -> sparse(learned(spec), spec);
                };
        spec.requireAllRead();
        return method;
    }

    /** A method under the words the user chose, so that two settings of one method can be told apart in a table. */
    private record Worded(String name, DoaMethod method) implements DoaMethod {
        @Override
        public DoaEstimate estimate(ArrayGeometry geometry, List<Snapshots> bins, SourceCount sources) {
            return method.estimate(geometry, bins, sources);
        }

        @Override
        public List<DoaEstimate> estimateAll(
                ArrayGeometry geometry, List<List<Snapshots>> trials, SourceCount sources) {
            return method.estimateAll(geometry, trials, sources);
        }
    }

    /** A list of methods separated by commas, {@code all} for all; each is named as it was written. */
    public static List<DoaMethod> parseList(String text) {
        String names = text.equals("all") ? NAMES.stream().collect(Collectors.joining(",")) : text;
        return MethodSpec.parseList(names).stream()
                .<DoaMethod>map(spec -> new Worded(spec.toString(), parse(spec)))
                .toList();
    }

    private static DoaMethod scan(Beam beam, MethodSpec spec, Smoothing smoothing) {
        return new ScanMethod(beam, smoothing, step(spec), spec.flag("refine", true));
    }

    private static DoaMethod sparse(GridRecovery recovery, MethodSpec spec) {
        boolean refined = spec.flag("refine", true);
        String decode = spec.text("decode", "");
        Decoding decoding = decode.isEmpty()
                ? recovery.usualDecoding(refined)
                : Decoding.parse(spec.choice("decode", decode, Decoding.NAMES));
        return new SparseMethod(recovery, decoding, step(spec), refined);
    }

    private static SblRecovery sbl(MethodSpec spec) {
        SblUpdate update =
                switch (spec.choice("update", "mackay", List.of("mackay", "em", "gerstoft"))) {
                    case "em" -> SblUpdate.EM;
                    case "gerstoft" -> SblUpdate.GERSTOFT;
                    default -> SblUpdate.MACKAY;
                };
        Sbl usual = Sbl.of(update);
        int iterations = spec.integer("iterations", usual.iterations(), 1, 1_000_000);
        return new SblRecovery(
                usual.withStop(iterations, usual.tolerance()),
                spec.number("gamma", 0.93, 0, 10),
                spec.number("response", 0.33, -10, 10));
    }

    /** The network that is shipped. */
    public static ModelFile shipped() {
        return LearnedRecovery.model();
    }

    /** The shipped network, or one that is named by its architecture with a file. */
    private static LearnedRecovery learned(MethodSpec spec) {
        String file = spec.text("weights", "");
        if (!file.isEmpty()) {
            return LearnedRecovery.of(spec.name(), Path.of(file));
        }
        if (!spec.name().equals(LearnedRecovery.GATED_SBL)) {
            throw new InputException("method '" + spec.name() + "': expected one of " + String.join(", ", NAMES) + ", "
                    + String.join(", ", REFERENCES) + ", or weights=FILE.npz of 'doa train'");
        }
        return LearnedRecovery.shipped();
    }

    private static double power(MethodSpec spec) {
        return spec.number("power", Double.NaN, 1e-12, 1e12);
    }

    private static double step(MethodSpec spec) {
        return spec.number("step", 1, 0.01, 10);
    }
}
