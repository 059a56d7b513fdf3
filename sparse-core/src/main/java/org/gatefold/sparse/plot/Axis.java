package org.gatefold.sparse.plot;

/**
 * An axis of a plot.
 *
 * @param label what it shows
 * @param unit the unit, empty if there is none
 * @param low lower end, NaN to fit the data
 * @param high upper end, NaN to fit the data
 * @param logarithmic whether equal ratios take equal lengths; only positive values are then drawn
 * @param step distance of the ticks, NaN for a round number that fits
 */
public record Axis(String label, String unit, double low, double high, boolean logarithmic, double step) {
    /** @throws IllegalArgumentException if the range is empty, or a logarithmic one begins at 0 or below */
    public Axis {
        if (low >= high || (logarithmic && low <= 0) || step <= 0) {
            throw new IllegalArgumentException(
                    "axis '" + label + "' cannot go from " + low + " to " + high + " in steps of " + step);
        }
    }

    /** A linear axis that fits the data. */
    public static Axis of(String label, String unit) {
        return new Axis(label, unit, Double.NaN, Double.NaN, false, Double.NaN);
    }

    /** The same axis from {@code from} to {@code to}; NaN fits that end to the data. */
    public Axis range(double from, double to) {
        return new Axis(label, unit, from, to, logarithmic, step);
    }

    public Axis log() {
        return new Axis(label, unit, low, high, true, step);
    }

    /** The same axis with ticks at multiples of {@code distance}. */
    public Axis ticks(double distance) {
        return new Axis(label, unit, low, high, logarithmic, distance);
    }

    String text() {
        return unit.isEmpty() ? label : label + " (" + unit + ")";
    }
}
