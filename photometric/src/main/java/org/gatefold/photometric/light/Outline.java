package org.gatefold.photometric.light;

import java.util.Arrays;

/** Points of the outline of a sphere. */
final class Outline {
    private double[] x = new double[64];
    private double[] y = new double[64];
    private int count;

    /** Points half-way between the last pixel of a mask and the first outside, along rows and columns. */
    static Outline of(int width, int height, boolean[] mask) {
        Outline outline = new Outline();
        for (int v = 0; v < height; v++) {
            int first = 0;
            int last = width - 1;
            while (first < width && !mask[v * width + first]) {
                first++;
            }
            while (last >= first && !mask[v * width + last]) {
                last--;
            }
            outline.add(first - 0.5, v, first <= last && first > 0);
            outline.add(last + 0.5, v, first <= last && last < width - 1);
        }
        for (int u = 0; u < width; u++) {
            int first = 0;
            int last = height - 1;
            while (first < height && !mask[first * width + u]) {
                first++;
            }
            while (last >= first && !mask[last * width + u]) {
                last--;
            }
            outline.add(u, first - 0.5, first <= last && first > 0);
            outline.add(u, last + 0.5, first <= last && last < height - 1);
        }
        return outline;
    }

    /** Adds a point that counts. */
    void add(double column, double row, boolean counts) {
        if (counts) {
            if (count == x.length) {
                x = Arrays.copyOf(x, 2 * count);
                y = Arrays.copyOf(y, 2 * count);
            }
            x[count] = column;
            y[count++] = row;
        }
    }

    int count() {
        return count;
    }

    double x(int point) {
        return x[point];
    }

    double y(int point) {
        return y[point];
    }

    /**
     * The circle by algebraic least squares {@code min Σ (x² + y² − 2ax − 2by − c)²}, in coordinates from the mean of
     * the points, where the normal equations fall into a 2×2 system.
     *
     * @throws IllegalArgumentException if the points are none or in a line
     */
    Sphere circle() {
        double meanX = Arrays.stream(x, 0, count).average().orElse(0);
        double meanY = Arrays.stream(y, 0, count).average().orElse(0);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        double bx = 0;
        double by = 0;
        for (int i = 0; i < count; i++) {
            double u = x[i] - meanX;
            double v = y[i] - meanY;
            double square = u * u + v * v;
            xx += u * u;
            xy += u * v;
            yy += v * v;
            bx += u * square / 2;
            by += v * square / 2;
        }
        double determinant = xx * yy - xy * xy;
        if (!(determinant > 1e-9 * xx * yy)) {
            throw new IllegalArgumentException("expected the disc of a sphere, found "
                    + (count == 0 ? "no outline" : "an outline of " + count + " points in a line"));
        }
        double a = (bx * yy - by * xy) / determinant;
        double b = (by * xx - bx * xy) / determinant;
        return new Sphere(meanX + a, meanY + b, Math.sqrt((xx + yy) / count + a * a + b * b));
    }

    /** Root mean square distance of the points from a circle. */
    double distance(Sphere sphere) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double off = Math.hypot(x[i] - sphere.column(), y[i] - sphere.row()) - sphere.radius();
            sum += off * off;
        }
        return Math.sqrt(sum / count);
    }
}
