package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.Batch;

/**
 * The least-squares fit {@code min ‖y − A_S x_S‖₂} of one sample on a support S that grows atom by atom, by a QR
 * factorisation with Gram–Schmidt carried out twice, in double.
 *
 * <p>All planes share S. Cost of an atom: O(|S|·M), of the coefficients O(|S|²) a plane.
 */
final class OrthogonalFit {
    /** An atom that keeps no more than this share of its energy outside the span of the others is dependent on them. */
    private static final double DEPENDENT = 1e-20;

    private final Atoms atoms;
    private final int rows;
    private final double[] residual;
    private final int[] support;
    private double[] q;
    private double[] rRe;
    private double[] rIm;
    private final double[] cRe;
    private final double[] cIm;
    private int size;

    /** @param planes planes of the samples to fit */
    OrthogonalFit(Atoms atoms, int planes, int capacity) {
        this.atoms = atoms;
        this.rows = planes / atoms.lanes();
        int most = Math.min(capacity, atoms.range());
        residual = new double[rows * atoms.width()];
        support = new int[most];
        q = new double[0];
        rRe = new double[0];
        rIm = new double[0];
        cRe = new double[most * rows];
        cIm = new double[most * rows];
    }

    /** Starts anew: an empty support, the residual is the sample itself. */
    void start(Batch y, int sample) {
        size = 0;
        int offset = y.offset(sample, 0);
        for (int i = 0; i < residual.length; i++) {
            residual[i] = y.data()[offset + i];
        }
    }

    /** Takes atom {@code j} into the support; false if there it would add nothing. */
    boolean add(int j) {
        if (size == support.length) {
            return false;
        }
        grow();
        int width = atoms.width();
        int at = size * width;
        int column = size * (size + 1) / 2;
        System.arraycopy(atoms.columns(), j * width, q, at, width);
        Arrays.fill(rRe, column, column + size + 1, 0);
        Arrays.fill(rIm, column, column + size + 1, 0);
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < size; i++) {
                double re = atoms.dotRe(q, i * width, q, at);
                double im = atoms.dotIm(q, i * width, q, at);
                atoms.subtract(re, im, q, i * width, q, at);
                rRe[column + i] += re;
                rIm[column + i] += im;
            }
        }
        double energy = atoms.dotRe(q, at, q, at);
        if (!(energy > DEPENDENT * atoms.energy(j))) {
            return false;
        }
        double norm = Math.sqrt(energy);
        rRe[column + size] = norm;
        for (int i = at; i < at + width; i++) {
            q[i] /= norm;
        }
        for (int row = 0; row < rows; row++) {
            double re = atoms.dotRe(q, at, residual, row * width);
            double im = atoms.dotIm(q, at, residual, row * width);
            atoms.subtract(re, im, q, at, residual, row * width);
            cRe[size * rows + row] = re;
            cIm[size * rows + row] = im;
        }
        support[size++] = j;
        return true;
    }

    /** Room for one more atom; grows by doubling, so a warmed-up fit allocates nothing. R is packed by columns. */
    private void grow() {
        if ((size + 1) * atoms.width() > q.length) {
            int capacity = Math.min(support.length, Math.max(8, 2 * size));
            q = Arrays.copyOf(q, capacity * atoms.width());
            rRe = Arrays.copyOf(rRe, capacity * (capacity + 1) / 2);
            rIm = Arrays.copyOf(rIm, capacity * (capacity + 1) / 2);
        }
    }

    int size() {
        return size;
    }

    /** The {@code i}-th atom taken. */
    int atom(int i) {
        return support[i];
    }

    boolean contains(int j) {
        for (int i = 0; i < size; i++) {
            if (support[i] == j) {
                return true;
            }
        }
        return false;
    }

    /** ‖y − A_S x_S‖₂². */
    double residualEnergy() {
        double sum = 0;
        for (double v : residual) {
            sum += v * v;
        }
        return sum;
    }

    /** Writes y − A_S x_S over a sample. */
    void residual(Batch into, int sample) {
        int offset = into.offset(sample, 0);
        for (int i = 0; i < residual.length; i++) {
            into.data()[offset + i] = (float) residual[i];
        }
    }

    /** Writes x over a sample, zeros outside the support. */
    void coefficients(Batch into, int sample) {
        Arrays.fill(into.data(), into.offset(sample, 0), into.offset(sample, 0) + into.stride(), 0);
        double[] re = new double[size];
        double[] im = new double[size];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < size; i++) {
                re[i] = cRe[i * rows + row];
                im[i] = cIm[i * rows + row];
            }
            substitute(re, im);
            for (int i = 0; i < size; i++) {
                into.set(sample, row * atoms.lanes(), support[i], re[i]);
                if (atoms.complex()) {
                    into.set(sample, row * 2 + 1, support[i], im[i]);
                }
            }
        }
    }

    /** Solves R x = c in place. */
    private void substitute(double[] re, double[] im) {
        for (int k = size - 1; k >= 0; k--) {
            int column = k * (k + 1) / 2;
            re[k] /= rRe[column + k];
            im[k] /= rRe[column + k];
            for (int i = 0; i < k; i++) {
                re[i] -= rRe[column + i] * re[k] - rIm[column + i] * im[k];
                im[i] -= rRe[column + i] * im[k] + rIm[column + i] * re[k];
            }
        }
    }
}
