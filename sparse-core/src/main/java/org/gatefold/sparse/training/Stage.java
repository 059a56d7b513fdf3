package org.gatefold.sparse.training;

import java.util.Map;
import org.gatefold.sparse.autodiff.Parameter;

/**
 * A part of a training: the first layers of a model, and the rates at which parameters are trained.
 *
 * @param name for the log
 * @param layers through which the model runs
 * @param rates factor of the learning rate by the name of the parameter; others stay as they are, and no derivative by
 *     them is computed
 * @param steps at most
 * @param patience the stage ends when the validation has not improved for so many steps
 */
public record Stage(String name, int layers, Map<String, Double> rates, long steps, long patience) {
    public Stage {
        rates = Map.copyOf(rates);
        if (layers < 1 || steps < 1 || patience < 1 || rates.isEmpty()) {
            throw new IllegalArgumentException("a stage cannot have " + layers + " layers, " + steps
                    + " steps, a patience of " + patience + " and " + rates.size() + " trained parameters");
        }
    }

    /** Whether the stage changes {@code parameter}. */
    boolean trains(Parameter parameter) {
        return rates.containsKey(parameter.name());
    }
}
