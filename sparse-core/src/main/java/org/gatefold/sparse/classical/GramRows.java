package org.gatefold.sparse.classical;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Rows aⱼᴴA of the Gram matrix, computed when first asked for and then kept for all samples. Safe for many threads. */
final class GramRows {
    /** Numbers kept at most: 512 MB. Rows beyond are computed whenever they are asked for. */
    private static final long MOST = 1L << 26;

    private final Atoms atoms;
    private final boolean kept;
    private final AtomicReferenceArray<double[]> rows;

    GramRows(Atoms atoms) {
        this.atoms = atoms;
        long n = atoms.domain();
        kept = n * n * atoms.lanes() <= MOST;
        rows = new AtomicReferenceArray<>(kept ? atoms.domain() : 0);
    }

    /** Re aⱼᴴaᵢ for all i, then, for complex atoms, Im aⱼᴴaᵢ for all i; only to be read. */
    double[] row(int j) {
        double[] row = kept ? rows.get(j) : null;
        if (row == null) {
            row = computed(j);
            if (kept) {
                rows.set(j, row);
            }
        }
        return row;
    }

    private double[] computed(int j) {
        int n = atoms.domain();
        int width = atoms.width();
        double[] a = atoms.columns();
        double[] row = new double[n * atoms.lanes()];
        for (int i = 0; i < n; i++) {
            row[i] = atoms.dotRe(a, j * width, a, i * width);
            if (atoms.complex()) {
                row[n + i] = atoms.dotIm(a, j * width, a, i * width);
            }
        }
        return row;
    }
}
