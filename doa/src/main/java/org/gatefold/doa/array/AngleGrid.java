package org.gatefold.doa.array;

/**
 * Equally spaced angles from broadside, {@code start + i·step} degrees for 0 ≤ i &lt; size.
 *
 * @param startDegrees the first angle
 * @param stepDegrees the spacing, positive
 * @param size number of angles, at least 1
 */
public record AngleGrid(double startDegrees, double stepDegrees, int size) {
    public AngleGrid {
        if (!(stepDegrees > 0) || size < 1) {
            throw new IllegalArgumentException(
                    "a grid of " + size + " angles every " + stepDegrees + "° is impossible");
        }
    }

    /** The angles a geometry can tell apart: [−90, 90) for a linear array, [−180, 180) for any other. */
    public static AngleGrid over(ArrayGeometry geometry, double stepDegrees) {
        double span = geometry.isLinear() ? 180 : 360;
        return new AngleGrid(-span / 2, stepDegrees, Math.max(1, (int) Math.round(span / stepDegrees)));
    }

    public double angleDegrees(int index) {
        return startDegrees + index * stepDegrees;
    }

    /** All angles, in degrees. */
    public double[] anglesDegrees() {
        double[] angles = new double[size];
        for (int i = 0; i < size; i++) {
            angles[i] = angleDegrees(i);
        }
        return angles;
    }

    /** Whether the grid goes all round, so that its last angle neighbours its first. */
    public boolean wraps() {
        return size * stepDegrees > 360 - stepDegrees / 2;
    }
}
