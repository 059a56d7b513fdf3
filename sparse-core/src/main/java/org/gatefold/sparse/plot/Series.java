package org.gatefold.sparse.plot;

import org.jspecify.annotations.Nullable;

/**
 * Points (x, y) with a name and a way to draw them. In a polar plot x is the angle in degrees, clockwise from the top,
 * and y the radius. NaN leaves a gap. Arrays are copied.
 */
public final class Series {
    enum Form {
        LINE,
        CURVE,
        POINTS,
        DOTS,
        STEMS
    }

    enum Spread {
        NONE,
        BARS,
        BAND
    }

    static final int OWN_SLOT = -1;
    static final int REFERENCE = -2;

    private final String name;
    private final Form form;
    private final int slot;
    private final double[] x;
    private final double[] y;
    private final Spread spread;
    private final double[] lower;
    private final double[] upper;

    private Series(
            String name, Form form, int slot, double[] x, double[] y, Spread spread, double[] lower, double[] upper) {
        if (x.length != y.length || x.length != lower.length || x.length != upper.length) {
            throw new IllegalArgumentException("series '" + name + "' has " + x.length + " x, " + y.length + " y, "
                    + lower.length + " lower and " + upper.length + " upper values");
        }
        this.name = name;
        this.form = form;
        this.slot = slot;
        this.x = x;
        this.y = y;
        this.spread = spread;
        this.lower = lower;
        this.upper = upper;
    }

    private static Series of(String name, Form form, double[] x, double[] y) {
        double[] values = y.clone();
        return new Series(name, form, OWN_SLOT, x.clone(), values, Spread.NONE, values, values);
    }

    /** A line without marks; an empty name keeps it out of the legend. */
    public static Series line(String name, double[] x, double[] y) {
        return of(name, Form.LINE, x, y);
    }

    /** A line with a mark at each point, for a few measured values. */
    public static Series curve(String name, double[] x, double[] y) {
        return of(name, Form.CURVE, x, y);
    }

    /** Marks only. */
    public static Series points(String name, double[] x, double[] y) {
        return of(name, Form.POINTS, x, y);
    }

    /** Small dots that show through each other, for a cloud of many points. */
    public static Series dots(String name, double[] x, double[] y) {
        return of(name, Form.DOTS, x, y);
    }

    /** Marks on stems that stand on {@code floor}. */
    public static Series stems(String name, double[] x, double[] y, double floor) {
        double[] feet = new double[y.length];
        java.util.Arrays.fill(feet, floor);
        double[] values = y.clone();
        return new Series(name, Form.STEMS, OWN_SLOT, x.clone(), values, Spread.NONE, feet, values);
    }

    /** The same points with error bars from {@code low} to {@code high} (values, not distances). */
    public Series bars(double[] low, double[] high) {
        return new Series(name, form, slot, x, y, Spread.BARS, low.clone(), high.clone());
    }

    /** The same points with a shaded band from {@code low} to {@code high} (values, not distances). */
    public Series band(double[] low, double[] high) {
        return new Series(name, form, slot, x, y, Spread.BAND, low.clone(), high.clone());
    }

    /** The same points in the colour, dash and mark number {@code index}, by default the position in the plot. */
    public Series slot(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("a slot cannot be " + index);
        }
        return new Series(name, form, index, x, y, spread, lower, upper);
    }

    /** The same points in the look of a bound or a truth: black and dotted, and taking no slot. */
    public Series reference() {
        return new Series(name, form, REFERENCE, x, y, spread, lower, upper);
    }

    public String name() {
        return name;
    }

    public int size() {
        return x.length;
    }

    Form form() {
        return form;
    }

    Spread spread() {
        return spread;
    }

    int slot() {
        return slot;
    }

    double x(int i) {
        return x[i];
    }

    double y(int i) {
        return y[i];
    }

    double lower(int i) {
        return lower[i];
    }

    double upper(int i) {
        return upper[i];
    }

    /** The first finite y, or null. */
    @Nullable
    Double anyValue() {
        for (double v : y) {
            if (Double.isFinite(v)) {
                return v;
            }
        }
        return null;
    }
}
