package org.gatefold.sparse.kernel;

/**
 * The hyperbolic tangent and the logistic function of float32 arrays, by arithmetic alone.
 *
 * <p>The seventh convergent of Lambert's continued fraction at x/4, doubled twice by tanh 2a = 2 tanh a/(1 + tanh² a);
 * beyond ±9.1 it is ±1. Absolute error below 2·10⁻⁷. Without branches or table look-ups the JIT compiler turns the
 * loops into vector instructions, which {@link Math#exp} does not allow.
 */
public final class Tanh {
    private static final float EDGE = 9.1f;

    private Tanh() {}

    /** tanh x. */
    public static float of(float x) {
        float u = 0.25f * Math.max(-EDGE, Math.min(EDGE, x));
        float s = u * u;
        float p = u * (135135 + s * (17325 + s * (378 + s)));
        float q = 135135 + s * (62370 + s * (3150 + s * 28));
        float a = p / q;
        a = 2 * a / (1 + a * a);
        return 2 * a / (1 + a * a);
    }

    /** 1/(1 + e⁻ˣ). */
    public static float logistic(float x) {
        return 0.5f + 0.5f * of(0.5f * x);
    }

    /** y[i] ← tanh x[i] for from ≤ i < to. */
    public static void apply(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = of(x[i]);
        }
    }

    /** y[i] ← 1/(1 + e^(−x[i])) for from ≤ i < to. */
    public static void applyLogistic(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = logistic(x[i]);
        }
    }
}
