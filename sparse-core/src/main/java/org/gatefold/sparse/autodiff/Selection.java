package org.gatefold.sparse.autodiff;

/** Order statistics of magnitudes. */
final class Selection {
    private Selection() {}

    /** The {@code k}-th largest of the first {@code n} values, k from 1 to n; reorders them (Hoare's quickselect). */
    static float largest(float[] values, int n, int k) {
        int target = n - k;
        int low = 0;
        int high = n - 1;
        while (low < high) {
            float pivot = median(values[low], values[(low + high) >>> 1], values[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    float swap = values[i];
                    values[i] = values[j];
                    values[j] = swap;
                    i++;
                    j--;
                }
            }
            if (target <= j) {
                high = j;
            } else if (target >= i) {
                low = i;
            } else {
                return values[target];
            }
        }
        return values[target];
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
