package org.gatefold.ofdm.channel;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.classical.AnnealedPropagation;
import org.gatefold.sparse.classical.Annealing;
import org.gatefold.sparse.classical.BayesianMatchingPursuit;
import org.gatefold.sparse.classical.BernoulliGaussian;
import org.gatefold.sparse.classical.EmUpdate;
import org.gatefold.sparse.classical.Fista;
import org.gatefold.sparse.classical.Omp;
import org.gatefold.sparse.classical.Penalty;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblUpdate;
import org.gatefold.sparse.classical.SharedPriorPursuit;
import org.gatefold.sparse.classical.TrackedSbl;
import org.gatefold.sparse.classical.Tracking;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.LearnedSolver;
import org.gatefold.sparse.learned.ModelFile;
import org.jspecify.annotations.Nullable;

/**
 * The channel estimators by name.
 *
 * <ul>
 *   <li>{@code ls}: straight lines between the pilots;
 *   <li>{@code dft}: least squares over the window of delays, {@code cut=SHARE} of the largest singular value;
 *   <li>{@code lmmse}: {@code profile=estimated|uniform|exponential}, {@code decay=STEPS} of the exponential one,
 *       {@code iterations=N} of the estimated one;
 *   <li>{@code omp}: {@code noise=FACTOR} of the level noise reaches, where it stops, {@code sparsity=N} at most;
 *   <li>{@code fista}: {@code noise=FACTOR} of that level as the penalty, {@code iterations=N};
 *   <li>{@code sbl}: {@code profile=shared|own}, {@code update=em|mackay|gerstoft|fast}, {@code exponent=C} of the
 *       prior of em, {@code noise=given|learn}, {@code iterations=N};
 *   <li>{@code bmp}: {@code prior=known|flat|shared} (known where the source of the pilots knows it, shared by the
 *       symbols of the batch, learned in {@code rounds=N}), {@code noise=given|learn}, {@code averaged=true|false};
 *   <li>{@code learned}: {@code weights=trained|initial|FILE.npz} of {@link LearnedScalars}; where the prior is known
 *       {@link AnnealedPropagation}, else {@link TrackedSbl}, which takes the symbols of the batch for successive ones;
 *   <li>{@code alista}, {@code alista-at}, {@code aglista}, {@code na-alista}: {@code layers=N} of shipped weights for
 *       these channels, or {@code weights=FILE.npz};
 *   <li>all but {@code ls}: the window of delays, {@code grid=N} steps a symbol, {@code first=STEP}, {@code taps=N}.
 * </ul>
 */
public final class ChannelEstimators {
    /** All names. */
    public static final List<String> NAMES = List.of("ls", "dft", "lmmse", "omp", "fista", "sbl", "bmp", "learned");

    /** Names of unrolled models, which serve the channels they were trained on. */
    public static final List<String> UNROLLED = List.of("alista", "alista-at", "aglista", "na-alista");

    private static final int MOST = 100_000;

    private final DelayWindow.Choice usual;
    private final @Nullable TapPrior prior;
    private final String conditions;

    private ChannelEstimators(DelayWindow.Choice usual, @Nullable TapPrior prior, String conditions) {
        this.usual = usual;
        this.prior = prior;
        this.conditions = conditions;
    }

    /** For captures: the delays of the normal prefix, nothing known of the channel. */
    public static ChannelEstimators forNormalPrefix() {
        return new ChannelEstimators(DelayWindow::normalPrefix, null, "");
    }

    /**
     * For channels of which window and prior are known.
     *
     * @param conditions their name in those of shipped models, such as {@code released-code-100}; empty for none
     */
    public static ChannelEstimators knowing(DelayWindow window, TapPrior prior, String conditions) {
        if (prior.taps() != window.taps()) {
            throw new IllegalArgumentException(
                    "a prior of " + prior.taps() + " taps does not fit a window of " + window.taps());
        }
        return new ChannelEstimators(pilots -> window, prior, conditions);
    }

    /** The estimators of a list such as {@code ls,sbl:update=em,iterations=50,bmp}; {@code all} for all. */
    public List<ChannelEstimator> parseList(String text) {
        String names = text.equals("all") ? String.join(",", NAMES) : text;
        return MethodSpec.parseList(names).stream().map(this::parse).toList();
    }

