package org.gatefold.sparse.autodiff;

/** Order statistics of magnitudes. */
final class Selection {
    private Selection() {}

    /**
     * The {@code k}-th largest of the first {@code n} values, k from 1 to n; reorders them. Quickselect whose partition
     * moves every value without a branch: of magnitudes, no processor foretells which is the larger.
     */
    static float largest(float[] values, int n, int k) {
        int low = 0;
        int high = n;
        while (true) {
            float pivot = median(values[low], values[(low + high) >>> 1], values[high - 1]);
            int larger = low;
            for (int i = low; i < high; i++) {
                float v = values[i];
                values[i] = values[larger];
                values[larger] = v;
                larger += v > pivot ? 1 : 0;
            }
            if (k <= larger) {
                high = larger;
                continue;
            }
            int equal = larger;
            for (int i = larger; i < high; i++) {
                float v = values[i];
                values[i] = values[equal];
                values[equal] = v;
                equal += v == pivot ? 1 : 0;
            }
            // Nothing equals a pivot that is not a number.
            if (k <= equal || equal == low) {
                return pivot;
            }
            low = equal;
        }
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
