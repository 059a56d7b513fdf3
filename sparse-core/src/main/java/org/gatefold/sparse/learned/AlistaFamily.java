package org.gatefold.sparse.learned;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.io.Options.Option;
import org.gatefold.sparse.learned.NaAlista.Cell;
import org.gatefold.sparse.learned.NaAlista.Inputs;

/** Models with analytic weights. */
final class AlistaFamily {
    private static final int MOST = 1_000_000;
    private static final String LIU = "Liu, Chen, Wang and Yin, ICLR 2019";

    private AlistaFamily() {}

    static List<Architecture> all() {
        return List.of(
                alista("alista", "ISTA with analytic weights, trained steps and thresholds", LIU, false, "analytic"),
                alista("tilista", "ALISTA whose one weight matrix is trained too", LIU, false, "trained"),
                alista(
                        "alista-at",
                        "ALISTA with thresholds that adapt to each entry",
                        "Kim and Park, IEEE Access 8, 2020",
                        true,
                        "analytic"),
                new Architecture(
                        "aglista",
                        "ALISTA with gain and overshoot gates",
                        "Wu et al., ICLR 2020",
                        (o, known) -> new Aglista(
                                ListaFamily.layers(o),
                                weights(o, AlistaWeights.Kind.ANALYTIC),
                                selection(o, known),
                                start(o)),
                        withStart("analytic")),
                new Architecture(
                        "na-alista",
                        "ALISTA whose steps and thresholds come from a recurrent network, sample by sample",
                        "Behrens, Sauder and Jung, ICLR 2021",
                        (o, known) -> new NaAlista(
                                ListaFamily.layers(o),
                                weights(o, AlistaWeights.Kind.ANALYTIC),
                                selection(o, known),
                                o.choice("cell", Cell.LSTM),
                                o.choice("inputs", Inputs.RU),
                                o.integer("hidden", 128, 1, 100_000),
                                o.number("gamma-scale", 1, 1e-9, MOST),
                                o.number("theta-scale", thetaScale(o), 1e-9, MOST),
                                o.flag("relative", true),
                                o.flag("momentum", false)),
                        common(
                                "analytic",
                                new Option("cell", "lstm", "lstm, gru, rnn or mlp"),
                                new Option("inputs", "ru", "norms the network sees: r = |y - Ax|, u = |W(y - Ax)|, ru"),
                                new Option("hidden", "128", "width of the network"),
                                new Option("gamma-scale", "1", "factor of the steps"),
                                new Option(
                                        "theta-scale",
                                        "5, 3.5 with momentum, 1 if not relative",
                                        "factor of the thresholds"),
                                new Option(
                                        "relative",
                                        "true",
                                        "thresholds in units of the mean |W(y - Ax)|, inputs in logs; the paper has"
                                                + " neither"),
                                new Option("momentum", "false", "whether it also emits momentum and the support"))),
                new Architecture(
                        "hyperlista",
                        "ALISTA with momentum and three numbers for all layers",
                        "Chen, Liu, Wang and Yin, NeurIPS 2021",
                        (o, known) -> new HyperLista(
                                ListaFamily.layers(o),
                                o.number("c1", 2, 0, MOST),
                                o.number("c2", 1, 0, MOST),
                                o.number("c3", 0.02, 0, MOST)),
                        List.of(
                                new Option("layers", "16", "number of layers"),
                                new Option("c1", "2", "threshold over |A+(y - Ax)|/m, at the start"),
                                new Option("c2", "1", "momentum over the size of the support/m, at the start"),
                                new Option(
                                        "c3",
                                        "0.02",
                                        "share of entries that bypass the threshold, each time the error falls e-fold"))));
    }

    private static Architecture alista(
            String name, String title, String source, boolean adaptive, String defaultWeights) {
        AlistaWeights.Kind kind =
                defaultWeights.equals("trained") ? AlistaWeights.Kind.TRAINED : AlistaWeights.Kind.ANALYTIC;
        return new Architecture(
                name,
                title,
                source,
                (o, known) ->
                        new Alista(ListaFamily.layers(o), weights(o, kind), selection(o, known), adaptive, start(o)),
                withStart(defaultWeights));
    }

    private static List<Option> withStart(String weights) {
        return common(
                weights,
                new Option("gamma", "0.75", "step of all layers before training"),
                new Option("theta", "4", "threshold of all layers before training"),
                new Option("relative", "true", "whether that is in units of the mean |W(y - Ax)| of each layer"));
    }

    private static StartingPoint start(Options options) {
        return new StartingPoint(
                options.number("gamma", 0.75, 0, MOST),
                options.number("theta", 4, 0, MOST),
                options.flag("relative", true));
    }

    private static List<Option> common(String weights, Option... others) {
        List<Option> options = new ArrayList<>();
        options.add(new Option("layers", "16", "number of layers"));
        options.add(new Option("weights", weights, "analytic, trained or adjoint (A itself)"));
        options.add(new Option(
                "ridge", "0.2", "load of the analytic weights, in mean eigenvalues of AAᴴ; 0 in the papers"));
        options.add(new Option(
                "selection",
                "1.2 times the sparsity",
                "entries that bypass the threshold in the last layer, 0 for none"));
        options.add(new Option("selection-least", "0", "least number of such entries in any layer"));
        options.add(new Option("selection-most", "no limit", "most such entries in any layer"));
        options.addAll(List.of(others));
        return options;
    }

    /** What {@link #common} reads, then the others. */
    static Map<String, String> settings(
            int layers, AlistaWeights weights, SupportSelection selection, Map<String, String> others) {
        Map<String, String> settings = Options.of(
                "layers", layers,
                "weights", weights.kind(),
                "ridge", weights.ridge(),
                "selection", selection.last(),
                "selection-least", selection.least(),
                "selection-most", selection.most());
        settings.putAll(others);
        return settings;
    }

    private static AlistaWeights weights(Options options, AlistaWeights.Kind standard) {
        return new AlistaWeights(options.choice("weights", standard), options.number("ridge", 0.2, 0, MOST));
    }

    /** Softplus of about 0.7 times this is what the untrained network puts out. */
    private static double thetaScale(Options options) {
        if (!options.flag("relative", true)) {
            return 1;
        }
        return options.flag("momentum", false) ? 3.5 : 5;
    }

    private static SupportSelection selection(Options options, ProblemStatistics known) {
        return new SupportSelection(
                options.number("selection", 1.2 * ProblemStatistics.known(known.sparsity(), 0), 0, MOST),
                options.integer("selection-least", 0, 0, Integer.MAX_VALUE),
                options.integer("selection-most", Integer.MAX_VALUE, 0, Integer.MAX_VALUE));
    }
}
