package org.gatefold.sparse.learned;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.sparse.io.Options.Option;
import org.gatefold.sparse.learned.RecurrentNet.Kind;

/** Networks that classify the support, for one dictionary each. */
final class SupportNetFamily {
    private static final String SOURCE = "He, Xin, Ikehata and Wipf, NIPS 2017";
    private static final Option WHITEN =
            new Option("whiten", "true", "whether measurements are whitened before the network");

    private static final String LAMBDA = "0.1";
    private static final String SIGMA = "0.3";

    private SupportNetFamily() {}

    static List<Architecture> all() {
        List<Architecture> all = new ArrayList<>();
        all.add(new Architecture(
                "lstm-sbl",
                "sparse Bayesian learning as an LSTM cell with trained gates",
                SOURCE,
                (o, known) -> new LstmSbl(
                        o.integer("layers", 11, 1, 1000),
                        o.number("step", 1, 1e-9, 1),
                        o.number("floor", 1e-8, 1e-14, 1)),
                List.of(
                        new Option("layers", "11", "number of iterations"),
                        new Option(
                                "step", "1", "step of the cell before training, relative to the longest that descends"),
                        new Option("floor", "1e-8", "smallest noise variance as a share of the mean square of y"))));
        all.add(recurrent(Kind.GFLSTM, "LSTM layers with gated feedback that classify the support"));
        all.add(recurrent(Kind.GFGRU, "GRU layers with gated feedback that classify the support"));
        all.add(recurrent(Kind.LSTM, "LSTM layers that classify the support"));
        all.add(recurrent(Kind.GRU, "GRU layers that classify the support"));
        all.add(thresholding(
                false, "ISTA with trained matrices that classifies the support", "Gregor and LeCun, ICML 2010"));
        all.add(thresholding(
                true,
                "hard thresholding with trained matrices that classifies the support",
                "Wang, Ling and Huang, AAAI 2016"));
        all.add(new Architecture(
                "maxsparse-net",
                "a residual network that classifies the support",
                "Xin, Wang, Gao, Wipf and Wang, NIPS 2016",
                (o, known) -> new MaxSparseNet(
                        o.integer("layers", 5, 1, 1000),
                        o.integer("narrow", 4, 0, 1000),
                        o.integer("width", 1, 1, 100),
                        o.flag("whiten", true)),
                List.of(
                        new Option("layers", "5", "blocks as wide as the domain"),
                        new Option("narrow", "4", "blocks as wide as the measurements before them"),
                        new Option("width", "1", "factor of these widths"),
                        WHITEN)));
        return all;
    }

    private static Architecture recurrent(Kind kind, String title) {
        String published = kind == Kind.GFLSTM ? "; 425 in the paper" : kind == Kind.GFGRU ? "; 455 in the paper" : "";
        return new Architecture(
                new RecurrentNet(kind, 1, 1, 1, true, false).architecture(),
                title,
                SOURCE,
                (o, known) -> new RecurrentNet(
                        kind,
                        o.integer("units", 128, 1, 10_000),
                        o.integer("layers", 11, 1, 1000),
                        o.integer("stack", 2, 1, 100),
                        o.flag("whiten", true),
                        o.flag("informed", false)),
                List.of(
                        new Option("units", "128", "width of each layer" + published),
                        new Option("layers", "11", "recurrent steps"),
                        new Option("stack", "2", "recurrent layers on each other"),
                        WHITEN,
                        new Option(
                                "informed",
                                "false",
                                "whether it starts as an iteration with the dictionary; real data, LSTM, 2N units")));
    }

    private static Architecture thresholding(boolean hard, String title, String source) {
        List<Option> options = new ArrayList<>();
        options.add(new Option("layers", "11", "number of layers"));
        options.add(new Option("lambda", LAMBDA, "penalty of the iteration it starts as"));
        if (hard) {
            options.add(new Option("sigma", SIGMA, "width of the threshold before training, relative to it"));
        }
        options.add(WHITEN);
        return new Architecture(
                new ThresholdingNet(1, hard, 1, 1, true).architecture(),
                title,
                source,
                (o, known) -> new ThresholdingNet(
                        o.integer("layers", 11, 1, 1000),
                        hard,
                        o.number("lambda", Double.parseDouble(LAMBDA), 1e-9, 1e9),
                        hard ? o.number("sigma", Double.parseDouble(SIGMA), 1e-9, 1e3) : 1,
                        o.flag("whiten", true)),
                options);
    }
}
