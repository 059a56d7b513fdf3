package org.gatefold.sparse.cli;

import java.util.List;
import org.gatefold.sparse.SparseSolver;

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
    /**
     * An option of a method.
     *
     * @param fallback its value if not given: a number or word as one would write it, or a few words if it depends on
     *     what is known of the problem
     * @param meaning one line, with the unit and the choices
     */
    public record Option(String name, String fallback, String meaning) {}

    /** Makes a solver from the user's options, read by name, and from what is known of the problem. */
    @FunctionalInterface
    public interface Factory {
        SparseSolver make(MethodSpec spec, MethodContext context);
    }

    public Method {
        options = List.copyOf(options);
    }
}
