package org.gatefold.photometric.render;

/** Smooth random numbers in space: one from [−½, ½) at each whole place, between them cubic interpolation. */
final class LatticeNoise {
    private LatticeNoise() {}

    static double at(double x, double y, double z, long seed) {
        int i = (int) Math.floor(x);
        int j = (int) Math.floor(y);
        int k = (int) Math.floor(z);
        double u = smooth(x - i);
        double v = smooth(y - j);
        double w = smooth(z - k);
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            int a = corner & 1;
            int b = corner >> 1 & 1;
            int c = corner >> 2;
            double weight = (a == 0 ? 1 - u : u) * (b == 0 ? 1 - v : v) * (c == 0 ? 1 - w : w);
            sum += weight * number(i + a, j + b, k + c, seed);
        }
        return sum;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    /** A generator's first number, seeded by the place: neighbours are unrelated. */
    private static double number(int i, int j, int k, long seed) {
        long place = ((i * 73_856_093L) ^ (j * 19_349_663L) ^ (k * 83_492_791L)) + seed * 0x9E3779B97F4A7C15L;
        return new java.util.SplittableRandom(place).nextDouble() - 0.5;
    }
}
