package org.gatefold.sparse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options.Option;
import org.gatefold.sparse.learned.Architectures;
import org.gatefold.sparse.learned.Cascade;
import org.gatefold.sparse.learned.GatedSbl;
import org.gatefold.sparse.learned.ModelFile;

/** Trained models: those in files, and those that are shipped. */
final class LearnedMethods {
    private static final int SMALL = 6;
    private static final String LAYERS = "24";

    private LearnedMethods() {}

    static List<Method> all() {
        return List.of(new Method(
                "gated-sbl",
                "sparse Bayesian learning gated by a network, with shipped weights for any dictionary",
                "after He, Xin, Ikehata and Wipf, NIPS 2017",
                (spec, context) -> gatedSbl(spec),
                List.of(
                        new Option("layers", LAYERS, "iterations, or several numbers in turn, as in layers=12+24"),
                        new Option(
                                "small",
                                Integer.toString(SMALL),
                                "iterations of a small network before, for problems without noise; what it solves is"
                                        + " done; 0 for none"))));
    }

    private static SparseSolver gatedSbl(MethodSpec spec) {
        List<SparseSolver> solvers = new ArrayList<>();
        int small = spec.integer("small", SMALL, 0, 1000);
        if (small > 0) {
            solvers.add(shipped("gated-sbl-small.npz").withLayers(small).solver());
        }
        ModelFile full = shipped();
        layers(spec, LAYERS).forEach(count -> solvers.add(full.withLayers(count).solver()));
        return inTurn(solvers);
    }

    /** The network that answers. */
    static ModelFile shipped() {
        return shipped("gated-sbl.npz");
    }

    private static ModelFile shipped(String name) {
        return ModelFile.shipped(GatedSbl.class, name, Architectures.standard());
    }

    /**
     * The model whose file a spec names; with {@code any-dictionary=true} it serves others than that of its training,
     * with {@code layers=T} it runs another number of layers than it was trained with. Of several models,
     * {@code A.npz+B.npz}, and of several numbers of layers, {@code layers=T1+T2}, those that follow get the problems
     * without noise that those before do not solve, a {@link Cascade}; numbers of layers go before models.
     *
     * @throws InputException if there is no such model, or it cannot do so
     */
    static SparseSolver of(MethodSpec spec) {
        boolean any = spec.flag("any-dictionary", false);
        List<Integer> layers = layers(spec, "");
        spec.requireAllRead();
        try {
            List<SparseSolver> solvers = new ArrayList<>();
            for (String name : spec.name().split("(?<=\\.npz)\\+")) {
                ModelFile file = ModelFile.read(Path.of(name));
                ModelFile model = any ? file.forAnyOperator() : file;
                if (layers.isEmpty()) {
                    solvers.add(model.solver());
                }
                layers.forEach(count -> solvers.add(model.withLayers(count).solver()));
            }
            return inTurn(solvers);
        } catch (IllegalArgumentException e) {
            throw new InputException("method '" + spec + "': " + e.getMessage(), e);
        }
    }

    private static List<Integer> layers(MethodSpec spec, String usual) {
        String text = spec.text("layers", usual);
        if (!text.matches("|[1-9]\\d{0,3}(\\+[1-9]\\d{0,3})*")) {
            throw new InputException("method '" + spec
                    + "': expected numbers of layers as in layers=12 or layers=6+12+24, found '" + text + "'");
        }
        List<Integer> layers = new ArrayList<>();
        for (String count : text.isEmpty() ? new String[0] : text.split("\\+")) {
            layers.add(Integer.parseInt(count));
        }
        return layers;
    }

    private static SparseSolver inTurn(List<SparseSolver> solvers) {
        return solvers.size() == 1 ? solvers.get(0) : new Cascade(solvers);
    }
}
