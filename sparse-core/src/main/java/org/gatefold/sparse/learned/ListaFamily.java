package org.gatefold.sparse.learned;

import java.util.List;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.io.Options.Option;

/** Models with trained matrices. */
final class ListaFamily {
    private static final int MOST = 1_000_000;
    private static final ListaStart.Ista ISTA = new ListaStart.Ista(0.4);
    private static final ListaStart.Analytic ANALYTIC = new ListaStart.Analytic(0.9, 1.9, 0.2);
    private static final Option LAYERS = new Option("layers", "16", "number of layers");

    private ListaFamily() {}

    static List<Architecture> all() {
        return List.of(
                new Architecture(
                        "lista",
                        "ISTA with trained matrices and any links between layers",
                        "Gregor and LeCun, ICML 2010; Meng et al., ICLR 2021",
                        (o, known) -> lista(o),
                        List.of(
                                LAYERS,
                                new Option(
                                        "connectivity",
                                        "chain",
                                        "chain (LISTA), fista (LFISTA), dense, searched, or links as '4:1 6:3+4'"),
                                new Option("injection", "weighted", "weighted average of links, mean, or momentum"),
                                new Option("neuron", "soft", "soft threshold, relu or leaky-relu"),
                                new Option("start", "analytic", "analytic (as ALISTA) or ista: what it is untrained"),
                                new Option("gamma", "0.9", "analytic start: step"),
                                new Option("theta", "1.9", "analytic start: thresholds over the mean |W(y - Ax)|"),
                                new Option("ridge", "0.2", "analytic start: load, in mean eigenvalues of AAᴴ"),
                                new Option("lambda", "0.4", "ista: its penalty"),
                                new Option("tied", "true", "whether all layers share their matrices"))),
                coupled("lista-cp", "LISTA with coupled weights", false),
                coupled("lista-cpss", "LISTA with coupled weights and support selection", true));
    }

    private static Architecture coupled(String name, String title, boolean selection) {
        return new Architecture(
                name,
                title,
                "Chen, Liu, Wang and Yin, NeurIPS 2018",
                (o, known) -> new ListaCp(layers(o), selection, o.number("lambda", 0.4, 0, MOST)),
                List.of(LAYERS, new Option("lambda", "0.4", "penalty of the ISTA it starts as")));
    }

    private static Lista lista(Options o) {
        int layers = layers(o);
        String links = o.text("connectivity", "chain");
        Connectivity connectivity =
                switch (links) {
                    case "chain" -> Connectivity.chain();
                    case "fista" -> Connectivity.fista(layers);
                    case "dense" -> Connectivity.dense(layers);
                    case "searched" -> Connectivity.searched(layers);
                    // The comma separates options of a spec.
                    default -> Connectivity.parse(links, links.replace('+', ','), layers);
                };
        return new Lista(
                layers,
                connectivity,
                o.choice("injection", Lista.Injection.WEIGHTED),
                o.choice("neuron", Lista.Neuron.SOFT),
                start(o),
                o.flag("tied", true));
    }

    private static ListaStart start(Options o) {
        ListaStart.Ista ista = new ListaStart.Ista(o.number("lambda", ISTA.lambda(), 0, MOST));
        ListaStart.Analytic analytic = new ListaStart.Analytic(
                o.number("gamma", ANALYTIC.gamma(), 0, MOST),
                o.number("theta", ANALYTIC.theta(), 0, MOST),
                o.number("ridge", ANALYTIC.ridge(), 0, MOST));
        boolean asIsta =
                o.choice("start", "analytic", List.of("analytic", "ista")).equals("ista");
        if (asIsta ? !analytic.equals(ANALYTIC) : !ista.equals(ISTA)) {
            throw new IllegalArgumentException(
                    "lambda is an option of start=ista; gamma, theta and ridge are of start=analytic");
        }
        return asIsta ? ista : analytic;
    }

    static int layers(Options options) {
        return options.integer("layers", 16, 1, 1000);
    }
}
