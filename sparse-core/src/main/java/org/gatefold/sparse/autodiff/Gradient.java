package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A derivative of one number by the trained parameters: an array for each of them, zeros at first. */
public final class Gradient {
    private final Map<String, float[]> byName = new LinkedHashMap<>();

    /** The gradient by all trained parameters. */
    public Gradient(Parameters parameters) {
        this(parameters, p -> true);
    }

    /** The gradient by the trained parameters that {@code wanted} accepts; the tape spares the work for the others. */
    public Gradient(Parameters parameters, Predicate<Parameter> wanted) {
        for (Parameter p : parameters) {
            if (p.trainable() && wanted.test(p)) {
                byName.put(p.name(), new float[p.size()]);
            }
        }
    }

    /** Whether the derivative by {@code parameter} is asked for. */
    public boolean has(Parameter parameter) {
        return byName.containsKey(parameter.name());
    }

    /** The derivative by {@code parameter}, row-major in its shape; the array itself, not a copy. */
    public float[] of(Parameter parameter) {
        float[] values = byName.get(parameter.name());
        if (values == null) {
            throw new IllegalArgumentException("no derivative by " + parameter + " was asked for");
        }
        return values;
    }

    public void clear() {
        for (float[] values : byName.values()) {
            Arrays.fill(values, 0);
        }
    }
}
