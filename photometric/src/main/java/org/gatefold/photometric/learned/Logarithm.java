package org.gatefold.photometric.learned;

/**
 * The natural logarithm of positive normal numbers by arithmetic alone, three times as fast as {@link Math#log}.
 *
 * <p>With x = 2ᵏm, √½ ≤ m &lt; √2 and f = (m − 1)/(m + 1): k·log 2 + 2(f + f³/3 + f⁵/5 + f⁷/7 + f⁹/9). Absolute error
 * below 10⁻⁹.
 */
final class Logarithm {
    private static final double LOG2 = 0.6931471805599453;
    private static final long HALF_ROOT = 0x3FE6A09E667F3BCDL;

    private Logarithm() {}

    static double of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long k = (bits - HALF_ROOT) >> 52;
        double m = Double.longBitsToDouble(bits - (k << 52));
        double f = (m - 1) / (m + 1);
        double s = f * f;
        return k * LOG2 + 2 * f * (1 + s * (1.0 / 3 + s * (0.2 + s * (1.0 / 7 + s * (1.0 / 9)))));
    }
}
