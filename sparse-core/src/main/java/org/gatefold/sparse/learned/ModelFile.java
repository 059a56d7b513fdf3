package org.gatefold.sparse.learned;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.classical.StartingVariances;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NpzArchive;
import org.gatefold.sparse.io.NpzArchive.Matrix;
import org.gatefold.sparse.io.Options;
import org.jspecify.annotations.Nullable;

/**
 * A trained model and its file: a {@code .npz} with one float32 array rows×columns for each parameter under its name,
 * and under {@code card} a JSON text that says what the model is and where its weights come from.
 *
 * <p>In Python: {@code f = numpy.load("model.npz")}, {@code json.loads(f["card"].item())}.
 *
 * @param model the architecture with its settings
 * @param parameters trained weights
 * @param provenance where they come from
 */
public record ModelFile(UnrolledModel model, Parameters parameters, Provenance provenance) {
    static final String CARD = "card";

    private static final Map<String, ModelFile> SHIPPED = new ConcurrentHashMap<>();

    /** The model as a solver. */
    public LearnedSolver solver() {
        return new LearnedSolver(model, parameters, provenance);
    }

    /**
     * The same, not bound to the operator it was trained for.
     *
     * @throws IllegalArgumentException if its weights belong to that operator
     */
    public ModelFile forAnyOperator() {
        if (!model.anyOperator()) {
            throw new IllegalArgumentException("expected weights that serve any dictionary, found a "
                    + model.architecture() + " with matrices for its own");
        }
        return new ModelFile(model, parameters, provenance.withoutOperator());
    }

    /**
     * The same weights in another number of layers.
     *
     * @throws IllegalArgumentException if layers have weights of their own
     */
    public ModelFile withLayers(int count) {
        return new ModelFile(model.withLayers(count), parameters, provenance);
    }

    /**
     * The same weights from other variances.
     *
     * @throws IllegalArgumentException if the model does not start from variances that may be chosen
     */
    public ModelFile from(StartingVariances start) {
        return new ModelFile(model.from(start), parameters, provenance);
    }

    /** Writes the file, whole or not at all. */
    public void write(Path file) {
        NpzArchive archive = new NpzArchive().put(CARD, ModelCard.of(this).text());
        for (Parameter p : parameters) {
            archive.put(p.name(), new Matrix(p.rows(), p.columns(), p.values()));
        }
        archive.write(file);
    }

    /** Reads a model of the standard architectures. */
    public static ModelFile read(Path file) {
        return read(file, Architectures.standard());
    }

    /**
     * Reads a model of the standard architectures that is shipped as a resource beside a class.
     *
     * @return null if there is no such resource
     */
    public static @Nullable ModelFile resource(Class<?> beside, String name) {
        return resource(beside, name, Architectures.standard());
    }

    /** The same for a model of one of {@code architectures}. */
    public static @Nullable ModelFile resource(Class<?> beside, String name, Architectures architectures) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                return null;
            }
            // A zip file is read from its end, so the resource becomes a file for a moment.
            Path file = Files.createTempFile("model", ".npz");
            try {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                return read(file, architectures);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A model that is shipped as a resource beside a class, read when it is first asked for.
     *
     * @throws IllegalStateException if there is no such resource
     */
    public static ModelFile shipped(Class<?> beside, String name, Architectures architectures) {
        return SHIPPED.computeIfAbsent(beside.getPackageName() + "/" + name, key -> {
            ModelFile model = resource(beside, name, architectures);
            if (model == null) {
                throw new IllegalStateException("expected " + name + " beside " + beside + ", found none");
            }
            return model;
        });
    }

    /** @throws InputException if the file is missing, damaged, or no model of one of {@code architectures} */
    public static ModelFile read(Path file, Architectures architectures) {
        NpzArchive archive = NpzArchive.read(file);
        ModelCard card = card(file, archive);
        Parameters parameters = parameters(file, card, archive);
        Options settings = new Options(file + ": architecture " + card.architecture(), card.settings());
        UnrolledModel model = architectures.model(card.architecture(), settings, ProblemStatistics.UNKNOWN);
        if (card.provenance().operator() == null && !model.anyOperator()) {
            throw new InputException(file + ": expected a field 'operator' in its card, found none");
        }
        return new ModelFile(model, parameters, card.provenance());
    }

    private static ModelCard card(Path file, NpzArchive archive) {
        String text = archive.texts().get(CARD);
        if (text == null) {
            Set<String> found = archive.matrices().keySet();
            throw new InputException(file + ": expected a trained model with an array '" + CARD + "', found "
                    + (found.isEmpty() ? "no arrays" : "the arrays " + String.join(", ", found)));
        }
        return ModelCard.parse(file.toString(), text);
    }

    /**
     * The weights of a file as a start for training a model.
     *
     * @throws InputException if the file is missing, damaged, or holds a model of another architecture
     */
    public static Parameters weights(Path file, UnrolledModel model) {
        NpzArchive archive = NpzArchive.read(file);
        ModelCard card = card(file, archive);
        if (!card.architecture().equals(model.architecture())) {
            throw new InputException(
                    file + ": expected weights of " + model.architecture() + ", found those of " + card.architecture());
        }
        return parameters(file, card, archive);
    }

    /** The arrays of the file, which must be those of the card. */
    private static Parameters parameters(Path file, ModelCard card, NpzArchive archive) {
        Map<String, Matrix> left = new HashMap<>(archive.matrices());
        Parameters parameters = new Parameters();
        for (Entry<String, ModelCard.Shape> expected : card.parameters().entrySet()) {
            String name = expected.getKey();
            ModelCard.Shape shape = expected.getValue();
            Matrix matrix = left.remove(name);
            if (matrix == null || matrix.rows() != shape.rows() || matrix.columns() != shape.columns()) {
                throw new InputException(
                        file + ": expected an array '" + name + "' of " + shape.rows() + "×" + shape.columns()
                                + ", found " + (matrix == null ? "none" : matrix.rows() + "×" + matrix.columns()));
            }
            if (shape.trained()) {
                parameters.add(name, shape.rows(), shape.columns(), matrix.values());
            } else {
                parameters.addFixed(name, shape.rows(), shape.columns(), matrix.values());
            }
        }
        if (!left.isEmpty()) {
            throw new InputException(file + ": expected only the arrays of its card, found "
                    + String.join(", ", left.keySet().stream().sorted().toList()));
        }
        return parameters;
    }
}
