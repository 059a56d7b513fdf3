package org.gatefold.datasets.image;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The images of the fixtures in {@code src/test/resources/image}, 37×23 pixels, by formula. OpenEXR fixtures and
 * {@code oiio.hdr} were written by OpenImageIO 2.4.7 and the TIFF fixtures by libtiff's tiffcp 4.5 (planar 16-bit ones,
 * f16, f64, f32_zip2 and f32_zip3_planar apart), the arrays by NumPy; the others by a script in Python that follows the
 * specifications.
 */
final class Patterns {
    static final int WIDTH = 37;
    static final int HEIGHT = 23;

    /** A sample at a place. */
    @FunctionalInterface
    interface Pattern {
        float at(int x, int y, int channel);
    }

    private Patterns() {}

    static int code16(int x, int y, int c) {
        return x >= 10 && x <= 20 ? 1000 * (c + 1) : (1009 * x + 4099 * y + 22003 * c + 37 * x * y) & 0xffff;
    }

    static float u16(int x, int y, int c) {
        return code16(x, y, c);
    }

    static float u8(int x, int y, int c) {
        return code16(x, y, c) >> 8;
    }

    static float f32(int x, int y, int c) {
        return (float) ((code16(x, y, c) - 30000) * 0.001234567);
    }

    static float f16(int x, int y, int c) {
        return ((code16(x, y, c) >> 5) - 1024) / 64f;
    }

    static float rgbe(int x, int y, int c) {
        if (code16(x, y, 2) % 11 == 0) {
            return 0;
        }
        int code = code16(x, y, c) >> 8;
        int mantissa = c == 1 ? 128 + (code >> 1) : code;
        return (float) (mantissa * Math.pow(2, (code16(x, y, 0) >> 12) + 120 - 136));
    }

    static Image image(int channels, SampleType type, Pattern pattern) {
        return image(WIDTH, HEIGHT, channels, type, pattern);
    }

    static Image image(int width, int height, int channels, SampleType type, Pattern pattern) {
        float[] samples = new float[width * height * channels];
        for (int i = 0; i < samples.length; i++) {
            int pixel = i / channels;
            samples[i] = pattern.at(pixel % width, pixel / width, i % channels);
        }
        return new Image(width, height, channels, type, samples);
    }

    static Path fixture(String name) {
        URL url = Objects.requireNonNull(Patterns.class.getResource("/image/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
