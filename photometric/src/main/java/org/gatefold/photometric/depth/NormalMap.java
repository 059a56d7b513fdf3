package org.gatefold.photometric.depth;

/**
 * Normals of the pixels of a mask: x right, y up, z to the camera. A pixel of the mask whose normal is (0, 0, 0) counts
 * as outside, since nothing is known of its slope.
 */
public final class NormalMap {
    private final int width;
    private final int height;
    private final boolean[] mask;
    private final float[] directions;

    /**
     * @param mask height × width, row by row from the top; copied
     * @param directions x, y, z of each pixel of the mask in this order, of length 1 or 0; copied
     * @throws IllegalArgumentException if the sizes do not fit, or a direction is not finite
     */
    public NormalMap(int width, int height, boolean[] mask, float[] directions) {
        int pixels = 0;
        for (boolean inside : mask) {
            pixels += inside ? 1 : 0;
        }
        if (width < 1 || height < 1 || mask.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException(
                    "expected a mask of " + width + "×" + height + " pixels, found " + mask.length);
        }
        if (directions.length != 3 * pixels) {
            throw new IllegalArgumentException(
                    "expected normals of " + pixels + " pixels, found " + directions.length + " numbers");
        }
        this.width = width;
        this.height = height;
        this.mask = mask.clone();
        this.directions = new float[3 * pixels];
        int kept = 0;
        for (int i = 0, k = 0; i < mask.length; i++) {
            if (mask[i]) {
                float x = directions[k++];
                float y = directions[k++];
                float z = directions[k++];
                if (!Float.isFinite(x + y + z)) {
                    throw new IllegalArgumentException("expected a finite normal, found (" + x + ", " + y + ", " + z
                            + ") at column " + i % width + ", row " + i / width);
                }
                this.mask[i] = x != 0 || y != 0 || z != 0;
                if (this.mask[i]) {
                    this.directions[kept++] = x;
                    this.directions[kept++] = y;
                    this.directions[kept++] = z;
                }
            }
        }
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Whether the pixel {@code row·width + column} has a normal. */
    public boolean has(int pixel) {
        return mask[pixel];
    }

    /** Coordinate 0, 1 or 2 of the normal of one of the pixels that have any, counted row by row. */
    double at(int number, int coordinate) {
        return directions[3 * number + coordinate];
    }
}
