package org.gatefold.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** Named results of a contender, such as a loss and its derivatives, by which two contenders are held to agree. */
public final class Outcome {
    private final Map<String, float[]> values = new LinkedHashMap<>();

    /** Adds an array, shared with the caller. */
    public Outcome with(String name, float... array) {
        values.put(name, array);
        return this;
    }

    /** A result. */
    public float[] at(String name) {
        float[] array = values.get(name);
        if (array == null) {
            throw new IllegalArgumentException("expected a result '" + name + "', found " + values.keySet());
        }
        return array;
    }

    /**
     * The largest relative distance ‖a − b‖₂ / ‖b‖₂ between results of the same name.
     *
     * @throws IllegalStateException if the names or sizes differ, or a distance is above {@code tolerance} or NaN
     */
    public double requireAgreement(Outcome other, double tolerance) {
        if (!values.keySet().equals(other.values.keySet())) {
            throw new IllegalStateException(values.keySet() + " cannot be compared with " + other.values.keySet());
        }
        double worst = 0;
        for (Map.Entry<String, float[]> entry : values.entrySet()) {
            double distance = distance(entry.getKey(), entry.getValue(), other.at(entry.getKey()));
            if (!(distance <= tolerance)) {
                throw new IllegalStateException(String.format(
                        "the contenders do not compute the same: %s differ by %.2g of their norm, more than %.2g",
                        entry.getKey(), distance, tolerance));
            }
            worst = Math.max(worst, distance);
        }
        return worst;
    }

    private static double distance(String name, float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalStateException(name + ": " + a.length + " values against " + b.length);
        }
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            difference += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
            norm += (double) b[i] * b[i];
        }
        return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
    }
}
