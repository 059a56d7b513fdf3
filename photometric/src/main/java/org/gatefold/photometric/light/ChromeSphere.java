package org.gatefold.photometric.light;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatefold.sparse.io.InputException;

/**
 * The direction of a distant light from its reflection in a chrome sphere, seen from afar. A pixel p on the sphere with
 * normal n, seen along v = (0, 0, 1), shows the light from {@code r(p) = 2(n·v)n − v}; as each pixel shows the same
 * solid angle, 4/R², the light as a whole comes from
 *
 * <pre>{@code
 * l ∝ Σ_p max(I(p) − black, 0) r(p)
 * }</pre>
 *
 * <p>This is the light that a matte surface sees from all sides together. What is returned is the light, not the normal
 * of the sphere where it shines, which is at half its angle to v. Pixels beyond {@value #RIM} of the radius, where r
 * runs through a quarter of all directions, do not count.
 *
 * <p>Without a floor, black is the median over the sphere, which mostly reflects the dark, and two steps of the numbers
 * in the file, since both it and the pixel are rounded. Light from all sides alike cancels. But a highlight is mostly
 * saturated, so that its true brightness is unknown and reflections of the room weigh too much against it: a floor
 * leaves them out. The published lights of the University of Washington's twelve photographs are such centroids of all
 * the light, a window's too: without a floor they come out within 1.5 degrees, while the lamps' highlights alone are up
 * to 8 degrees off them. The buddha under the same lights hardly tells which are better: residual 5.75 % of the
 * intensities without a floor, 5.66 % with a floor of 0.03, 5.73 % with the published lights (least squares, root mean
 * square, pixels neither in shadow nor saturated).
 *
 * @param floor brightness that counts as none, as a share of the brightest pixel of the sphere, in [0, 1); NaN for what
 *     does not stand out of the dark
 */
public record ChromeSphere(double floor) {
    private static final double RIM = 0.98;

    /** Steps of rounding within which a pixel is as dark as the median. */
    private static final double STEPS = 2;

    /** More of the sphere at its largest value is no highlight. */
    private static final double MOST_SATURATED = 0.2;

    /** @throws IllegalArgumentException if the floor is not in [0, 1) */
    public ChromeSphere {
        if (!Double.isNaN(floor) && !(floor >= 0 && floor < 1)) {
            throw new IllegalArgumentException("expected a floor from 0 to below 1, found " + floor);
        }
    }

    /** All that stands out of the dark counts. */
    public ChromeSphere() {
        this(Double.NaN);
    }

    /**
     * The light of each image, in their order.
     *
     * @throws InputException if an image shows no highlight; it is named
     */
    public List<Highlight> highlights(SpherePhotographs images, Sphere sphere) {
        List<Highlight> found = new ArrayList<>();
        for (int i = 0; i < images.count(); i++) {
            try {
                found.add(highlight(images.width(), images.brightness(i), images.step(), sphere));
            } catch (IllegalArgumentException e) {
                throw new InputException(images.name(i) + ": " + e.getMessage(), e);
            }
        }
        return found;
    }

    /**
     * The light of an image.
     *
     * @param brightness linear, row by row from the top
     * @param step between the numbers a dark pixel can have, 0 for floating point
     * @throws IllegalArgumentException if the sphere is outside of the image, black or overexposed
     */
    public Highlight highlight(int width, float[] brightness, double step, Sphere sphere) {
        Disc disc = new Disc(width, brightness, step, sphere);
        double x = 0;
        double y = 0;
        double z = 0;
        double total = 0;
        double[] r = new double[3];
        for (int p = 0; p < brightness.length; p++) {
            double weight = disc.light(p, r);
            total += weight;
            x += weight * r[0];
            y += weight * r[1];
            z += weight * r[2];
        }
        double length = Math.sqrt(x * x + y * y + z * z);
        if (!(length > 0.05 * total)) {
            throw new IllegalArgumentException("expected the highlight of one light, found light from all sides");
        }
        double spread = 0;
        for (int p = 0; p < brightness.length; p++) {
            double weight = disc.light(p, r);
            if (weight > 0) {
                double cosine = (x * r[0] + y * r[1] + z * r[2]) / length;
                double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
                spread += weight * angle * angle;
            }
        }
        return new Highlight(
                x / length, y / length, z / length, Math.toDegrees(Math.sqrt(spread / total)), disc.saturated);
    }

    /** The pixels of the sphere. */
    private final class Disc {
        private final int width;
        private final float[] brightness;
        private final Sphere sphere;
        private final double black;
        private final int saturated;

        Disc(int width, float[] brightness, double step, Sphere sphere) {
            this.width = width;
            this.brightness = brightness;
            this.sphere = sphere;
            float largest = 0;
            int pixels = 0;
            for (int p = 0; p < brightness.length; p++) {
                if (distance(p) < RIM) {
                    pixels++;
                    largest = Math.max(largest, brightness[p]);
                }
            }
            if (pixels == 0) {
                throw new IllegalArgumentException("expected a sphere in the image, found it around column "
                        + Math.round(sphere.column()) + ", row " + Math.round(sphere.row()));
            }
            int most = 0;
            for (int p = 0; p < brightness.length; p++) {
                most += distance(p) < RIM && brightness[p] >= largest ? 1 : 0;
            }
            if (!(largest > 0) || most > MOST_SATURATED * pixels) {
                throw new IllegalArgumentException("expected a highlight on a dark sphere, found "
                        + (largest > 0 ? most + " of its " + pixels + " pixels saturated" : "it all black"));
            }
            black = Double.isNaN(floor) ? median(pixels) + STEPS * step : floor * largest;
            saturated = most;
        }

        private double median(int pixels) {
            float[] values = new float[pixels];
            for (int p = 0, k = 0; p < brightness.length; p++) {
                if (distance(p) < RIM) {
                    values[k++] = brightness[p];
                }
            }
            Arrays.sort(values);
            return values[pixels / 2];
        }

        private double distance(int pixel) {
            int row = pixel / width;
            return Math.hypot(pixel % width - sphere.column(), row - sphere.row()) / sphere.radius();
        }

        /** How much light this pixel shows; {@code from} becomes the direction it came from. */
        double light(int pixel, double[] from) {
            if (!(brightness[pixel] > black) || !(distance(pixel) < RIM)) {
                return 0;
            }
            int row = pixel / width;
            double nx = (pixel % width - sphere.column()) / sphere.radius();
            double ny = -(row - sphere.row()) / sphere.radius();
            double nz = Math.sqrt(1 - nx * nx - ny * ny);
            from[0] = 2 * nz * nx;
            from[1] = 2 * nz * ny;
            from[2] = 2 * nz * nz - 1;
            return brightness[pixel] - black;
        }
    }
}
