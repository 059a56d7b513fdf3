package org.gatefold.sparse.operator;

import java.util.Arrays;
import org.gatefold.sparse.kernel.Blas;

/**
 * The covariance {@code Σ = ΦΓΦᴴ + λI = LLᴴ} of one problem by its triangular factor L, and what follows from it
 * without cancellation: {@code Z = L⁻¹Φ} with {@code φᵢᴴΣ⁻¹φⱼ = zᵢᴴzⱼ}. Complex matrices are stacks [Re; Im]. About
 * 2m²N flops (8m²N if complex), most of them in loops over columns.
 *
 * <p>Rows are arrays of their own: of a loop that indexes arrays by different expressions the JIT compiler of Java 17
 * makes no vector code.
 */
public final class CovarianceFactor {
    private final UnitDictionary phi;
    private final double[][] z;
    private final double[] s;
    private final int n;
    private final int m;
    private final double[][] columns;
    private final double[] scaled;
    private final double[] gram;
    private final double[] re;
    private final double[] im;

    public CovarianceFactor(UnitDictionary phi) {
        this.phi = phi;
        n = phi.range();
        m = phi.domain();
        z = new double[phi.rows()][m];
        s = new double[m];
        columns = rows(phi.stacked(), m);
        scaled = new double[phi.stacked().length];
        gram = new double[phi.rows() * phi.rows()];
        re = new double[n * n];
        im = new double[phi.complex() ? n * n : 0];
    }

    /** The rows of a matrix of {@code width} columns. */
    private static double[][] rows(double[] matrix, int width) {
        double[][] rows = new double[matrix.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(matrix, i * width, (i + 1) * width);
        }
        return rows;
    }

    /**
     * Z, an array for each of {@link UnitDictionary#rows} rows, overwritten by the next {@link #factor}; only to be
     * read.
     */
    public double[][] z() {
        return z;
    }

    /** sⱼ = ‖zⱼ‖² = φⱼᴴΣ⁻¹φⱼ, overwritten likewise; only to be read. */
    public double[] s() {
        return s;
    }

    /** Factors Σ for the variances {@code γⱼ} and the noise variance λ > 0, and finds Z and s. */
    public void factor(double[] gamma, double lambda) {
        int rows = phi.rows();
        double[] roots = s;
        for (int j = 0; j < m; j++) {
            roots[j] = Math.sqrt(gamma[j]);
        }
        for (int i = 0; i < rows; i++) {
            double[] row = z[i];
            double[] column = columns[i];
            for (int j = 0; j < m; j++) {
                row[j] = column[j] * roots[j];
            }
            System.arraycopy(row, 0, scaled, i * m, m);
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
        for (int i = 0; i < rows; i++) {
            System.arraycopy(columns[i], 0, z[i], 0, m);
        }
        solve(z);
        Arrays.fill(s, 0);
        for (double[] row : z) {
            for (int j = 0; j < m; j++) {
                s[j] += row[j] * row[j];
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

    /** X ← L⁻¹X for a stack X of rows. */
    public void solve(double[][] x) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                subtract(x, i, k, re[i * n + k], phi.complex() ? im[i * n + k] : 0);
            }
            scale(x, i);
        }
    }

    /** X ← L⁻ᴴX. */
    public void solveAdjoint(double[][] x) {
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                subtract(x, i, k, re[k * n + i], phi.complex() ? -im[k * n + i] : 0);
            }
            scale(x, i);
        }
    }

    /** t ← L⁻¹t for one vector, a stack of {@code rows} numbers. */
    public void solve(double[] t) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                subtract(t, i, k, re[i * n + k], phi.complex() ? im[i * n + k] : 0);
            }
            scale(t, i);
        }
    }

    /** t ← L⁻ᴴt. */
    public void solveAdjoint(double[] t) {
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                subtract(t, i, k, re[k * n + i], phi.complex() ? -im[k * n + i] : 0);
            }
            scale(t, i);
        }
    }

    private void subtract(double[] t, int i, int k, double a, double b) {
        t[i] -= a * t[k];
        if (phi.complex()) {
            t[i] += b * t[n + k];
            t[n + i] -= a * t[n + k] + b * t[k];
        }
    }

    private void scale(double[] t, int i) {
        for (int part = i; part < t.length; part += n) {
            t[part] *= re[i * n + i];
        }
    }

    /** Row i ← row i − (a + ib)·row k. */
    private void subtract(double[][] x, int i, int k, double a, double b) {
        double[] to = x[i];
        double[] from = x[k];
        if (!phi.complex()) {
            for (int j = 0; j < to.length; j++) {
                to[j] -= a * from[j];
            }
            return;
        }
        double[] toIm = x[n + i];
        double[] fromIm = x[n + k];
        for (int j = 0; j < to.length; j++) {
            double c = from[j];
            double d = fromIm[j];
            to[j] -= a * c - b * d;
            toIm[j] -= a * d + b * c;
        }
    }

    private void scale(double[][] x, int i) {
        double inverse = re[i * n + i];
        for (int part = i; part < x.length; part += n) {
            double[] row = x[part];
            for (int j = 0; j < row.length; j++) {
                row[j] *= inverse;
            }
        }
    }

    /** a ← Zᴴt for one vector t, a stack of {@code rows} numbers; {@code a} is its real and its imaginary parts. */
    public void adjoint(double[] t, double[]... a) {
        for (double[] part : a) {
            Arrays.fill(part, 0);
        }
        for (int i = 0; i < n; i++) {
            add(t[i], z[i], a[0]);
            if (phi.complex()) {
                add(t[n + i], z[n + i], a[0]);
                add(t[n + i], z[i], a[1]);
                add(-t[i], z[n + i], a[1]);
            }
        }
    }

    private static void add(double factor, double[] row, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * row[j];
        }
    }

    /** t ← Za. */
    public void apply(double[][] a, double[] t) {
        for (int i = 0; i < n; i++) {
            t[i] = dot(z[i], a[0]);
            if (phi.complex()) {
                t[i] -= dot(z[n + i], a[1]);
                t[n + i] = dot(z[i], a[1]) + dot(z[n + i], a[0]);
            }
        }
    }

    /** Σ aⱼbⱼ in four parts, which do not wait for each other. */
    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 3 < a.length; j += 4) {
            s0 += a[j] * b[j];
            s1 += a[j + 1] * b[j + 1];
            s2 += a[j + 2] * b[j + 2];
            s3 += a[j + 3] * b[j + 3];
        }
        for (; j < a.length; j++) {
            s0 += a[j] * b[j];
        }
        return s0 + s1 + (s2 + s3);
    }
}
