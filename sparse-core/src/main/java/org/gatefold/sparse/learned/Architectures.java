package org.gatefold.sparse.learned;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options;

/** Architectures by name. A family of models is one class, whose list is added to those of {@link #standard}. */
public final class Architectures {
    private static final Architectures STANDARD = new Architectures(Stream.of(
                    ListaFamily.all(),
                    AlistaFamily.all(),
                    MessagePassingFamily.all(),
                    SblFamily.all(),
                    SupportNetFamily.all())
            .flatMap(List::stream)
            .toList());

    private final Map<String, Architecture> byName = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two have one name */
    public Architectures(List<Architecture> list) {
        for (Architecture architecture : list) {
            if (byName.putIfAbsent(architecture.name(), architecture) != null) {
                throw new IllegalArgumentException("two architectures named " + architecture.name());
            }
        }
    }

    /** Those the commands know. */
    public static Architectures standard() {
        return STANDARD;
    }

    /** In the order they are listed to the user. */
    public List<Architecture> list() {
        return new ArrayList<>(byName.values());
    }

    /**
     * The model of an architecture.
     *
     * @param known what is known of the problems, by which defaults are set
     * @throws InputException if there is no such architecture, or it has no such option or cannot take its value
     */
    public UnrolledModel model(String architecture, Options settings, ProblemStatistics known) {
        Architecture found = byName.get(architecture);
        if (found == null) {
            throw new InputException(settings.label() + ": expected one of the architectures "
                    + String.join(", ", byName.keySet()) + ", found '" + architecture + "'");
        }
        try {
            UnrolledModel model = found.factory().make(settings, known);
            settings.requireAllRead();
            return model;
        } catch (IllegalArgumentException e) {
            throw new InputException(settings.label() + ": " + e.getMessage(), e);
        }
    }
}
