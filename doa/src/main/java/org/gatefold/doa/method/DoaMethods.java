package org.gatefold.doa.method;

import java.util.List;
import java.util.stream.Collectors;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.method.ScanMethod.Beam;
import org.gatefold.doa.method.SparseMethod.Recovery;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;

/**
 * The direction finders by name.
 *
 * <ul>
 *   <li>{@code beamscan}, {@code capon}, {@code music}: options {@code fb=true|false}, {@code smoothing=auto|none|M},
 *       {@code step=DEGREES}, {@code refine=true|false};
 *   <li>{@code root-music}: {@code fb}, {@code smoothing}; {@code esprit}: these and {@code tls=true|false};
 *   <li>{@code omp}, {@code l1}, {@code sbl}: {@code step}, {@code refine}.
 * </ul>
 */
public final class DoaMethods {
    /** All names, as {@code --methods all} takes them. */
    public static final List<String> NAMES =
            List.of("beamscan", "capon", "music", "root-music", "esprit", "omp", "l1", "sbl");

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
                    case "omp" -> sparse(Recovery.OMP, spec);
                    case "l1" -> sparse(Recovery.L1, spec);
                    case "sbl" -> sparse(Recovery.SBL, spec);
                    default ->
                        throw new InputException(
                                "method '" + spec.name() + "': expected one of " + String.join(", ", NAMES));
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

    private static DoaMethod sparse(Recovery recovery, MethodSpec spec) {
        return new SparseMethod(recovery, step(spec), spec.flag("refine", true));
    }

    private static double step(MethodSpec spec) {
        return spec.number("step", 1, 0.01, 10);
    }
}
