package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.kernel.Lapack;

/**
 * The solution of {@code Ax = y} with the smallest {@code Σ |xⱼ|²/wⱼ}: {@code x = WAᴴ(AWAᴴ + εI)⁻¹y}, the mean of x
 * given y if xⱼ has variance wⱼ, where ε, {@value #ROUNDING} of the trace, keeps rounding in bounds.
 *
 * <p>In double. Cost of a sample: O(NM²) for the matrix, O(M³) for the system.
 */
final class WeightedMinimumNorm {
    private static final double ROUNDING = 1e-10;

    private final Atoms atoms;

    WeightedMinimumNorm(Atoms atoms) {
        this.atoms = atoms;
    }

    /** @param weights of the N columns, at least 0 and not all 0 */
    void solve(double[] weights, Batch y, int sample, Batch answer) {
        int m = atoms.range();
        int lanes = atoms.lanes();
        int snapshots = y.planes() / lanes;
        double[] rhs = new double[2 * m * snapshots];
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < y.planes(); p++) {
                rhs[2 * (i * snapshots + p / lanes) + p % lanes] = y.at(sample, p, i);
            }
        }
        Lapack.solve(m, snapshots, covariance(weights), rhs);
        double[] columns = atoms.columns();
        int width = atoms.width();
        double[] v = new double[width];
        for (int t = 0; t < snapshots; t++) {
            for (int i = 0; i < width; i++) {
                v[i] = rhs[2 * (i % m * snapshots + t) + i / m];
            }
            for (int j = 0; j < weights.length; j++) {
                answer.set(sample, t * lanes, j, weights[j] * atoms.dotRe(columns, j * width, v, 0));
                if (lanes > 1) {
                    answer.set(sample, t * lanes + 1, j, weights[j] * atoms.dotIm(columns, j * width, v, 0));
                }
            }
        }
    }

    /** AWAᴴ + εI, interleaved. */
    private double[] covariance(double[] weights) {
        int m = atoms.range();
        int width = atoms.width();
        double[] c = atoms.columns();
        double[] k = new double[2 * m * m];
        for (int j = 0; j < weights.length; j++) {
            for (int i = 0; i < m; i++) {
                double re = weights[j] * c[j * width + i];
                double im = atoms.complex() ? weights[j] * c[j * width + m + i] : 0;
                for (int l = 0; l < m; l++) {
                    double otherRe = c[j * width + l];
                    double otherIm = atoms.complex() ? c[j * width + m + l] : 0;
                    k[2 * (i * m + l)] += re * otherRe + im * otherIm;
                    k[2 * (i * m + l) + 1] += im * otherRe - re * otherIm;
                }
            }
        }
        double trace = 0;
        for (int i = 0; i < m; i++) {
            trace += k[2 * (i * m + i)];
        }
        for (int i = 0; i < m; i++) {
            k[2 * (i * m + i)] += ROUNDING * trace;
        }
        return k;
    }
}
