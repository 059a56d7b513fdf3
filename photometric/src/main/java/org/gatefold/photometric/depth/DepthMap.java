package org.gatefold.photometric.depth;

/** Depth of each pixel along the optical axis, growing away from the camera; NaN where there is no surface. */
public final class DepthMap {
    private final int width;
    private final int height;
    private final float[] values;

    /**
     * @param values height × width, row by row from the top; shared with the caller
     * @throws IllegalArgumentException if there is another number of values
     */
    public DepthMap(int width, int height, float[] values) {
        if (width < 1 || height < 1 || values.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException("expected " + width + "×" + height + " depths, found " + values.length);
        }
        this.width = width;
        this.height = height;
        this.values = values;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** All values, not a copy. */
    public float[] values() {
        return values;
    }

    public float at(int column, int row) {
        return values[row * width + column];
    }

    /** Whether there is a surface. */
    public boolean has(int column, int row) {
        return !Float.isNaN(at(column, row));
    }

    /** Number of pixels with a surface. */
    public int pixels() {
        int count = 0;
        for (float value : values) {
            count += Float.isNaN(value) ? 0 : 1;
        }
        return count;
    }

    /** The smallest and the largest depth; NaN if there is no surface. */
    public double[] range() {
        double[] range = {Double.NaN, Double.NaN};
        for (float value : values) {
            if (!Float.isNaN(value)) {
                range[0] = value >= range[0] ? range[0] : value;
                range[1] = value <= range[1] ? range[1] : value;
            }
        }
        return range;
    }
}
