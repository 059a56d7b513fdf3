package org.gatefold.photometric.light;

import org.gatefold.datasets.image.ImageStack;
import org.gatefold.datasets.image.Srgb;

/** Images of a chrome sphere, one a light, as brightness: the mean of the colours, relative to full scale. */
public final class SpherePhotographs {
    private final ImageStack images;
    private final boolean srgb;

    /**
     * @param images stays the caller's to close
     * @param srgb whether samples are encoded for the screen
     */
    public SpherePhotographs(ImageStack images, boolean srgb) {
        this.images = images;
        this.srgb = srgb;
    }

    public int count() {
        return images.count();
    }

    public int width() {
        return images.width();
    }

    public int height() {
        return images.height();
    }

    public String name(int image) {
        return images.names().get(image);
    }

    /** The step between the numbers that a dark pixel can have; 0 for floating point. */
    double step() {
        boolean integer = images.header(0).type().integer();
        double step = integer ? 1 / images.header(0).type().maximum() : 0;
        return srgb ? Srgb.decode(step) : step;
    }

    /** Linear brightness of an image, row by row from the top. */
    float[] brightness(int image) {
        int channels = images.channels();
        // The second of two channels and the fourth of four tell what is transparent.
        int colours = channels == 2 || channels == 4 ? channels - 1 : channels;
        double full = images.header(image).type().maximum();
        float[] samples = images.rows(image, 0, images.height());
        float[] brightness = new float[images.width() * images.height()];
        for (int i = 0; i < brightness.length; i++) {
            double sum = 0;
            for (int c = 0; c < colours; c++) {
                double sample = samples[i * channels + c] / full;
                sum += srgb ? Srgb.decode(sample) : sample;
            }
            brightness[i] = (float) (sum / colours);
        }
        return brightness;
    }

    /** The mean of the logarithms of the images, with a step of rounding or a ten-thousandth of the brightest added. */
    float[] meanLogarithm() {
        float brightest = 0;
        for (int i = 0; i < count() && step() == 0; i++) {
            for (float one : brightness(i)) {
                brightest = Math.max(brightest, one);
            }
        }
        double dark = step() > 0 ? step() : 1e-4 * brightest + Float.MIN_NORMAL;
        float[] mean = new float[width() * height()];
        for (int i = 0; i < count(); i++) {
            float[] image = brightness(i);
            for (int p = 0; p < mean.length; p++) {
                mean[p] += (float) (Math.log1p(Math.max(0, image[p]) / dark) / count());
            }
        }
        return mean;
    }
}
