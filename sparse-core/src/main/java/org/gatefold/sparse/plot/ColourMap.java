package org.gatefold.sparse.plot;

import java.awt.Color;

/**
 * Colours for a value from 0 to 1, pale yellow over green and teal to a dark violet-blue. Lightness L of the Oklab
 * space (Ottosson, "A perceptual color space for image processing", 2020) falls linearly with the value, so equal steps
 * look equal and a grey print keeps the order; only hue and chroma follow a curve of their own.
 */
public final class ColourMap {
    private static final double LIGHT = 0.975;
    private static final double DARK = 0.22;
    private static final double HUE_LIGHT = Math.toRadians(105);
    private static final double HUE_DARK = Math.toRadians(292);
    private static final Color[] TABLE = table(512);

    private ColourMap() {}

    /** The colour of {@code value}, clamped to [0, 1]; light grey for NaN. */
    public static Color at(double value) {
        if (Double.isNaN(value)) {
            return new Color(0xDD, 0xDD, 0xDD);
        }
        double clamped = Math.max(0, Math.min(1, value));
        return TABLE[(int) Math.round(clamped * (TABLE.length - 1))];
    }

    private static Color[] table(int size) {
        Color[] table = new Color[size];
        for (int i = 0; i < size; i++) {
            double t = i / (size - 1.0);
            double lightness = LIGHT + (DARK - LIGHT) * t;
            double hue = HUE_LIGHT + (HUE_DARK - HUE_LIGHT) * t;
            double chroma = 0.15 * Math.pow(Math.sin(Math.PI * Math.pow(t, 0.75)), 0.7) + 0.06 * t;
            table[i] = inGamut(lightness, chroma, hue);
        }
        return table;
    }

    /** The colour of that lightness and hue, with the chroma lowered as far as sRGB needs. */
    private static Color inGamut(double lightness, double chroma, double hue) {
        for (double c = chroma; c > 0; c -= 0.002) {
            double[] rgb = linearRgb(lightness, c * Math.cos(hue), c * Math.sin(hue));
            if (inside(rgb[0]) && inside(rgb[1]) && inside(rgb[2])) {
                return new Color(encode(rgb[0]), encode(rgb[1]), encode(rgb[2]));
            }
        }
        double grey = Math.pow(lightness, 3);
        return new Color(encode(grey), encode(grey), encode(grey));
    }

    private static boolean inside(double v) {
        return v >= 0 && v <= 1;
    }

    private static double[] linearRgb(double lightness, double a, double b) {
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static double cube(double v) {
        return v * v * v;
    }

    private static float encode(double linear) {
        double v = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (float) Math.max(0, Math.min(1, v));
    }
}
