package org.gatefold.sparse.classical;

import org.gatefold.sparse.kernel.Blas;
import org.jspecify.annotations.Nullable;

/**
 * {@link Evidence} of one problem of any size by LAPACK: Σ by a symmetric product, its Cholesky factor L, and {@code sⱼ
 * = ‖L⁻¹φⱼ‖²} by one triangular solve. About 2m²K + m³/3 flops an evaluation (4m²K + 8m³/3 if complex) for K columns
 * with γⱼ &gt; 0.
 */
final class DirectEvidence extends Evidence {
    /** Up to so many columns a measurement the space of the columns is the cheaper one. */
    private static final double FEW = 1.3;

    private final boolean pruned;
    private final double[] factor;
    private final double[] work;
    private final double[][] v;
    private double[] columns;
    private int[] active;
    private @Nullable NormalSystem normal;
    private boolean inNormalSpace;

    /** @param pruned whether s of indices with γⱼ = 0 is not needed; it is then 0 */
    DirectEvidence(SblDictionary dictionary, boolean pruned, int planes, double[][] measurements) {
        super(dictionary, planes, 1, measurements);
        this.pruned = pruned;
        factor = new double[dictionary.rows * dictionary.rows];
        work = new double[dictionary.rows * dictionary.domain];
        v = new double[measurements.length][dictionary.rows];
        columns = dictionary.stacked;
        active = new int[dictionary.domain];
        for (int j = 0; j < active.length; j++) {
            active[j] = j;
        }
    }

    @Override
    void evaluate() {
        if (pruned) {
            gather();
        }
        inNormalSpace = pruned
                && active.length <= FEW * dictionary.range
                && dictionary.compact()
                && normalSystem().evaluate(this, active);
        if (inNormalSpace) {
            power();
            return;
        }
        factorise();
        System.arraycopy(columns, 0, work, 0, dictionary.rows * active.length);
        Blas.solveLower(dictionary.rows, active.length, factor, work);
        sumSquares();
        solve();
        adjoint(v, a);
        power();
        double used = 0;
        for (int j : active) {
            used += gamma[j] * s[j];
        }
        noiseS[0] = Math.max(0, dictionary.range - used) / lambda[0];
    }

    private NormalSystem normalSystem() {
        if (normal == null) {
            double[][] correlation = new double[a.length][dictionary.domain];
            adjoint(measurements, correlation);
            normal = new NormalSystem(dictionary, measurements, correlation);
        }
        return normal;
    }

    /** Once a tenth of the columns at hand have γ = 0, goes on with a copy of the others. */
    private void gather() {
        int count = 0;
        for (int j : active) {
            count += gamma[j] > 0 ? 1 : 0;
        }
        if (count > 0.9 * active.length) {
            return;
        }
        int[] chosen = new int[count];
        int to = 0;
        for (int j : active) {
            if (gamma[j] > 0) {
                chosen[to++] = j;
            } else {
                s[j] = 0;
            }
        }
        active = chosen;
        columns = new double[dictionary.rows * count];
        for (int i = 0; i < dictionary.rows; i++) {
            for (int k = 0; k < count; k++) {
                columns[i * count + k] = dictionary.stacked[i * dictionary.domain + chosen[k]];
            }
        }
    }

    /** L of Σ; of a complex one in the real form [[Re, −Im], [Im, Re]]. */
    private void factorise() {
        double ridge = lambda[0];
        int rows = dictionary.rows;
        int m = dictionary.range;
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < active.length; k++) {
                work[i * active.length + k] = columns[i * active.length + k] * Math.sqrt(gamma[active[k]]);
            }
        }
        for (int attempt = 0; attempt < 40; attempt++) {
            Blas.gram(rows, active.length, work, factor);
            for (int i = 0; dictionary.complex && i < m; i++) {
                for (int k = 0; k <= i; k++) {
                    double real = factor[i * rows + k] + factor[(m + i) * rows + m + k];
                    double imaginary = factor[(m + i) * rows + k] - factor[(m + k) * rows + i];
                    factor[i * rows + k] = real;
                    factor[(m + i) * rows + m + k] = real;
                    factor[(m + i) * rows + k] = imaginary;
                    factor[(m + k) * rows + i] = -imaginary;
                }
            }
            for (int i = 0; i < rows; i++) {
                factor[i * rows + i] += ridge;
            }
            if (Blas.cholesky(rows, factor)) {
                return;
            }
            // γ of very different sizes: rounding of the largest hides λ. Raise it until Σ is definite.
            ridge *= 10;
        }
        throw new ArithmeticException("the covariance of the measurements is not positive definite");
    }

    /** Σ⁻¹ in a new array, rows×rows; of a complex Σ in its real form. */
    double[] inverse() {
        int rows = dictionary.rows;
        double[] inverse = new double[rows * rows];
        for (int i = 0; i < rows; i++) {
            inverse[i * rows + i] = 1;
        }
        Blas.solveLower(rows, rows, factor, inverse);
        Blas.solveLowerTransposed(rows, rows, factor, inverse);
        return inverse;
    }

    private void sumSquares() {
        for (int j : active) {
            s[j] = 0;
        }
        for (int i = 0; i < dictionary.rows; i++) {
            for (int k = 0; k < active.length; k++) {
                double z = work[i * active.length + k];
                s[active[k]] += z * z;
            }
        }
    }

    private void solve() {
        fit[0] = 0;
        noiseQ[0] = 0;
        for (int c = 0; c < v.length; c++) {
            System.arraycopy(measurements[c], 0, v[c], 0, dictionary.rows);
            Blas.solveLower(dictionary.rows, 1, factor, v[c]);
            fit[0] += energy(v[c]) / planes;
            Blas.solveLowerTransposed(dictionary.rows, 1, factor, v[c]);
            noiseQ[0] += energy(v[c]) / planes;
        }
    }

    private static double energy(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return sum;
    }

    @Override
    double logDeterminant(int lane) {
        if (inNormalSpace && normal != null) {
            return normal.logDeterminant();
        }
        double log = 0;
        for (int i = 0; i < dictionary.rows; i++) {
            log += 2 * Math.log(factor[i * dictionary.rows + i]);
        }
        return dictionary.complex ? log / 2 : log;
    }
}