    /** @throws InputException if there is no such estimator or option */
    public ChannelEstimator parse(MethodSpec spec) {
        ChannelEstimator estimator =
                switch (spec.name()) {
                    case "ls" -> new LinearInterpolation(spec.toString());
                    case "dft" ->
                        new ProjectionEstimator(spec.toString(), window(spec), spec.number("cut", 0.1, 0, 0.999));
                    case "lmmse" -> new LinearMmse(spec.toString(), window(spec), profile(spec));
                    case "omp" -> sparse(spec, omp(spec));
                    case "fista" -> sparse(spec, fista(spec));
                    case "sbl" -> sparse(spec, sbl(spec));
                    case "bmp" -> sparse(spec, bmp(spec));
                    case "learned" -> sparse(spec, learned(spec));
                    case "alista", "alista-at", "aglista", "na-alista" -> sparse(spec, unrolled(spec));
                    default ->
                        throw new InputException("method '" + spec.name() + "': expected one of "
                                + String.join(", ", NAMES) + ", " + String.join(", ", UNROLLED));
                };
        spec.requireAllRead();
        return estimator;
    }

    private SparseEstimator sparse(MethodSpec spec, SparseEstimator.Recovery recovery) {
        return new SparseEstimator(spec.toString(), window(spec), recovery);
    }

    private DelayWindow.Choice window(MethodSpec spec) {
        int grid = spec.integer("grid", 0, 16, 1 << 16);
        int first = spec.integer("first", Integer.MIN_VALUE, -MOST, MOST);
        int taps = spec.integer("taps", 0, 1, grid > 0 ? grid : MOST);
        return pilots -> {
            DelayWindow window = usual.of(pilots);
            double finer = grid > 0 ? (double) grid / window.size() : 1;
            int size = grid > 0 ? grid : window.size();
            int start = first > Integer.MIN_VALUE ? first : (int) Math.round(finer * window.first());
            int length = taps > 0 ? taps : (int) Math.round(finer * window.taps());
            if (length > size) {
                throw new InputException("method '" + spec + "': option 'taps': expected at most the " + size
                        + " delays of a symbol, found " + length);
            }
            return new DelayWindow(size, start, Math.max(1, length));
        };
    }

    private static LinearMmse.Profile profile(MethodSpec spec) {
        double decay = spec.number("decay", 0, 1e-3, MOST);
        int iterations = spec.integer("iterations", 20, 1, MOST);
        return switch (spec.choice("profile", "estimated", List.of("uniform", "exponential", "estimated"))) {
            case "exponential" -> LinearMmse.Profile.exponential(decay);
            case "uniform" -> LinearMmse.Profile.uniform();
            default -> LinearMmse.Profile.estimated(iterations);
        };
    }

    private static SparseEstimator.Recovery omp(MethodSpec spec) {
        double noise = spec.number("noise", 1, 0, 100);
        int sparsity = spec.integer("sparsity", MOST, 1, MOST);
        return model -> new Omp(Math.min(sparsity, Math.max(1, model.matrix.range() / 4)), 0, noise)
                .solve(model.noisyProblem());
    }

    private static SparseEstimator.Recovery fista(MethodSpec spec) {
        double noise = spec.number("noise", 0.5, 1e-6, 100);
        int iterations = spec.integer("iterations", 300, 1, MOST);
        return model ->
                new Fista(Penalty.relative(1e-4).aboveNoise(noise), iterations, 1e-3).solve(model.noisyProblem());
    }

    private SparseEstimator.Recovery sbl(MethodSpec spec) {
        boolean shared = shared(spec);
        double exponent = spec.number("exponent", shared ? 0 : 1, 0, 100);
        SblUpdate update =
                switch (spec.choice("update", shared ? "mackay" : "em", List.of("em", "mackay", "gerstoft", "fast"))) {
                    case "mackay" -> SblUpdate.MACKAY;
                    case "gerstoft" -> SblUpdate.GERSTOFT;
                    case "fast" -> SblUpdate.FAST;
                    default -> new EmUpdate(exponent);
                };
        boolean fast = update == SblUpdate.FAST;
        boolean learns = learns(spec);
        int iterations = spec.integer("iterations", fast ? 2000 : shared ? 15 : 24, 1, MOST);
        Sbl sbl = new Sbl(update, learns, 1e-8, 1, iterations, fast ? 1e-6 : 1e-4);
        return shared
                ? model -> DelayModel.samples(sbl.solve(model.snapshots()))
                : model -> sbl.solve(learns ? model.blindProblem() : model.problem());
    }

