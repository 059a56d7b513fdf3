package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** All arrays of a model by name, in the order in which they were added. */
public final class Parameters implements Iterable<Parameter> {
    private final Map<String, Parameter> byName = new LinkedHashMap<>();

    /** Adds a trained matrix; {@code values} is shared. */
    public Parameters add(String name, int rows, int columns, float[] values) {
        return put(new Parameter(name, rows, columns, true, values));
    }

    /** Adds a trained row of values. */
    public Parameters add(String name, float... values) {
        return add(name, 1, values.length, values);
    }

    /** Adds a matrix that training leaves alone; {@code values} is shared. */
    public Parameters addFixed(String name, int rows, int columns, float[] values) {
        return put(new Parameter(name, rows, columns, false, values));
    }

    /** Adds a trained matrix of independent uniform numbers in [−bound, bound]. */
    public Parameters addUniform(String name, int rows, int columns, double bound, RandomGenerator rng) {
        float[] values = new float[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rng.nextDouble(-bound, bound);
        }
        return add(name, rows, columns, values);
    }

    /**
     * Adds the weights of a layer of {@link Channels}, outputs×inputs under its name and outputs×1 under
     * {@code NAME.bias}, uniform within ±1/√inputs.
     */
    public Parameters addLayer(String name, int outputs, int inputs, RandomGenerator rng) {
        double bound = 1 / Math.sqrt(inputs);
        return addUniform(name, outputs, inputs, bound, rng).addUniform(name + ".bias", outputs, 1, bound, rng);
    }

    /** Adds a trained matrix of independent N(0,1) numbers. */
    public Parameters addGaussian(String name, int rows, int columns, RandomGenerator rng) {
        float[] values = new float[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rng.nextGaussian();
        }
        return add(name, rows, columns, values);
    }

    private Parameters put(Parameter parameter) {
        if (byName.putIfAbsent(parameter.name(), parameter) != null) {
            throw new IllegalArgumentException("two parameters named " + parameter.name());
        }
        return this;
    }

    /** @throws IllegalArgumentException if there is no parameter of that name */
    public Parameter at(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("expected a parameter '" + name + "', found " + byName.keySet());
        }
        return parameter;
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** How many numbers training may change. */
    public int trainableSize() {
        int sum = 0;
        for (Parameter p : this) {
            sum += p.trainable() ? p.size() : 0;
        }
        return sum;
    }

    /** The same names and shapes with values of their own. */
    public Parameters copy() {
        Parameters copy = new Parameters();
        for (Parameter p : this) {
            copy.put(new Parameter(
                    p.name(),
                    p.rows(),
                    p.columns(),
                    p.trainable(),
                    p.trainable() ? p.values().clone() : p.values()));
        }
        return copy;
    }

    /** Overwrites the trained values by those of {@code other}, which has the same names and shapes. */
    public void assign(Parameters other) {
        for (Parameter p : this) {
            if (p.trainable()) {
                float[] source = other.at(p.name()).values();
                System.arraycopy(source, 0, p.values(), 0, p.size());
                p.changed();
            }
        }
    }

    /** Whether every value is finite. */
    public boolean isFinite() {
        for (Parameter p : this) {
            for (float v : p.values()) {
                if (!Float.isFinite(v)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** In the order of addition. */
    @Override
    public Iterator<Parameter> iterator() {
        return byName.values().iterator();
    }

    @Override
    public String toString() {
        return Arrays.toString(byName.values().toArray());
    }
}
