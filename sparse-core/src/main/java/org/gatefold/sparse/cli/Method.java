package org.gatefold.sparse.cli;

import java.util.List;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.io.Options.Option;

/**
 * A solver the user can name.
 *
 * @param name the usual abbreviation, lower case
 * @param title what it is, a few words
 * @param source paper it follows
 * @param factory makes the solver
 * @param options exactly those the factory reads
 */
public record Method(String name, String title, String source, Factory factory, List<Option> options) {
    /** Makes a solver from the user's options, read by name, and from what is known of the problem. */
    @FunctionalInterface
    public interface Factory {
        SparseSolver make(MethodSpec spec, MethodContext context);
    }

    public Method {
        options = List.copyOf(options);
    }
}
