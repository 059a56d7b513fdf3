package org.gatefold.sparse.learned;

import static org.gatefold.sparse.learned.ProblemStatistics.known;

import java.util.List;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.io.Options.Option;

/** Message passing with a few trained numbers in each layer. */
final class MessagePassingFamily {
    private static final String SOURCE = "Borgerding, Schniter and Rangan, IEEE TSP 65, 2017";
    private static final Option LAYERS = new Option("layers", "16", "number of layers");
    private static final Option ACTIVITY =
            new Option("activity", "that of the problems", "probability that an entry is not zero, at the start");
    private static final Option VARIANCE =
            new Option("variance", "that of the problems", "of each real number of a non-zero entry, at the start");

    private MessagePassingFamily() {}

    static List<Architecture> all() {
        return List.of(
                new Architecture(
                        "learned-amp",
                        "approximate message passing with trained scalars and Bernoulli-Gaussian shrinkage",
                        SOURCE,
                        (o, known) -> new LearnedAmp(ListaFamily.layers(o), activity(o, known), variance(o, known)),
                        List.of(LAYERS, ACTIVITY, VARIANCE)),
                new Architecture(
                        "learned-vamp",
                        "vector (orthogonal) AMP with trained scalars and Bernoulli-Gaussian shrinkage",
                        SOURCE + "; He et al., OAMP-Net, 2020",
                        (o, known) -> new LearnedVamp(
                                ListaFamily.layers(o),
                                activity(o, known),
                                variance(o, known),
                                o.number("snr-db", Math.min(known(known.snrDb(), 40), 100), -300, 300)),
                        List.of(
                                LAYERS,
                                ACTIVITY,
                                VARIANCE,
                                new Option(
                                        "snr-db",
                                        "that of the problems",
                                        "ratio by which the noise is known at first"))));
    }

    private static double activity(Options o, ProblemStatistics known) {
        return o.number("activity", known(known.activity(), 0.1), 1e-9, 1 - 1e-9);
    }

    private static double variance(Options o, ProblemStatistics known) {
        return o.number("variance", known(known.amplitudeVariance(), 1), 1e-30, 1e30);
    }
}
