package org.gatefold.sparse.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gatefold.sparse.autodiff.Parameter;

/** The memory of an optimiser: its running averages of every parameter it has changed, and how many steps they hold. */
final class RunningAverages {
    private final int each;
    private final Map<String, float[][]> byName = new LinkedHashMap<>();
    private long count;

    /** @param each arrays for a parameter */
    RunningAverages(int each) {
        this.each = each;
    }

    /** Forgets everything. */
    void clear() {
        byName.clear();
        count = 0;
    }

    /** Counts one more step and returns how many there are. */
    long next() {
        return ++count;
    }

    long count() {
        return count;
    }

    /** The arrays of a parameter, zeros at first. */
    float[][] of(Parameter parameter) {
        return byName.computeIfAbsent(parameter.name(), name -> new float[each][parameter.size()]);
    }

    /** All arrays by the name of their parameter. */
    Map<String, float[][]> all() {
        return byName;
    }

    /** Whether every value is finite. */
    boolean isFinite() {
        for (float[][] arrays : byName.values()) {
            for (float[] values : arrays) {
                for (float v : values) {
                    if (!Float.isFinite(v)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Takes over what a checkpoint holds. */
    void restore(long steps, Map<String, float[][]> arrays) {
        count = steps;
        byName.clear();
        byName.putAll(arrays);
    }
}
