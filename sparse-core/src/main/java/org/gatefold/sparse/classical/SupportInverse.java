package org.gatefold.sparse.classical;

/**
 * The inverse of a Hermitian positive definite matrix that grows by a row and a column at its end and shrinks by any,
 * renewed by rank-one updates of O(k²) each.
 */
final class SupportInverse {
    private final double[][] re;
    private final double[][] im;
    private int size;

    /** @param capacity largest size */
    SupportInverse(int capacity) {
        re = new double[capacity][];
        im = new double[capacity][];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    double re(int l, int m) {
        return re[l][m];
    }

    double im(int l, int m) {
        return im[l][m];
    }

    /** Entry (p, p), real and positive. */
    double diagonal(int p) {
        return re[p][p];
    }

    /** The product with x, in the first entries of {@code outRe} and {@code outIm}. */
    void apply(double[] xRe, double[] xIm, double[] outRe, double[] outIm) {
        for (int l = 0; l < size; l++) {
            double sumRe = 0;
            double sumIm = 0;
            double[] rowRe = re[l];
            double[] rowIm = im[l];
            for (int m = 0; m < size; m++) {
                sumRe += rowRe[m] * xRe[m] - rowIm[m] * xIm[m];
                sumIm += rowRe[m] * xIm[m] + rowIm[m] * xRe[m];
            }
            outRe[l] = sumRe;
            outIm[l] = sumIm;
        }
    }

    /**
     * The matrix gains a last column.
     *
     * @param wRe with {@code wIm}, the inverse times the new column above its diagonal
     * @param schur one over what the column holds beyond the others
     */
    void grow(double[] wRe, double[] wIm, double schur) {
        if (re[size] == null) {
            re[size] = new double[re.length];
            im[size] = new double[re.length];
        }
        for (int l = 0; l < size; l++) {
            for (int m = 0; m < size; m++) {
                re[l][m] += schur * (wRe[l] * wRe[m] + wIm[l] * wIm[m]);
                im[l][m] += schur * (wIm[l] * wRe[m] - wRe[l] * wIm[m]);
            }
            re[l][size] = -schur * wRe[l];
            im[l][size] = -schur * wIm[l];
            re[size][l] = -schur * wRe[l];
            im[size][l] = schur * wIm[l];
        }
        re[size][size] = schur;
        im[size][size] = 0;
        size++;
    }

    /** Row and column {@code p} change places with the last ones and go. */
    void shrink(int p) {
        int last = size - 1;
        exchange(re, p, last);
        exchange(im, p, last);
        double pivot = re[last][last];
        for (int l = 0; l < last; l++) {
            double a = re[l][last] / pivot;
            double b = im[l][last] / pivot;
            for (int m = 0; m < last; m++) {
                re[l][m] -= a * re[m][last] + b * im[m][last];
                im[l][m] -= b * re[m][last] - a * im[m][last];
            }
        }
        size = last;
    }

    private void exchange(double[][] part, int p, int last) {
        double[] row = part[p];
        part[p] = part[last];
        part[last] = row;
        for (int l = 0; l < size; l++) {
            double value = part[l][p];
            part[l][p] = part[l][last];
            part[l][last] = value;
        }
    }
}
