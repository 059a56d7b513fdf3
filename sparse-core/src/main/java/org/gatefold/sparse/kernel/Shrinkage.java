package org.gatefold.sparse.kernel;

/** Group soft thresholding, the proximal map of {@code Σᵢ τᵢ ‖xᵢ‖₂} with xᵢ over all planes of an index. */
public final class Shrinkage {
    private Shrinkage() {}

    /**
     * v ← max(0, 1 − τᵢ/‖vᵢ‖₂)·vᵢ for one sample, in place.
     *
     * @param v planes·length numbers, plane after plane
     * @param thresholds τᵢ ≥ 0, {@code length} of them
     * @param norms workspace of {@code length}, unused for one plane
     */
    public static void soft(float[] v, int planes, int length, float[] thresholds, float[] norms) {
        if (planes == 1) {
            for (int i = 0; i < length; i++) {
                v[i] = v[i] - Math.max(-thresholds[i], Math.min(thresholds[i], v[i]));
            }
            return;
        }
        for (int i = 0; i < length; i++) {
            norms[i] = v[i] * v[i];
        }
        for (int p = 1; p < planes; p++) {
            int o = p * length;
            for (int i = 0; i < length; i++) {
                norms[i] += v[o + i] * v[o + i];
            }
        }
        for (int i = 0; i < length; i++) {
            float norm = (float) Math.sqrt(norms[i]);
            norms[i] = norm > thresholds[i] ? 1 - thresholds[i] / norm : 0;
        }
        for (int p = 0; p < planes; p++) {
            int o = p * length;
            for (int i = 0; i < length; i++) {
                v[o + i] *= norms[i];
            }
        }
    }
}
