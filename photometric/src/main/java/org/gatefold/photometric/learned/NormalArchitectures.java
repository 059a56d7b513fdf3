package org.gatefold.photometric.learned;

import java.util.List;
import org.gatefold.photometric.learned.GatedNormals.Cell;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.io.Options.Option;
import org.gatefold.sparse.learned.Architecture;
import org.gatefold.sparse.learned.Architectures;

/** The learned models of normals by name. */
public final class NormalArchitectures {
    private static final Architecture GATED = new Architecture(
            GatedNormals.NAME,
            "SBL of the errors in the space of the normal, its updates gated by a recurrent network",
            "after He, Xin, Ikehata and Wipf, NeurIPS 2017",
            (options, known) -> gated(options),
            List.of(
                    new Option("layers", "5", "number of layers"),
                    new Option("width", "24", "of the layers before the recurrent unit"),
                    new Option("memory", "12", "width of the recurrent unit"),
                    new Option("cell", "gru", "gru, or mlp without memory"),
                    new Option("context", "true", "whether an intensity knows of the others of its pixel"),
                    new Option("view", "true", "whether the direction to the viewer is known"),
                    new Option("correction", "false", "whether intensities are corrected as well"),
                    new Option("limit", "0.1", "of the derivative of a sample's loss by log γ")));

    private static final Architectures ALL = new Architectures(List.of(GATED));

    private NormalArchitectures() {}

    /** Those that {@code photometric train} and model files know. */
    public static Architectures all() {
        return ALL;
    }

    private static GatedNormals gated(Options options) {
        return new GatedNormals(
                options.integer("layers", 5, 1, 1000),
                options.integer("width", 24, 1, 1024),
                options.integer("memory", 12, 1, 1024),
                options.choice("cell", Cell.GRU),
                options.flag("context", true),
                options.flag("view", true),
                options.flag("correction", false),
                options.number("limit", 0.1, 1e-6, 1e9));
    }
}
