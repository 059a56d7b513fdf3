package org.gatefold.photometric.light;

import java.nio.file.Path;
import java.util.Arrays;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.sparse.io.InputException;

/**
 * The outline of a sphere in an image.
 *
 * @param column of its centre, from the centre of the first pixel
 * @param row of its centre, downwards
 * @param radius in pixels
 */
public record Sphere(double column, double row, double radius) {
    /** What the outline may differ from a circle, as a share of the radius. */
    private static final double ROUNDNESS = 0.05;

    private static final double SMALLEST = 4;

    public Sphere {
        if (!(radius > 0) || !Double.isFinite(column + row + radius)) {
            throw new IllegalArgumentException(
                    "expected a centre and a radius > 0, found " + column + ", " + row + "; " + radius);
        }
    }

    /**
     * Reads the outline from a mask: the pixels of at least half the full scale.
     *
     * @throws InputException if the file is no image, or its bright pixels no disc
     */
    public static Sphere read(Path mask) {
        Image image = Images.read(mask).unit();
        int channels = image.channels();
        // The second of two channels and the fourth of four tell what is transparent.
        int colours = channels == 2 || channels == 4 ? channels - 1 : channels;
        boolean[] inside = new boolean[image.width() * image.height()];
        for (int i = 0; i < inside.length; i++) {
            double sum = 0;
            for (int c = 0; c < colours; c++) {
                sum += image.samples()[i * channels + c];
            }
            inside[i] = sum >= 0.5 * colours;
        }
        try {
            return of(image.width(), image.height(), inside);
        } catch (IllegalArgumentException e) {
            throw new InputException(mask + ": " + e.getMessage(), e);
        }
    }

    /**
     * The circle through the first and last pixels of the rows and columns of a mask, by algebraic least squares
     * {@code min Σ (x² + y² − 2ax − 2by − c)²}. Where the mask touches the border of the image it is cut off there and
     * does not count.
     *
     * @throws IllegalArgumentException if the mask is no disc: it is empty, smaller than 4 pixels in radius, or its
     *     outline is off by more than 5 % of the radius (root mean square)
     */
    public static Sphere of(int width, int height, boolean[] mask) {
        if (mask.length != width * height) {
            throw new IllegalArgumentException(
                    "expected a mask of " + width + "×" + height + " pixels, found " + mask.length);
        }
        Outline outline = new Outline(width, height, mask);
        Sphere sphere = outline.circle();
        double off = outline.distance(sphere);
        if (!(sphere.radius >= SMALLEST) || !(off <= ROUNDNESS * sphere.radius)) {
            throw new IllegalArgumentException(String.format(
                    java.util.Locale.ROOT,
                    "expected the disc of a sphere, found an outline %.1f pixels off a circle of radius %.1f",
                    off,
                    sphere.radius));
        }
        return sphere;
    }

    /** Points half-way between the last pixel inside and the first outside. */
    private static final class Outline {
        private double[] x = new double[64];
        private double[] y = new double[64];
        private int count;

        Outline(int width, int height, boolean[] mask) {
            for (int v = 0; v < height; v++) {
                int first = 0;
                int last = width - 1;
                while (first < width && !mask[v * width + first]) {
                    first++;
                }
                while (last >= first && !mask[v * width + last]) {
                    last--;
                }
                if (first <= last) {
                    add(first - 0.5, v, first > 0);
                    add(last + 0.5, v, last < width - 1);
                }
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
                if (first <= last) {
                    add(u, first - 0.5, first > 0);
                    add(u, last + 0.5, last < height - 1);
                }
            }
        }

        private void add(double column, double row, boolean within) {
            if (within) {
                if (count == x.length) {
                    x = Arrays.copyOf(x, 2 * count);
                    y = Arrays.copyOf(y, 2 * count);
                }
                x[count] = column;
                y[count++] = row;
            }
        }

        /** In coordinates from the mean of the points, where the normal equations fall into a 2×2 system. */
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

        double distance(Sphere sphere) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double off = Math.hypot(x[i] - sphere.column, y[i] - sphere.row) - sphere.radius;
                sum += off * off;
            }
            return Math.sqrt(sum / count);
        }
    }
}
