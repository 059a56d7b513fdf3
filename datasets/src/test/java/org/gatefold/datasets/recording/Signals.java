package org.gatefold.datasets.recording;

import java.util.SplittableRandom;

/** Signals for tests. */
final class Signals {
    private Signals() {}

    /** Independent numbers in (−1, 1). */
    static Frames noise(long seed, int channels, int frames, boolean complex) {
        SplittableRandom rng = new SplittableRandom(seed);
        Frames block = Frames.zeros(channels, frames, complex);
        for (float[][] part : new float[][][] {block.re(), block.im()}) {
            for (float[] row : part) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) rng.nextDouble(-0.98, 0.98);
                }
            }
        }
        return block;
    }

    /** Largest difference of two blocks of one shape. */
    static double distance(Frames a, Frames b) {
        double most = distance(a.re(), b.re());
        return Math.max(most, distance(a.im(), b.im()));
    }

    private static double distance(float[][] a, float[][] b) {
        if (a.length != b.length) {
            return Double.POSITIVE_INFINITY;
        }
        double most = 0;
        for (int c = 0; c < a.length; c++) {
            if (a[c].length != b[c].length) {
                return Double.POSITIVE_INFINITY;
            }
            for (int i = 0; i < a[c].length; i++) {
                most = Math.max(most, Math.abs(a[c][i] - b[c][i]));
            }
        }
        return most;
    }
}
