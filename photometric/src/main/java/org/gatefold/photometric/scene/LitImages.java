package org.gatefold.photometric.scene;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.datasets.image.ImageStack;
import org.gatefold.datasets.image.Srgb;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Linear images of an object under known lights: samples relative to full scale, divided by the exposure of the image
 * and the intensity of the light in each channel.
 */
public final class LitImages {
    private final ImageStack images;
    private final Lights lights;
    private final double[] intensities;
    private final Mask mask;
    private final boolean srgb;
    private final List<Integer> colours = new ArrayList<>();

    /**
     * @param images one a light; stays the caller's to close
     * @param srgb whether samples are encoded for the screen
     * @param intensities 1 or 3 for each light, all above 0; null for equal lights. Images without colours take the
     *     mean of three
     * @throws InputException if the numbers of images, lights and intensities differ
     */
    public LitImages(ImageStack images, Lights lights, double @Nullable [] intensities, Mask mask, boolean srgb) {
        this.images = images;
        this.lights = lights;
        this.mask = mask;
        this.srgb = srgb;
        for (int c = 0; c < images.channels(); c++) {
            if (!images.header(0).channels().get(c).equals("A")) {
                colours.add(c);
            }
        }
        if (images.count() != lights.count()) {
            throw new InputException(
                    "lights: expected " + images.count() + " as there are images, found " + lights.count());
        }
        this.intensities = perColour(intensities);
    }

    private double[] perColour(double @Nullable [] given) {
        int r = lights.count();
        double[] all = new double[r * colours.size()];
        if (given == null) {
            java.util.Arrays.fill(all, 1);
            return all;
        }
        int each = given.length / r;
        boolean fits = each == 1 || each == colours.size() || (each == 3 && colours.size() == 1);
        if (given.length != r * each || !fits) {
            throw new InputException("intensities: expected 1 or " + colours.size() + " for each of " + r
                    + " lights, found " + given.length + " numbers");
        }
        for (int i = 0; i < given.length; i++) {
            if (!(given[i] > 0) || Double.isInfinite(given[i])) {
                throw new InputException(
                        "intensities: expected numbers above 0, found " + given[i] + " for light " + (i / each + 1));
            }
        }
        for (int i = 0; i < r; i++) {
            double[] one = java.util.Arrays.copyOfRange(given, i * each, (i + 1) * each);
            double mean = java.util.Arrays.stream(one).sum() / each;
            for (int c = 0; c < colours.size(); c++) {
                all[i * colours.size() + c] = each == colours.size() ? one[c] : mean;
            }
        }
        return all;
    }

    public Lights lights() {
        return lights;
    }

    /** Names of the images. */
    List<String> names() {
        return images.names();
    }

    public Mask mask() {
        return mask;
    }

    /** Number of colours, 1 or 3. */
    public int colours() {
        return colours.size();
    }

    /**
     * The pixels of the object in some rows.
     *
     * @param from first row
     * @param rows number of rows
     */
    public Tile tile(int from, int rows) {
        int width = mask.width();
        int[] pixels = java.util.stream.IntStream.range(from * width, (from + rows) * width)
                .filter(i -> mask.inside()[i])
                .toArray();
        Batch colour = new Batch(pixels.length, colours.size(), lights.count());
        int channels = images.channels();
        int[] saturated = new int[lights.count()];
        for (int i = 0; i < lights.count() && pixels.length > 0; i++) {
            float[] samples = images.rows(i, from, rows);
            for (int c = 0; c < colours.size(); c++) {
                int channel = colours.get(c);
                double full = images.header(i).type().maximum();
                boolean ends = images.header(i).type().integer();
                double scale = 1 / (images.header(i).exposure().get(channel) * intensities[i * colours.size() + c]);
                for (int p = 0; p < pixels.length; p++) {
                    double sample = samples[(pixels[p] - from * width) * channels + channel] / full;
                    saturated[i] += ends && sample >= 1 ? 1 : 0;
                    colour.set(p, c, i, scale * (srgb ? Srgb.decode(sample) : sample));
                }
            }
        }
        return new Tile(pixels, colour, saturated);
    }
}
