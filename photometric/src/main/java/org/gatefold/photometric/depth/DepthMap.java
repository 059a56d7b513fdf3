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
}
