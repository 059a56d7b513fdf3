package org.gatefold.sparse.kernel;

/** Sums over float arrays. Four accumulators keep the processor from waiting for every single addition. */
public final class Reduction {
    private Reduction() {}

    /** Σ (aᵢ − bᵢ)(cᵢ − dᵢ) over {@code from ≤ i < to}, in float32 with four partial sums. */
    public static float dotOfDifferences(float[] a, float[] b, float[] c, float[] d, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += (a[i] - b[i]) * (c[i] - d[i]);
            s1 += (a[i + 1] - b[i + 1]) * (c[i + 1] - d[i + 1]);
            s2 += (a[i + 2] - b[i + 2]) * (c[i + 2] - d[i + 2]);
            s3 += (a[i + 3] - b[i + 3]) * (c[i + 3] - d[i + 3]);
        }
        for (; i < to; i++) {
            s0 += (a[i] - b[i]) * (c[i] - d[i]);
        }
        return (s0 + s1) + (s2 + s3);
    }
}
