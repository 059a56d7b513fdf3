package org.gatefold.sparse.autodiff;

import java.util.Arrays;

/** Order statistics of magnitudes. */
final class Selection {
    /** Keeps the sign (0), the exponent and two bits of the mantissa. */
    private static final int SHIFT = 21;

    private static final int BINS = 1 << (31 - SHIFT);

    private static final ThreadLocal<int[]> HISTOGRAM = ThreadLocal.withInitial(() -> new int[BINS]);

    private Selection() {}

    /**
     * The {@code k}-th largest of {@code n} values ≥ 0, k from 1 to n: a histogram over the leading bits finds the bin
     * of the value, and quickselect its place there. Cost: two passes.
     *
     * @param values read from {@code from} on
     * @param work workspace of n
     */
    static float largest(float[] values, int from, int n, int k, float[] work) {
        int[] histogram = HISTOGRAM.get();
        Arrays.fill(histogram, 0);
        for (int i = from; i < from + n; i++) {
            histogram[bin(values[i])]++;
        }
        int above = 0;
        int bin = BINS - 1;
        while (above + histogram[bin] < k) {
            above += histogram[bin--];
        }
        int members = 0;
        for (int i = from; i < from + n; i++) {
            work[members] = values[i];
            members += bin(values[i]) == bin ? 1 : 0;
            if (members == histogram[bin]) {
                break;
            }
        }
        return quickselect(work, members, k - above);
    }

    /** Larger values have larger bins; NaN has one of the last. */
    private static int bin(float value) {
        return (Float.floatToRawIntBits(value) & Integer.MAX_VALUE) >>> SHIFT;
    }

    /** The {@code k}-th largest of the first {@code n} values; reorders them (Hoare). */
    private static float quickselect(float[] values, int n, int k) {
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
