package org.gatefold.sparse.classical;

/** The indices of the largest of many numbers. Not safe for concurrent use: it keeps its workspace. */
final class Largest {
    private final double[] work;

    Largest(int length) {
        work = new double[length];
    }

    /**
     * Marks the {@code k} largest positive of {@code scores} in {@code chosen} and clears all other marks. Of equal
     * ones the first is taken. Expected cost O(length), by quickselect.
     */
    void mark(double[] scores, int k, boolean[] chosen) {
        int n = scores.length;
        double limit = k >= n ? 0 : k < 1 ? Double.POSITIVE_INFINITY : select(scores, n - k);
        int left = k;
        for (int i = 0; i < n; i++) {
            chosen[i] = scores[i] > 0 && scores[i] > limit;
            left -= chosen[i] ? 1 : 0;
        }
        for (int i = 0; i < n && left > 0 && limit > 0; i++) {
            if (scores[i] == limit) {
                chosen[i] = true;
                left--;
            }
        }
    }

    /** The number at position {@code rank} of the ascending order. */
    private double select(double[] scores, int rank) {
        System.arraycopy(scores, 0, work, 0, scores.length);
        int low = 0;
        int high = scores.length - 1;
        while (low < high) {
            double pivot = work[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (work[i] < pivot) {
                    i++;
                }
                while (work[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swap = work[i];
                    work[i++] = work[j];
                    work[j--] = swap;
                }
            }
            if (rank <= j) {
                high = j;
            } else if (rank >= i) {
                low = i;
            } else {
                break;
            }
        }
        return work[rank];
    }
}
