package org.gatefold.photometric.light;

import org.gatefold.datasets.image.ImageStack;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.io.InputException;

/**
 * The direction of a distant light from its reflection in a chrome sphere, seen from afar. A pixel p on the sphere with
 * normal n, seen along v = (0, 0, 1), shows the light from {@code r(p) = 2(n·v)n − v}; as each pixel shows the same
 * solid angle, 4/R², the light as a whole comes from
 *
 * <pre>{@code
 * l ∝ Σ_p max(I(p) − floor·max I, 0) r(p)
 * }</pre>
 *
 * <p>What is returned is the light, not the normal of the sphere where it shines, which is at half its angle to v.
 * Pixels beyond {@value #RIM} of the radius, where r runs through a quarter of all directions, do not count. A
 * highlight is mostly saturated: its true brightness is unknown, and without a floor dim reflections of the room, of
 * which there are many more pixels, pull the light to them.
 *
 * <p>The floor of {@value #FLOOR}: on the twelve lights of the University of Washington it gives the lights under which
 * the twelve photographs of their buddha are most nearly Lambertian (residual 1.418 % of the intensities; 1.482 % with
 * a floor of 0.008, 1.421 % with 0.5, 1.453 % with the lights that are published with them).
 *
 * @param floor brightness that counts as none, as a share of the brightest pixel of the sphere, in [0, 1)
 */
public record ChromeSphere(double floor) {
    private static final double RIM = 0.98;
    private static final double FLOOR = 0.03;

    /** More of the sphere at its largest value is no highlight. */
    private static final double MOST_SATURATED = 0.2;

    /** @throws IllegalArgumentException if the floor is not in [0, 1) */
    public ChromeSphere {
        if (!(floor >= 0 && floor < 1)) {
            throw new IllegalArgumentException("expected a floor from 0 to below 1, found " + floor);
        }
    }

    /** With a floor of 3 %. */
    public ChromeSphere() {
        this(FLOOR);
    }

    /**
     * The lights of images of a sphere, in their order.
     *
     * @throws InputException if an image shows no highlight; it is named
     */
    public Lights lights(ImageStack images, Sphere sphere) {
        double[] directions = new double[3 * images.count()];
        for (int i = 0; i < images.count(); i++) {
            Highlight highlight = highlight(images, i, sphere);
            directions[3 * i] = highlight.x();
            directions[3 * i + 1] = highlight.y();
            directions[3 * i + 2] = highlight.z();
        }
        return new Lights(directions);
    }

    /** The light of one image; see {@link #lights}. Brightness is the mean over colours. */
    public Highlight highlight(ImageStack images, int image, Sphere sphere) {
        int channels = images.channels();
        int colours = channels == 2 || channels == 4 ? channels - 1 : channels;
        float[] samples = images.rows(image, 0, images.height());
        float[] brightness = new float[images.width() * images.height()];
        for (int i = 0; i < brightness.length; i++) {
            for (int c = 0; c < colours; c++) {
                brightness[i] += samples[i * channels + c] / colours;
            }
        }
        try {
            return highlight(images.width(), brightness, sphere);
        } catch (IllegalArgumentException e) {
            throw new InputException(images.names().get(image) + ": " + e.getMessage(), e);
        }
    }

    /**
     * The light of an image.
     *
     * @param brightness linear, row by row from the top
     * @throws IllegalArgumentException if the sphere is outside of the image, black or overexposed
     */
    public Highlight highlight(int width, float[] brightness, Sphere sphere) {
        Disc disc = new Disc(width, brightness, sphere);
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

        Disc(int width, float[] brightness, Sphere sphere) {
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
            black = floor * largest;
            saturated = most;
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
