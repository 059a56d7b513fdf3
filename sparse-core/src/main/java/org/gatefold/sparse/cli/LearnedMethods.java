package org.gatefold.sparse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.classical.Cascade;
import org.gatefold.sparse.classical.StartingVariances;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options.Option;
import org.gatefold.sparse.learned.Architectures;
import org.gatefold.sparse.learned.GatedSbl;
import org.gatefold.sparse.learned.ModelFile;

/** Trained models: those in files, and those that are shipped. */
final class LearnedMethods {
    private static final int MOST = 1000;
    private static final int LAYERS = 24;
    private static final int SMALL = 8;
    private static final int RESTARTS = 3;

    private LearnedMethods() {}

    static List<Method> all() {
        return List.of(new Method(
                "gated-sbl",
                "sparse Bayesian learning gated by a network, with shipped weights for any dictionary",
                "after He, Xin, Ikehata and Wipf, NIPS 2017",
                (spec, context) -> gatedSbl(spec),
                List.of(
                        new Option("layers", Integer.toString(LAYERS), "iterations"),
                        new Option(
                                "small",
                                Integer.toString(SMALL),
                                "iterations of a small network that goes before if there is no noise; 0 for none"),
                        new Option(
                                "restarts",
                                Integer.toString(RESTARTS),
                                "random starts of each of them for problems without noise that are not solved"))));
    }

    private static SparseSolver gatedSbl(MethodSpec spec) {
        int layers = spec.integer("layers", LAYERS, 1, MOST);
        int small = spec.integer("small", SMALL, 0, MOST);
        int restarts = spec.integer("restarts", RESTARTS, 0, MOST);
        List<SparseSolver> before = new ArrayList<>();
        if (small > 0) {
            ModelFile model = shipped("gated-sbl-small.npz").withLayers(small);
            before.add(model.solver());
            before.addAll(restarted(model, restarts));
        }
        ModelFile usual = shipped().withLayers(layers);
        return Cascade.of(before, usual.solver(), restarted(usual, restarts));
    }

    private static List<SparseSolver> restarted(ModelFile model, int restarts) {
        return StartingVariances.random(restarts)
                .<SparseSolver>map(start -> model.from(start).solver())
                .toList();
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
     * with {@code layers=T} it runs another number of layers than it was trained with, and with {@code restarts=R} from
     * as many random starts where it fails. Of several models, {@code A.npz+B.npz}, and of several numbers of layers,
     * {@code layers=T1+T2}, those that follow get the problems without noise that those before do not solve, a
     * {@link Cascade}; numbers of layers go before models.
     *
     * @throws InputException if there is no such model, or it cannot do so
     */
    static SparseSolver of(MethodSpec spec) {
        boolean any = spec.flag("any-dictionary", false);
        List<Integer> layers = layers(spec);
        int restarts = spec.integer("restarts", 0, 0, MOST);
        spec.requireAllRead();
        try {
            List<ModelFile> models = new ArrayList<>();
            for (String name : spec.name().split("(?<=\\.npz)\\+")) {
                ModelFile file = ModelFile.read(Path.of(name));
                ModelFile model = any ? file.forAnyOperator() : file;
                if (layers.isEmpty()) {
                    models.add(model);
                }
                layers.forEach(count -> models.add(model.withLayers(count)));
            }
            ModelFile usual = models.remove(models.size() - 1);
            List<SparseSolver> before =
                    models.stream().<SparseSolver>map(ModelFile::solver).toList();
            return Cascade.of(before, usual.solver(), restarted(usual, restarts));
        } catch (IllegalArgumentException e) {
            throw new InputException("method '" + spec + "': " + e.getMessage(), e);
        }
    }

    /** None for those of the training. */
    private static List<Integer> layers(MethodSpec spec) {
        String text = spec.text("layers", "");
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
}
