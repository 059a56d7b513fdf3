package org.gatefold.datasets.image;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Scanlines of RGBE pixels, flat or run-length coded in the old way (a pixel 1 1 1 n repeats the one before, n shifted
 * by 8 bits more for each that follows at once) or the new one (2 2 and the length, then each component by itself). A
 * pixel r g b e stands for (r, g, b)·2^(e−136), and e = 0 for black. G. Ward, Real Pixels, Graphics Gems II.
 */
final class RadianceScanline {
    private static final int LEAST = 8;
    private static final int MOST = 0x7fff;
    private static final int LONGEST_RUN = 127;

    private final byte[] rgbe;
    private final int length;

    RadianceScanline(int length) {
        this.length = length;
        this.rgbe = new byte[4 * length];
    }

    /** Bytes until its end could not be read, or they make no scanline. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1;

        Broken(String found) {
            super(found);
        }
    }

    /**
     * Reads a scanline.
     *
     * @return the place after it
     */
    int decode(byte[] bytes, int start) throws Broken {
        boolean components = length >= LEAST
                && length <= MOST
                && start + 4 <= bytes.length
                && bytes[start] == 2
                && bytes[start + 1] == 2
                && bytes[start + 2] >= 0;
        if (!components) {
            return pixels(bytes, start);
        }
        int said = (bytes[start + 2] << 8) | (bytes[start + 3] & 0xff);
        if (said != length) {
            throw new Broken("a scanline of " + said + " pixels");
        }
        int at = start + 4;
        for (int c = 0; c < 4; c++) {
            at = component(bytes, at, c);
        }
        return at;
    }

    private int component(byte[] bytes, int start, int c) throws Broken {
        int at = start;
        for (int x = 0; x < length; ) {
            require(at + 2 <= bytes.length, "the end of the file");
            int n = bytes[at] & 0xff;
            boolean run = n > 128;
            n = run ? n - 128 : n;
            require(n > 0 && x + n <= length, "a run of " + n + " at pixel " + x + " of " + length);
            require(run || at + 1 + n <= bytes.length, "the end of the file");
            for (int i = 0; i < n; i++) {
                rgbe[4 * (x + i) + c] = bytes[run ? at + 1 : at + 1 + i];
            }
            at += run ? 2 : 1 + n;
            x += n;
        }
        return at;
    }

    private int pixels(byte[] bytes, int start) throws Broken {
        int at = start;
        int shift = 0;
        for (int x = 0; x < length; at += 4) {
            require(at + 4 <= bytes.length, "the end of the file");
            if (bytes[at] == 1 && bytes[at + 1] == 1 && bytes[at + 2] == 1) {
                long n = shift < 24 ? (bytes[at + 3] & 0xffL) << shift : length;
                require(x > 0 && x + n <= length, "a repetition of " + n + " at pixel " + x + " of " + length);
                for (int i = 4 * x; i < 4 * (x + n); i++) {
                    rgbe[i] = rgbe[i - 4];
                }
                x += (int) n;
                shift += 8;
            } else {
                System.arraycopy(bytes, at, rgbe, 4 * x, 4);
                x++;
                shift = 0;
            }
        }
        return at;
    }

    private static void require(boolean sound, String found) throws Broken {
        if (!sound) {
            throw new Broken(found);
        }
    }

    /** Component 0 to 2 of a pixel. */
    float value(int pixel, int component) {
        int exponent = rgbe[4 * pixel + 3] & 0xff;
        return exponent == 0 ? 0 : Math.scalb((float) (rgbe[4 * pixel + component] & 0xff), exponent - 136);
    }

    /** Sets a pixel to the nearest that the format holds: 0 for negative values, at most 255·2¹¹⁹. */
    void set(int pixel, float r, float g, float b) {
        float largest = Math.max(0, Math.max(r, Math.max(g, b)));
        int exponent = largest < 0x1p-128f ? -128 : Math.getExponent((double) largest) + 1;
        if (exponent > -128 && Math.rint(Math.scalb((double) largest, 8 - exponent)) > 255) {
            exponent++;
        }
        exponent = Math.min(127, exponent);
        boolean black = exponent == -128;
        float[] colour = {r, g, b};
        for (int c = 0; c < 3; c++) {
            double mantissa = Math.rint(Math.scalb(Math.max(0.0, colour[c]), 8 - exponent));
            rgbe[4 * pixel + c] = (byte) (black ? 0 : Math.min(255, mantissa));
        }
        rgbe[4 * pixel + 3] = (byte) (black ? 0 : exponent + 128);
    }

    /** @param coded whether in runs; a length that has no runs is written flat all the same */
    void write(OutputStream out, boolean coded) throws IOException {
        if (!coded || length < LEAST || length > MOST) {
            out.write(rgbe);
            return;
        }
        out.write(new byte[] {2, 2, (byte) (length >> 8), (byte) length});
        for (int c = 0; c < 4; c++) {
            for (int x = 0; x < length; ) {
                int run = run(x, c);
                if (run > 2) {
                    out.write(128 + run);
                    out.write(rgbe[4 * x + c]);
                    x += run;
                } else {
                    int end = x;
                    while (end < length && end - x < LONGEST_RUN && run(end, c) <= 2) {
                        end++;
                    }
                    out.write(end - x);
                    for (; x < end; x++) {
                        out.write(rgbe[4 * x + c]);
                    }
                }
            }
        }
    }

    @Override
    public String toString() {
        return String.valueOf(length);
    }

    private int run(int x, int c) {
        int end = x + 1;
        while (end < length && end - x < LONGEST_RUN && rgbe[4 * end + c] == rgbe[4 * x + c]) {
            end++;
        }
        return end - x;
    }
}
