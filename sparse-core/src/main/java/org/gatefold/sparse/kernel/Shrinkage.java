package org.gatefold.sparse.kernel;

/** Group soft thresholding, the proximal map of {@code Σᵢ τᵢ ‖xᵢ‖₂} with xᵢ over all planes of an index. */
public final class Shrinkage {
    private Shrinkage() {}

    /**
     * x ← max(0, 1 − τᵢ/‖vᵢ‖₂)·vᵢ for one sample.
     *
     * @param v planes·length numbers from {@code offset}, plane after plane
     * @param thresholds τᵢ ≥ 0, {@code length} of them
     * @param x where the result goes, with the same layout and offset; may be {@code v}
     * @param norms workspace of {@code length}, unused for one plane
     */
    public static void soft(
            float[] v, int offset, int planes, int length, float[] thresholds, float[] x, float[] norms) {
        if (planes == 1) {
            for (int i = 0; i < length; i++) {
                float value = v[offset + i];
                float t = thresholds[i];
                x[offset + i] = value - Math.max(-t, Math.min(t, value));
            }
            return;
        }
        for (int i = 0; i < length; i++) {
            norms[i] = v[offset + i] * v[offset + i];
        }
        for (int p = 1; p < planes; p++) {
            int o = offset + p * length;
            for (int i = 0; i < length; i++) {
                norms[i] += v[o + i] * v[o + i];
            }
        }
        for (int i = 0; i < length; i++) {
            float norm = (float) Math.sqrt(norms[i]);
            norms[i] = norm > thresholds[i] ? 1 - thresholds[i] / norm : 0;
        }
        for (int p = 0; p < planes; p++) {
            int o = offset + p * length;
            for (int i = 0; i < length; i++) {
                x[o + i] = v[o + i] * norms[i];
            }
        }
    }
}
