package org.gatefold.doa.method;

import org.gatefold.doa.array.AngleGrid;

/**
 * A method's power over a grid of angles, linear and not negative. Its unit depends on the method (the pseudo-spectrum
 * of MUSIC has none); {@link #decibels} relates it to its largest value. Immutable.
 */
public final class Spectrum {
    private final AngleGrid grid;
    private final double[] values;

    /** @param values one a grid angle, copied */
    public Spectrum(AngleGrid grid, double[] values) {
        if (values.length != grid.size()) {
            throw new IllegalArgumentException(
                    "a grid of " + grid.size() + " angles cannot have " + values.length + " values");
        }
        this.grid = grid;
        this.values = values.clone();
    }

    public AngleGrid grid() {
        return grid;
    }

    public double value(int index) {
        return values[index];
    }

    public double[] values() {
        return values.clone();
    }

    /** Decibels below the largest value, not less than {@code floorDb} (negative). */
    public double[] decibels(double floorDb) {
        double top = 0;
        for (double v : values) {
            top = Math.max(top, v);
        }
        double[] decibels = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            decibels[i] = top > 0 ? Math.max(floorDb, 10 * Math.log10(values[i] / top)) : floorDb;
        }
        return decibels;
    }
}
