package org.gatefold.sparse.evaluation;

/** The angle between two directions in space, as for surface normals. */
public final class AngularError {
    private AngularError() {}

    /**
     * The angle in degrees, 0 to 180; lengths do not matter. Exact for small angles too, where the arc cosine is not.
     *
     * @return NaN if one of the vectors is zero
     */
    public static double degrees(double ax, double ay, double az, double bx, double by, double bz) {
        double cx = ay * bz - az * by;
        double cy = az * bx - ax * bz;
        double cz = ax * by - ay * bx;
        double dot = ax * bx + ay * by + az * bz;
        double cross = Math.sqrt(cx * cx + cy * cy + cz * cz);
        return cross == 0 && dot == 0 ? Double.NaN : Math.toDegrees(Math.atan2(cross, dot));
    }

    /**
     * Mean over vectors, with its confidence interval; pairs with a zero vector are left out.
     *
     * @param truth x, y, z of each vector in turn
     * @param estimate as many
     */
    public static Interval meanDegrees(double[] truth, double[] estimate) {
        if (truth.length != estimate.length || truth.length % 3 != 0) {
            throw new IllegalArgumentException(
                    "expected x, y, z of as many vectors, found " + truth.length + " and " + estimate.length);
        }
        double[] degrees = new double[truth.length / 3];
        for (int i = 0; i < degrees.length; i++) {
            int k = 3 * i;
            degrees[i] = degrees(truth[k], truth[k + 1], truth[k + 2], estimate[k], estimate[k + 1], estimate[k + 2]);
        }
        return Interval.mean(degrees);
    }
}
