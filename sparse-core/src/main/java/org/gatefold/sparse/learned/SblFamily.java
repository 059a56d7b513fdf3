package org.gatefold.sparse.learned;

import java.util.List;
import org.gatefold.sparse.classical.StartingVariances;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.io.Options.Option;

/** Sparse Bayesian learning with a network in its update. */
final class SblFamily {
    private SblFamily() {}

    static List<Architecture> all() {
        return List.of(new Architecture(
                "gated-sbl",
                "sparse Bayesian learning gated by a network that serves any dictionary",
                "after He, Xin, Ikehata and Wipf, NIPS 2017",
                (o, known) -> gated(o),
                List.of(
                        new Option("layers", "12", "number of iterations"),
                        new Option("width", "32", "of the network"),
                        new Option("hidden", "16", "width of its memory"),
                        new Option("messages", "8", "width of the messages between indices, 0 for none"),
                        new Option("deflation", "true", "whether an index hears how strong it is without the others"),
                        new Option("cell", "gru", "gru or mlp"),
                        new Option("base", "mackay", "the update that is gated: mackay or em"),
                        new Option("learned-noise", "true", "whether the noise variance is moved"),
                        new Option("floor", "1e-8", "smallest noise variance as a share of the mean square of y"),
                        new Option("truncate", "0", "iterations through which gradients flow back, 0 for all"))));
    }

    private static GatedSbl gated(Options o) {
        return new GatedSbl(
                o.integer("layers", 12, 1, 1000),
                o.integer("width", 32, 1, 4096),
                o.integer("hidden", 16, 1, 4096),
                o.integer("messages", 8, 0, 4096),
                o.flag("deflation", true),
                o.choice("cell", GatedSbl.Cell.GRU),
                o.choice("base", GatedSbl.Base.MACKAY),
                o.flag("learned-noise", true),
                o.number("floor", 1e-8, 1e-14, 1),
                o.integer("truncate", 0, 0, 1000),
                StartingVariances.EVEN);
    }
}
