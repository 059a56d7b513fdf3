package org.gatefold.sparse.cli;

import java.util.List;
import java.util.Locale;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.classical.Cascade;
import org.gatefold.sparse.classical.FastUpdate;
import org.gatefold.sparse.classical.GatedCellUpdate;
import org.gatefold.sparse.classical.GatedCellUpdate.Momentum;
import org.gatefold.sparse.classical.Refit;
import org.gatefold.sparse.classical.ReweightedL1Update;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblUpdate;
import org.gatefold.sparse.classical.StartingVariances;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options.Option;

/** Sparse Bayesian learning in all its forms. */
final class SblMethods {
    private static final int MOST = 1_000_000;
    private static final List<String> UPDATES = List.of("em", "mackay", "gerstoft", "fast", "reweighted-l1", "cell");
    private static final List<String> MOMENTA = List.of("none", "fista", "monotone");

    private SblMethods() {}

    static List<Method> all() {
        return List.of(new Method(
                "sbl",
                "sparse Bayesian learning",
                "Tipping, JMLR 1, 2001; Tipping and Faul, AISTATS 2003; He, Xin, Ikehata and Wipf, NIPS 2017",
                (spec, context) -> solver(spec),
                List.of(
                        new Option("update", "em", "the form: " + String.join(", ", UPDATES)),
                        new Option(
                                "noise", "given", "'given' learns the noise variance only if unknown, 'learn' always"),
                        new Option("floor", "1e-8", "smallest noise variance as a share of the mean square of y"),
                        new Option("start", "100 (other forms 1)", "tr(ΦΓΦᴴ) at the start as a share of ‖y‖²"),
                        new Option(
                                "refit",
                                "false, but true with restarts",
                                "whether problems without noise are answered by least squares on the largest entries of"
                                        + " the first iterate where these explain the measurements"),
                        new Option(
                                "restarts",
                                "0",
                                "random starts for problems without noise that are not solved; not of fast"),
                        new Option("iterations", "300 (fast 2000)", "most iterations, at least 1"),
                        new Option(
                                "tolerance", "1e-4 (fast 1e-6)", "relative change of γ (fast: of the cost) to stop at"),
                        new Option("momentum", "none", "of the cell: " + String.join(", ", MOMENTA)),
                        new Option("step", "1", "of the cell: share of the largest step that descends, in (0, 1]"),
                        new Option("inner", "200", "of reweighted-l1: most FISTA steps in an iteration"))));
    }

    private static SparseSolver solver(MethodSpec spec) {
        Sbl sbl = sbl(spec);
        int restarts = spec.integer("restarts", 0, 0, 1000);
        if (restarts > 0 && sbl.update() instanceof FastUpdate) {
            throw new InputException("method '" + spec + "': expected no restarts with update=fast, which starts from"
                    + " nothing, found " + restarts);
        }
        boolean refit = spec.flag("refit", restarts > 0);
        if (!refit && restarts > 0) {
            throw new InputException("method '" + spec + "': expected refit=true with restarts, found false");
        }
        if (!refit) {
            return sbl;
        }
        List<SparseSolver> restarted = StartingVariances.random(restarts)
                .<SparseSolver>map(start -> new Refit(sbl.from(start)))
                .toList();
        return Cascade.of(List.of(), new Refit(sbl), restarted);
    }

    private static Sbl sbl(MethodSpec spec) {
        Sbl usual = Sbl.of(update(spec));
        return new Sbl(
                usual.update(),
                spec.choice("noise", "given", List.of("given", "learn")).equals("learn"),
                spec.number("floor", usual.noiseFloor(), 1e-14, 1),
                spec.number("start", usual.start(), 1e-6, 1e12),
                spec.integer("iterations", usual.iterations(), 1, MOST),
                spec.number("tolerance", usual.tolerance(), 0, 1));
    }

    private static SblUpdate update(MethodSpec spec) {
        Momentum momentum =
                Momentum.valueOf(spec.choice("momentum", "none", MOMENTA).toUpperCase(Locale.ROOT));
        double step = spec.number("step", 1, 1e-9, 1);
        int inner = spec.integer("inner", 200, 1, MOST);
        return switch (spec.choice("update", "em", UPDATES)) {
            case "mackay" -> SblUpdate.MACKAY;
            case "gerstoft" -> SblUpdate.GERSTOFT;
            case "fast" -> SblUpdate.FAST;
            case "reweighted-l1" -> new ReweightedL1Update(inner, 1e-3);
            case "cell" -> new GatedCellUpdate(step, momentum);
            default -> SblUpdate.EM;
        };
    }
}
