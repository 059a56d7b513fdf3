package org.gatefold.datasets.image;

/** Half-precision numbers, IEEE 754 binary16. */
final class Half {
    private Half() {}

    /** Exact for all values, subnormal ones, infinity and NaN included. */
    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0) {
            return Math.copySign(mantissa * 0x1p-24f, Float.intBitsToFloat(sign));
        }
        return Float.intBitsToFloat(sign | (exponent == 31 ? 0x7f800000 : (exponent + 112) << 23) | (mantissa << 13));
    }

    /** The nearest half, ties to even; infinity beyond 65520. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7c00 | Math.max(1, (bits >> 13) & 0x3ff));
        }
        if (size >= 65520) {
            return (short) (sign | 0x7c00);
        }
        if (size < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(size * 0x1p24));
        }
        int rest = (bits & 0x7fffffff) - (112 << 23);
        // a carry out of the mantissa rightly raises the exponent
        return (short) (sign | ((rest + 0xfff + ((rest >> 13) & 1)) >> 13));
    }
}
