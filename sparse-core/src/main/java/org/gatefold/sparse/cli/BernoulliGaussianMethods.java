package org.gatefold.sparse.cli;

import java.util.List;
import java.util.stream.Stream;
import org.gatefold.sparse.classical.Amp;
import org.gatefold.sparse.classical.BayesianMatchingPursuit;
import org.gatefold.sparse.classical.BernoulliGaussian;
import org.gatefold.sparse.classical.Vamp;
import org.gatefold.sparse.io.Options.Option;

/** Methods under the Bernoulli–Gaussian prior, each number of which is given, known of the problem, or learned. */
final class BernoulliGaussianMethods {
    private static final int MOST = 1_000_000;

    private BernoulliGaussianMethods() {}

    static List<Method> all() {
        return List.of(
                new Method(
                        "bg-amp",
                        "approximate message passing with the Bernoulli–Gaussian shrinkage",
                        "Donoho, Maleki and Montanari, PNAS 106, 2009; Vila and Schniter, IEEE TSP 61, 2013",
                        (spec, context) -> new Amp(
                                prior(spec, context),
                                spec.integer("iterations", 50, 1, MOST),
                                spec.number("damping", 1, 1e-3, 1),
                                spec.number("tolerance", 1e-6, 0, 1)),
                        messagePassing()),
                new Method(
                        "vamp",
                        "vector AMP (orthogonal AMP) with the Bernoulli–Gaussian shrinkage",
                        "Rangan, Schniter and Fletcher, IEEE Trans. Inf. Theory 65, 2019",
                        (spec, context) -> new Vamp(
                                prior(spec, context),
                                spec.integer("iterations", 50, 1, MOST),
                                spec.number("damping", 1, 1e-3, 1),
                                spec.number("tolerance", 1e-6, 0, 1)),
                        messagePassing()),
                new Method(
                        "bmp",
                        "Bayesian matching pursuit",
                        "Schniter, Potter and Ziniel, ITA 2008; Tipping and Faul, AISTATS 2003",
                        (spec, context) -> new BayesianMatchingPursuit(
                                prior(spec, context),
                                spec.flag("averaged", true),
                                spec.integer("rounds", 8, 1, MOST),
                                spec.integer("moves", 10_000, 1, MOST)),
                        withPrior(
                                new Option("averaged", "true", "mean over all sets one move away, else the best alone"),
                                new Option("rounds", "8", "most rounds of learning what is not known, at least 1"),
                                new Option("moves", "10000", "most moves a climb, at least 1"))));
    }

    private static BernoulliGaussian prior(MethodSpec spec, MethodContext context) {
        double known = context.activityRate();
        double activity = spec.number("activity", known > 0 && known < 1 ? known : Double.NaN, 1e-9, 1 - 1e-9);
        double variance = context.amplitudeVariance();
        return new BernoulliGaussian(
                activity, spec.number("variance", variance > 0 ? variance : Double.NaN, 1e-300, 1e300));
    }

    private static List<Option> messagePassing() {
        return withPrior(
                new Option("iterations", "50", "most iterations, at least 1"),
                new Option("damping", "1", "factor in (0, 1] of each change; 1 is no damping"),
                new Option("tolerance", "1e-6", "relative movement to stop at"));
    }

    private static List<Option> withPrior(Option... others) {
        Stream<Option> prior = Stream.of(
                new Option("activity", "the known one, else learned", "probability ρ that an entry is not zero"),
                new Option("variance", "the known one, else learned", "of each real number of a non-zero entry"));
        return Stream.concat(prior, Stream.of(others)).toList();
    }
}
