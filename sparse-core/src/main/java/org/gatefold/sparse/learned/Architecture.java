package org.gatefold.sparse.learned;

import java.util.List;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.io.Options.Option;

/**
 * A kind of unrolled model the user can name.
 *
 * @param name the paper's name, lower case
 * @param title what it is, a few words
 * @param source paper it follows
 * @param factory makes the model
 * @param options exactly those the factory reads; {@link UnrolledModel#settings()} gives them back
 */
public record Architecture(String name, String title, String source, Factory factory, List<Option> options) {
    /** Makes a model from its settings, read by name. */
    @FunctionalInterface
    public interface Factory {
        /** @param known what is known of the problems, by which defaults are set */
        UnrolledModel make(Options settings, ProblemStatistics known);
    }

    public Architecture {
        options = List.copyOf(options);
    }
}
