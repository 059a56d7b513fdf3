package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

    /** Adds a gradient by the same parameters. */
    public void add(Gradient other) {
        for (Map.Entry<String, float[]> entry : byName.entrySet()) {
            float[] sum = entry.getValue();
            float[] term = Objects.requireNonNull(other.byName.get(entry.getKey()));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += term[i];
            }
        }
    }

    public void scale(float factor) {
        for (float[] values : byName.values()) {
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
        }
    }

    /** ‖g‖₂ over everything, summed in double. */
    public double norm() {
        double sum = 0;
        for (float[] values : byName.values()) {
            for (float v : values) {
                sum += (double) v * v;
            }
        }
        return Math.sqrt(sum);
    }
}
