package org.gatefold.sparse.training;

import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options;

/** A first-order method that changes each value by its own derivative and running averages of it. */
public sealed interface Optimiser permits Adam, RmsProp, Adadelta {
    /** Number of running averages kept for each value; all start at 0. */
    int averages();

    /**
     * Changes the entries {@code from ≤ i < to} of {@code values}.
     *
     * @param averages one array of the size of {@code values} for each running average
     * @param rate learning rate of this step
     * @param step steps taken with these averages, this one included
     */
    void update(float[] values, float[] gradient, float[][] averages, int from, int to, double rate, long step);

    /** The optimiser of that name with its options. @throws InputException if there is none */
    static Optimiser of(String name, Options options) {
        return switch (name) {
            case "adam" ->
                new Adam(
                        options.number("beta1", 0.9, 0, 0.999999),
                        options.number("beta2", 0.999, 0, 0.999999),
                        options.number("epsilon", 1e-8, 1e-30, 1));
            case "rmsprop" ->
                new RmsProp(
                        options.number("decay", 0.99, 0, 0.999999),
                        options.number("momentum", 0, 0, 0.999999),
                        options.number("epsilon", 1e-8, 1e-30, 1),
                        options.number("weight-decay", 0, 0, 1));
            case "adadelta" ->
                new Adadelta(options.number("decay", 0.9, 0, 0.999999), options.number("epsilon", 1e-6, 1e-30, 1));
            default ->
                throw new InputException(
                        options.label() + ": expected one of adam, rmsprop, adadelta, found '" + name + "'");
        };
    }
}
