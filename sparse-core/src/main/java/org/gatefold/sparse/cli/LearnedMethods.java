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

/** Trained models: those in files, and the one that is shipped. */
final class LearnedMethods {
    private static final String LAYERS = "6+12+24";

    private LearnedMethods() {}

    static List<Method> all() {
        return List.of(new Method(
                "gated-sbl",
                "sparse Bayesian learning gated by a network, with shipped weights for any dictionary",
                "after He, Xin, Ikehata and Wipf, NIPS 2017",
                (spec, context) -> inTurn(List.of(shipped()), layers(spec, LAYERS)),
                List.of(new Option(
                        "layers",
                        LAYERS,
                        "iterations; problems without noise that the first number does not solve get the next"))));
    }

    private static ModelFile shipped() {
        return ModelFile.shipped(GatedSbl.class, "gated-sbl.npz", Architectures.standard());
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
            List<ModelFile> files = new ArrayList<>();
            for (String name : spec.name().split("(?<=\\.npz)\\+")) {
                ModelFile file = ModelFile.read(Path.of(name));
                files.add(any ? file.forAnyOperator() : file);
            }
            return inTurn(files, layers);
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

    /** @param layers none for those of the training */
    private static SparseSolver inTurn(List<ModelFile> files, List<Integer> layers) {
        List<SparseSolver> solvers = new ArrayList<>();
        for (ModelFile file : files) {
            if (layers.isEmpty()) {
                solvers.add(file.solver());
            }
            for (int count : layers) {
                solvers.add(file.withLayers(count).solver());
            }
        }
        return solvers.size() == 1 ? solvers.get(0) : new Cascade(solvers);
    }
}
