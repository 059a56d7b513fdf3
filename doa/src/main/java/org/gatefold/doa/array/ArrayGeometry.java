package org.gatefold.doa.array;

import java.util.List;
import org.gatefold.sparse.io.InputException;

/**
 * Where the elements of an array stand, in a plane: east and north in metres, or in wavelengths.
 *
 * <p>Directions are angles from broadside. The axis runs from the first to the last element of a linear array and east
 * for any other array, whose angle from broadside is then the compass bearing; the normal is the axis turned a quarter
 * left. Immutable.
 */
public final class ArrayGeometry {
    /** Deviation from a line, or from equal spacing, that still counts as none, in mean spacings. */
    private static final double TOLERANCE = 0.1;

    private final double[] east;
    private final double[] north;
    private final List<String> labels;
    private final boolean inWavelengths;
    private final boolean linear;
    private final double axisEast;
    private final double axisNorth;

    private ArrayGeometry(double[] east, double[] north, List<String> labels, boolean inWavelengths) {
        this.east = east;
        this.north = north;
        this.labels = List.copyOf(labels);
        this.inWavelengths = inWavelengths;
        int last = east.length - 1;
        double length = Math.hypot(east[last] - east[0], north[last] - north[0]);
        double cos = length > 0 ? (east[last] - east[0]) / length : 1;
        double sin = length > 0 ? (north[last] - north[0]) / length : 0;
        double farthest = 0;
        double extent = 0;
        for (int n = 0; n <= last; n++) {
            double x = east[n] - east[0];
            double y = north[n] - north[0];
            farthest = Math.max(farthest, Math.abs(y * cos - x * sin));
            extent = Math.max(extent, Math.hypot(x, y));
        }
        this.linear = length > 0 && farthest <= TOLERANCE * extent / Math.max(1, last);
        this.axisEast = linear ? cos : 1;
        this.axisNorth = linear ? sin : 0;
    }

    /**
     * Elements at the given places.
     *
     * @param labels one name an element
     * @param inWavelengths whether places are in wavelengths rather than metres
     * @throws InputException if there are fewer than two elements or two in one place
     */
    public static ArrayGeometry of(double[] east, double[] north, List<String> labels, boolean inWavelengths) {
        if (east.length < 2 || north.length != east.length || labels.size() != east.length) {
            throw new InputException(
                    "array: expected at least 2 elements with two coordinates and a label each, found " + east.length);
        }
        for (int i = 0; i < east.length; i++) {
            if (!Double.isFinite(east[i]) || !Double.isFinite(north[i])) {
                throw new InputException("array: expected finite coordinates, found " + east[i] + ", " + north[i]
                        + " for element " + labels.get(i));
            }
            for (int j = 0; j < i; j++) {
                if (east[i] == east[j] && north[i] == north[j]) {
                    throw new InputException("array: expected elements in different places, found " + labels.get(j)
                            + " and " + labels.get(i) + " in one");
                }
            }
        }
        return new ArrayGeometry(east.clone(), north.clone(), labels, inWavelengths);
    }

    /** A uniform linear array along east, first element at the origin. */
    public static ArrayGeometry uniformLinear(int elements, double spacing, boolean inWavelengths) {
        if (elements < 2 || !(spacing > 0) || spacing == Double.POSITIVE_INFINITY) {
            throw new InputException("array: expected at least 2 elements and a positive spacing, found " + elements
                    + " and " + spacing);
        }
        double[] east = new double[elements];
        for (int n = 0; n < elements; n++) {
            east[n] = n * spacing;
        }
        List<String> labels = java.util.stream.IntStream.range(0, elements)
                .mapToObj(Integer::toString)
                .toList();
        return new ArrayGeometry(east, new double[elements], labels, inWavelengths);
    }

    public int elements() {
        return east.length;
    }

    /** One name an element, its channel number or station. */
    public List<String> labels() {
        return labels;
    }

    /** Whether places are in wavelengths; the wavelength to steer with is then 1. */
    public boolean inWavelengths() {
        return inWavelengths;
    }

    /** East of element n. */
    public double east(int n) {
        return east[n];
    }

    /** North of element n. */
    public double north(int n) {
        return north[n];
    }

    /** Place of element n along the axis, from the first element. */
    public double alongAxis(int n) {
        return (east[n] - east[0]) * axisEast + (north[n] - north[0]) * axisNorth;
    }

    /** Place of element n along the normal, from the first element. */
    public double alongNormal(int n) {
        return (north[n] - north[0]) * axisEast - (east[n] - east[0]) * axisNorth;
    }

    /** Bearing of the axis, clockwise from north, in [0, 360). */
    public double axisBearingDegrees() {
        double bearing = Math.toDegrees(Math.atan2(axisEast, axisNorth));
        return bearing < 0 ? bearing + 360 : bearing;
    }

    /** Whether all elements stand on a line, to a tenth of the mean spacing; front and back then sound the same. */
    public boolean isLinear() {
        return linear;
    }

    /** Whether this is a linear array of equal spacing, to a tenth of it, in order of place. */
    public boolean isUniformLinear() {
        if (!linear) {
            return false;
        }
        double d = spacing();
        for (int n = 0; n < elements(); n++) {
            if (Math.abs(alongAxis(n) - n * d) > TOLERANCE * d) {
                return false;
            }
        }
        return true;
    }

    /** Mean distance of neighbours along a linear array, else the smallest distance between two elements. */
    public double spacing() {
        if (linear) {
            double low = 0;
            double high = 0;
            for (int n = 0; n < elements(); n++) {
                low = Math.min(low, alongAxis(n));
                high = Math.max(high, alongAxis(n));
            }
            return (high - low) / (elements() - 1);
        }
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < elements(); i++) {
            for (int j = 0; j < i; j++) {
                smallest = Math.min(smallest, Math.hypot(east[i] - east[j], north[i] - north[j]));
            }
        }
        return smallest;
    }

    /** Highest frequency without grating lobes, c/(2d), at propagation speed c and spacing d in metres. */
    public double aliasingLimitHz(double speedMetresPerSecond) {
        if (inWavelengths) {
            throw new IllegalStateException("an array in wavelengths has no aliasing frequency");
        }
        return speedMetresPerSecond / (2 * spacing());
    }

    /** The array without all but the elements named by {@code kept}, in that order. */
    public ArrayGeometry select(int... kept) {
        double[] x = new double[kept.length];
        double[] y = new double[kept.length];
        List<String> names = new java.util.ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            x[i] = east[kept[i]];
            y[i] = north[kept[i]];
            names.add(labels.get(kept[i]));
        }
        return of(x, y, names, inWavelengths);
    }

    @Override
    public String toString() {
        String unit = inWavelengths ? "wavelengths" : "m";
        String kind = isUniformLinear() ? "uniform linear" : linear ? "linear" : "planar";
        return elements() + " elements, " + kind + ", spacing " + String.format("%.5g", spacing()) + " " + unit;
    }
}
