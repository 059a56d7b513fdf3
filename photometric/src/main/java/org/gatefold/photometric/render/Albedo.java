package org.gatefold.photometric.render;

import java.util.Arrays;

/** The diffuse reflection of each pixel of a view, in one colour or three. */
public final class Albedo {
    private final int colours;
    private final float[] values;

    /** @param values [height][width][colours], shared with the caller */
    public Albedo(int colours, float[] values) {
        this.colours = colours;
        this.values = values;
    }

    /** A solid texture: the albedo at a place of the fitted surface, which lies in the cube [−1, 1]³ or in front. */
    @FunctionalInterface
    public interface Solid {
        double at(double x, double y, double z);

        /** Cubes of two albedos in turn, {@code across} of them over the object. */
        static Solid checker(double low, double high, int across) {
            double scale = across / 2.0;
            return (x, y, z) -> (cell(x * scale) + cell(y * scale) + cell(z * scale)) % 2 == 0 ? low : high;
        }

        private static int cell(double v) {
            return Math.floorMod((int) Math.floor(v), 2);
        }

        /**
         * Veins of marble, {@code low + (high − low)·(½ + ½ sin(π·(veins·x + 4·t)))} with t five octaves of noise
         * (Perlin, SIGGRAPH 1985; lattice noise with cubic interpolation here).
         */
        static Solid marble(double low, double high, double veins, long seed) {
            return (x, y, z) -> {
                double t = 0;
                for (int octave = 0; octave < 5; octave++) {
                    double f = 1.5 * (1 << octave);
                    t += LatticeNoise.at(f * x, f * y, f * z, seed + octave) / (1 << octave);
                }
                return low + (high - low) * (0.5 + 0.5 * Math.sin(Math.PI * (veins * x + 4 * t)));
            };
        }
    }

    public static Albedo uniform(View view, double value) {
        float[] values = new float[view.mask().inside().length];
        Arrays.fill(values, (float) value);
        return new Albedo(1, values);
    }

    public static Albedo of(View view, Solid texture) {
        float[] values = new float[view.mask().inside().length];
        double[] p = view.places();
        for (int i = 0; i < values.length; i++) {
            values[i] = view.mask().inside()[i] ? (float) texture.at(p[3 * i], p[3 * i + 1], p[3 * i + 2]) : 0;
        }
        return new Albedo(1, values);
    }

    /** Number of colours, 1 or 3. */
    public int colours() {
        return colours;
    }

    /** [height][width][colours]; not a copy. */
    public float[] values() {
        return values;
    }

    /** The mean over the colours. */
    public double grey(int pixel) {
        double sum = 0;
        for (int c = 0; c < colours; c++) {
            sum += values[pixel * colours + c];
        }
        return sum / colours;
    }
}
