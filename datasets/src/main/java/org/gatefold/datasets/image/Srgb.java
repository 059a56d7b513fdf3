package org.gatefold.datasets.image;

/**
 * The transfer function of sRGB, IEC 61966-2-1: linear = v/12.92 up to v = 0.04045, else ((v + 0.055)/1.055)^2.4. It is
 * never applied unless asked for: whether a file is linear cannot be told from it.
 */
public final class Srgb {
    private Srgb() {}

    /** Linear value of an encoded one, both relative to full scale; odd for negative values. */
    public static double decode(double encoded) {
        double v = Math.abs(encoded);
        return Math.copySign(v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4), encoded);
    }

    /** The inverse of {@link #decode(double)}, but for the gap of the standard's rounded constants (3·10⁻⁸). */
    public static double encode(double linear) {
        double v = Math.abs(linear);
        return Math.copySign(v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055, linear);
    }

    /** The image relative to full scale, with all channels but A made linear. */
    public static Image decode(Image image) {
        double maximum = image.header().type().maximum();
        float[] result = new float[image.samples().length];
        for (int i = 0; i < result.length; i++) {
            double v = image.samples()[i] / maximum;
            boolean alpha = image.header().channels().get(i % image.channels()).equals("A");
            result[i] = (float) (alpha ? v : decode(v));
        }
        return new Image(
                new ImageHeader(image.width(), image.height(), image.header().channels(), SampleType.F32), result);
    }
}
