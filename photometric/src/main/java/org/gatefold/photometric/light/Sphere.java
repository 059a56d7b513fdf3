package org.gatefold.photometric.light;

import java.nio.file.Path;
import java.util.Locale;
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
     * Looks for the outline in photographs of a sphere: the circle that most of their edges lie on, of which half must
     * show.
     *
     * @throws IllegalArgumentException if there is none to be seen
     */
    public static Sphere find(SpherePhotographs photographs) {
        return SphereSearch.find(photographs);
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
        Outline outline = Outline.of(width, height, mask);
        Sphere sphere = outline.circle();
        double off = outline.distance(sphere);
        if (!(sphere.radius >= SMALLEST) || !(off <= ROUNDNESS * sphere.radius)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "expected the disc of a sphere, found an outline %.1f pixels off a circle of radius %.1f",
                    off,
                    sphere.radius));
        }
        return sphere;
    }
}
