package org.gatefold.sparse.operator;

/**
 * A dictionary with columns of length 1, in double. A column that is zero stays zero and has norm 0.
 *
 * @param complex whether it is complex
 * @param range m, the number of measurements
 * @param domain N, the number of columns
 * @param stacked [Re Φ; Im Φ], {@link #rows}×N row by row, only to be read
 * @param norms the lengths the columns had, only to be read
 */
@SuppressWarnings("ArrayRecordComponent")
public record UnitDictionary(boolean complex, int range, int domain, double[] stacked, double[] norms) {
    public static UnitDictionary of(DenseOperator operator) {
        boolean complex = operator.complex();
        int domain = operator.domain();
        int size = operator.range() * domain;
        double[] re = operator.re();
        double[] im = operator.im();
        double[] norms = new double[domain];
        for (int i = 0; i < size; i++) {
            norms[i % domain] += re[i] * re[i] + (complex ? im[i] * im[i] : 0);
        }
        for (int j = 0; j < domain; j++) {
            norms[j] = Math.sqrt(norms[j]);
        }
        double[] stacked = new double[complex ? 2 * size : size];
        for (int i = 0; i < size; i++) {
            double inverse = norms[i % domain] > 0 ? 1 / norms[i % domain] : 0;
            stacked[i] = re[i] * inverse;
            if (complex) {
                stacked[size + i] = im[i] * inverse;
            }
        }
        return new UnitDictionary(complex, operator.range(), domain, stacked, norms);
    }

    /** Real numbers a column: m, or 2m if it is complex. */
    public int rows() {
        return complex ? 2 * range : range;
    }
}