    private SparseEstimator.Recovery bmp(MethodSpec spec) {
        boolean averaged = spec.flag("averaged", true);
        boolean learns = learns(spec);
        String knowledge = spec.choice("prior", prior == null ? "shared" : "known", List.of("known", "flat", "shared"));
        if (knowledge.equals("shared")) {
            var pursuit = new SharedPriorPursuit(averaged, spec.integer("rounds", 2, 0, 100));
            return model -> pursuit.solve(learns ? model.blindProblem() : model.problem());
        }
        if (knowledge.equals("flat")) {
            var pursuit = new BayesianMatchingPursuit(BernoulliGaussian.LEARNED, averaged, 8, MOST);
            return model -> pursuit.solve(learns ? model.blindProblem() : model.problem());
        }
        TapPrior told = prior;
        if (told == null) {
            throw new InputException(
                    "method '" + spec + "': option 'prior': expected flat or shared where nothing is known of"
                            + " the channel, found known");
        }
        var pursuit = new BayesianMatchingPursuit(new BernoulliGaussian(told.activity(), 1), averaged, 8, MOST);
        return knowing(spec, told, pursuit, learns);
    }

    /** A solver for active entries of variance 1, on columns scaled by the known profile. */
    private static SparseEstimator.Recovery knowing(
            MethodSpec spec, TapPrior told, SparseSolver solver, boolean learnsNoise) {
        return model -> {
            if (model.window.taps() != told.taps()) {
                throw new InputException("method '" + spec + "': expected the " + told.taps()
                        + " taps of the known prior, found a window of " + model.window.taps());
            }
            double[] roots = new double[told.taps()];
            for (int i = 0; i < roots.length; i++) {
                roots[i] = Math.sqrt(model.variance(told.power(i)));
            }
            SparseProblem problem = learnsNoise ? model.blindProblem() : model.problem();
            Batch u = solver.solve(problem.with(model.matrix.scaled(roots)));
            LinearMmse.scale(u, roots);
            return u;
        };
    }

    /** {@link TrackedSbl} over the delays of the normal prefix. */
    public static ChannelEstimator tracked(String name, Tracking tracking) {
        TrackedSbl solver = new TrackedSbl(tracking);
        return new SparseEstimator(name, DelayWindow::normalPrefix, model -> solver.solve(model.noisyProblem()));
    }

    private SparseEstimator.Recovery learned(MethodSpec spec) {
        String weights = spec.text("weights", "trained");
        TapPrior told = prior;
        if (told == null) {
            Tracking tracking =
                    switch (weights) {
                        case "trained" -> LearnedScalars.tracking();
                        case "initial" -> Tracking.plain();
                        default -> LearnedScalars.tracking(Path.of(weights));
                    };
            return model -> new TrackedSbl(tracking).solve(model.noisyProblem());
        }
        Annealing annealing =
                switch (weights) {
                    case "trained" -> LearnedScalars.annealing();
                    case "initial" -> Annealing.plain(6, 16);
                    default -> LearnedScalars.annealing(Path.of(weights));
                };
        return knowing(
                spec, told, new AnnealedPropagation(new BernoulliGaussian(told.activity(), 1), annealing), false);
    }

    private SparseEstimator.Recovery unrolled(MethodSpec spec) {
        String weights = spec.text("weights", "");
        int layers = spec.integer("layers", 16, 1, MOST);
        String name = spec.name() + "-" + layers + "-" + conditions + ".npz";
        ModelFile file = weights.isEmpty()
                ? ModelFile.resource(ChannelEstimators.class, name)
                : ModelFile.read(Path.of(weights));
        if (file == null) {
            throw new InputException("method '" + spec + "': expected weights=FILE.npz, for no trained weights of "
                    + layers + " layers are shipped for "
                    + (conditions.isEmpty() ? "captures" : "the channels " + conditions));
        }
        if (!file.model().architecture().equals(spec.name())) {
            throw new InputException("method '" + spec + "': expected a model " + spec.name() + ", found "
                    + file.model().architecture());
        }
        LearnedSolver solver = file.solver();
        return model -> solver.solve(model.problem());
    }

    /** Whether the symbols of a batch have one delay profile, which is then learned from all of them. */
    private boolean shared(MethodSpec spec) {
        return spec.choice("profile", prior == null ? "shared" : "own", List.of("shared", "own"))
                .equals("shared");
    }

    private static boolean learns(MethodSpec spec) {
        return spec.choice("noise", "given", List.of("given", "learn"))
                .toLowerCase(Locale.ROOT)
                .equals("learn");
    }
}
