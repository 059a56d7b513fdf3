package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.operator.UnitDictionary;

/**
 * The covariance {@code Σ = ΦΓΦᴴ + λI = LLᴴ} of one problem by its triangular factor L, and what follows from it
 * without cancellation: {@code Z = L⁻¹Φ} with {@code φᵢᴴΣ⁻¹φⱼ = zᵢᴴzⱼ}. Complex matrices are stacks [Re; Im]. About
 * 2m²N flops (8m²N if complex), most of them in loops over columns.
 */
final class CovarianceFactor {
    final UnitDictionary phi;
    /** Z, rows×domain. */
    final double[] z;
    /** sⱼ = ‖zⱼ‖². */
    final double[] s;

    private final int n;
    private final int m;
    private final double[] scaled;
    private final double[] gram;
    private final double[] re;
    private final double[] im;

    CovarianceFactor(UnitDictionary phi) {
        this.phi = phi;
        n = phi.range();
        m = phi.domain();
        z = new double[phi.stacked().length];
        s = new double[m];
        scaled = new double[z.length];
        gram = new double[phi.rows() * phi.rows()];
        re = new double[n * n];
        im = new double[phi.complex() ? n * n : 0];
    }

    /** Factors Σ for the variances {@code γⱼ} and the noise variance λ > 0, and finds Z and s. */
    void factor(double[] gamma, double lambda) {
        int rows = phi.rows();
        double[] roots = s;
        for (int j = 0; j < m; j++) {
            roots[j] = Math.sqrt(gamma[j]);
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < m; j++) {
                scaled[i * m + j] = phi.stacked()[i * m + j] * roots[j];
            }
        }
        Blas.multiplyTransposed(rows, rows, m, scaled, scaled, gram);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k <= i; k++) {
                double real = gram[i * rows + k];
                if (phi.complex()) {
                    real += gram[(n + i) * rows + n + k];
                    im[i * n + k] = gram[(n + i) * rows + k] - gram[i * rows + n + k];
                }
                re[i * n + k] = i == k ? real + lambda : real;
            }
        }
        cholesky(lambda);
        System.arraycopy(phi.stacked(), 0, z, 0, z.length);
        solve(m, z);
        Arrays.fill(s, 0);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < m; j++) {
                s[j] += z[i * m + j] * z[i * m + j];
            }
        }
    }

    /** L in place, with 1/Lᵢᵢ on the diagonal; pivots that rounding pushed below λ are raised to it. */
    private void cholesky(double lambda) {
        boolean complex = phi.complex();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double a = re[i * n + j];
                double b = complex ? im[i * n + j] : 0;
                for (int k = 0; k < j; k++) {
                    double c = re[i * n + k];
                    double e = re[j * n + k];
                    a -= c * e;
                    if (complex) {
                        double d = im[i * n + k];
                        double f = im[j * n + k];
                        a -= d * f;
                        b -= d * e - c * f;
                    }
                }
                if (i == j) {
                    re[i * n + i] = 1 / Math.sqrt(Math.max(a, lambda));
                } else {
                    re[i * n + j] = a * re[j * n + j];
                    if (complex) {
                        im[i * n + j] = b * re[j * n + j];
                    }
                }
            }
        }
    }

    /** X ← L⁻¹X for a stack X of {@code columns} columns. */
    void solve(int columns, double[] x) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                subtract(columns, x, i, k, re[i * n + k], phi.complex() ? im[i * n + k] : 0);
            }
            scaleRow(columns, x, i);
        }
    }

    /** X ← L⁻ᴴX. */
    void solveAdjoint(int columns, double[] x) {
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                subtract(columns, x, i, k, re[k * n + i], phi.complex() ? -im[k * n + i] : 0);
            }
            scaleRow(columns, x, i);
        }
    }

    /** Row i ← row i − (a + ib)·row k. */
    private void subtract(int columns, double[] x, int i, int k, double a, double b) {
        int to = i * columns;
        int from = k * columns;
        if (!phi.complex()) {
            for (int j = 0; j < columns; j++) {
                x[to + j] -= a * x[from + j];
            }
            return;
        }
        int half = n * columns;
        for (int j = 0; j < columns; j++) {
            double c = x[from + j];
            double d = x[half + from + j];
            x[to + j] -= a * c - b * d;
            x[half + to + j] -= a * d + b * c;
        }
    }

    private void scaleRow(int columns, double[] x, int i) {
        double inverse = re[i * n + i];
        for (int j = i * columns; j < (i + 1) * columns; j++) {
            x[j] *= inverse;
        }
        int half = n * columns;
        for (int j = half + i * columns; phi.complex() && j < half + (i + 1) * columns; j++) {
            x[j] *= inverse;
        }
    }

    /** a ← Zᴴt for one vector t, a stack of {@code rows} numbers; {@code a} has the real parts first. */
    void adjoint(double[] t, double[] a) {
        Arrays.fill(a, 0);
        for (int i = 0; i < n; i++) {
            double c = t[i];
            double d = phi.complex() ? t[n + i] : 0;
            for (int j = 0; j < m; j++) {
                a[j] += z[i * m + j] * c;
            }
            for (int j = 0; phi.complex() && j < m; j++) {
                double zr = z[i * m + j];
                double zi = z[(n + i) * m + j];
                a[j] += zi * d;
                a[m + j] += zr * d - zi * c;
            }
        }
    }

    /** t ← Za. */
    void apply(double[] a, double[] t) {
        Arrays.fill(t, 0);
        for (int i = 0; i < n; i++) {
            double c = 0;
            double d = 0;
            for (int j = 0; j < m; j++) {
                c += z[i * m + j] * a[j];
            }
            for (int j = 0; phi.complex() && j < m; j++) {
                c -= z[(n + i) * m + j] * a[m + j];
                d += z[i * m + j] * a[m + j] + z[(n + i) * m + j] * a[j];
            }
            t[i] = c;
            if (phi.complex()) {
                t[n + i] = d;
            }
        }
    }
}
