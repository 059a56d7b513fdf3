package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.LaneCholesky;
import org.jspecify.annotations.Nullable;

/**
 * {@link Evidence} of many small problems at once: Σ of all lanes is one matrix product of the row products of Φ with
 * γ, s is one with their transpose, and the inverses are taken side by side. About 2m²N flops a lane and evaluation
 * (4m²N if complex), nearly all in the two products.
 *
 * <p>Out of Σ⁻¹, with entries up to 1/λ, sⱼ ≤ 1/γⱼ comes by cancellation; where λ is tiny and columns are alike,
 * nothing is left of it. Two laws tell: {@code Σγⱼsⱼ + λ tr Σ⁻¹ = m}, and {@code sⱼ ≥ 1/‖Σ‖}. A lane that breaks them
 * is evaluated once more by itself, from triangular factors, which do not cancel.
 */
final class LaneEvidence extends Evidence {
    /** Relative error of the laws that shows that s has been cancelled. */
    private static final double CANCELLED = 1e-6;

    private final double[] products;
    private final double[] parts;
    private final double[][] inverse;
    private final double[][] pivots;
    private final double[][][] rowsOfY;
    private final double[][] v;
    private final double[] sum;
    private final double[] gammaSum;
    /** log|Σ| of lanes that were evaluated by themselves, else NaN. */
    private final double[] steadyLog;

    private @Nullable DirectEvidence steady;

    LaneEvidence(SblDictionary dictionary, double[] products, int planes, int lanes, double[][] measurements) {
        super(dictionary, planes, lanes, measurements);
        int rows = dictionary.rows;
        this.products = products;
        parts = new double[dictionary.features * lanes];
        inverse = new double[LaneCholesky.rows(rows)][lanes];
        pivots = new double[rows][lanes];
        rowsOfY = new double[measurements.length][rows][lanes];
        v = new double[measurements.length][rows * lanes];
        sum = new double[lanes];
        gammaSum = new double[lanes];
        steadyLog = new double[lanes];
        splitRows();
    }

    private void splitRows() {
        for (int c = 0; c < rowsOfY.length; c++) {
            for (int i = 0; i < dictionary.rows; i++) {
                System.arraycopy(measurements[c], i * lanes, rowsOfY[c][i], 0, lanes);
            }
        }
    }

    @Override
    void retain(int[] kept) {
        super.retain(kept);
        splitRows();
    }

    @Override
    void evaluate() {
        Blas.multiply(dictionary.features, lanes, dictionary.domain, products, gamma, parts);
        fillMatrix();
        LaneCholesky.invert(dictionary.rows, lanes, inverse, lambda, pivots);
        solve();
        trace();
        foldInverse();
        Blas.transposedMultiply(dictionary.domain, lanes, dictionary.features, products, parts, s);
        adjoint(v, a);
        power();
        for (int l = 0; l < lanes; l++) {
            steadyLog[l] = Double.NaN;
        }
        evaluateCancelled();
    }

    /** Evaluates the lanes again in which rounding has eaten s. */
    private void evaluateCancelled() {
        Arrays.fill(sum, 0, lanes, 0);
        Arrays.fill(gammaSum, 0, lanes, 0);
        for (int j = 0, i = 0; j < dictionary.domain; j++) {
            for (int l = 0; l < lanes; l++, i++) {
                sum[l] += gamma[i] * s[i];
                gammaSum[l] += gamma[i];
            }
        }
        for (int l = 0; l < lanes; l++) {
            double all = sum[l] + lambda[l] * noiseS[l];
            boolean lawful = Math.abs(all - dictionary.range) <= CANCELLED * dictionary.range;
            if (!lawful || lowest(l) < (1 - CANCELLED) / (lambda[l] + gammaSum[l])) {
                evaluateAlone(l);
            }
        }
    }

    /** The smallest s of columns that are not zero. */
    private double lowest(int lane) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < dictionary.domain; j++) {
            if (dictionary.norms[j] > 0) {
                lowest = Math.min(lowest, s[j * lanes + lane]);
            }
        }
        return lowest;
    }

    private void evaluateAlone(int lane) {
        if (steady == null) {
            steady = new DirectEvidence(dictionary, false, planes, new double[v.length][dictionary.rows]);
        }
        DirectEvidence alone = steady;
        for (int c = 0; c < v.length; c++) {
            for (int i = 0; i < dictionary.rows; i++) {
                alone.measurements[c][i] = rowsOfY[c][i][lane];
            }
        }
        alone.lambda[0] = lambda[lane];
        for (int j = 0; j < dictionary.domain; j++) {
            alone.gamma[j] = gamma[j * lanes + lane];
        }
        alone.evaluate();
        for (int j = 0; j < dictionary.domain; j++) {
            int i = j * lanes + lane;
            s[i] = alone.s[j];
            q[i] = alone.q[j];
            for (int p = 0; p < a.length; p++) {
                a[p][i] = alone.a[p][j];
            }
        }
        fit[lane] = alone.fit[0];
        noiseQ[lane] = alone.noiseQ[0];
        noiseS[lane] = alone.noiseS[0];
        steadyLog[lane] = alone.logDeterminant(0);
    }

    @Override
    double logDeterminant(int lane) {
        if (!Double.isNaN(steadyLog[lane])) {
            return steadyLog[lane];
        }
        double log = 0;
        for (double[] pivot : pivots) {
            log += Math.log(pivot[lane]);
        }
        return dictionary.complex ? log / 2 : log;
    }

    /** The lower triangle of Σ; of a complex one in the real form [[Re, −Im], [Im, Re]]. */
    private void fillMatrix() {
        int m = dictionary.range;
        int part = 0;
        for (int i = 0; i < m; i++) {
            for (int k = 0; k <= i; k++, part++) {
                System.arraycopy(parts, part * lanes, inverse[at(i, k)], 0, lanes);
                if (i == k) {
                    add(lanes, inverse[at(i, i)], lambda);
                }
                if (dictionary.complex) {
                    System.arraycopy(inverse[at(i, k)], 0, inverse[at(m + i, m + k)], 0, lanes);
                }
            }
        }
        for (int i = 0; dictionary.complex && i < m; i++) {
            Arrays.fill(inverse[at(m + i, i)], 0, lanes, 0);
            for (int k = 0; k < i; k++, part++) {
                double[] lower = inverse[at(m + i, k)];
                System.arraycopy(parts, part * lanes, lower, 0, lanes);
                negate(lanes, inverse[at(m + k, i)], lower);
            }
        }
    }

    /** v ← Σ⁻¹y, and the sums yᴴv and vᴴv. */
    private void solve() {
        Arrays.fill(fit, 0, lanes, 0);
        Arrays.fill(noiseQ, 0, lanes, 0);
        for (int c = 0; c < v.length; c++) {
            for (int i = 0; i < dictionary.rows; i++) {
                Arrays.fill(sum, 0, lanes, 0);
                for (int k = 0; k < dictionary.rows; k++) {
                    addProduct(lanes, sum, inverse[i >= k ? at(i, k) : at(k, i)], rowsOfY[c][k]);
                }
                addProduct(lanes, fit, sum, rowsOfY[c][i]);
                addProduct(lanes, noiseQ, sum, sum);
                System.arraycopy(sum, 0, v[c], i * lanes, lanes);
            }
        }
        scale(lanes, fit, 1.0 / planes);
        scale(lanes, noiseQ, 1.0 / planes);
    }

    private void trace() {
        Arrays.fill(noiseS, 0, lanes, 0);
        for (int i = 0; i < dictionary.range; i++) {
            add(lanes, noiseS, inverse[at(i, i)]);
        }
    }

    /** The parts of Σ⁻¹ in the order of the products, off-diagonal ones doubled: their product with them is s. */
    private void foldInverse() {
        int part = 0;
        for (int i = 0; i < dictionary.range; i++) {
            for (int k = 0; k <= i; k++, part++) {
                double[] entry = inverse[at(i, k)];
                if (k < i) {
                    scale(lanes, entry, 2);
                }
                System.arraycopy(entry, 0, parts, part * lanes, lanes);
            }
        }
        for (int i = 0; dictionary.complex && i < dictionary.range; i++) {
            for (int k = 0; k < i; k++, part++) {
                double[] entry = inverse[at(dictionary.range + i, k)];
                scale(lanes, entry, 2);
                System.arraycopy(entry, 0, parts, part * lanes, lanes);
            }
        }
    }

    private static int at(int i, int k) {
        return i * (i + 1) / 2 + k;
    }

    private static void add(int lanes, double[] target, double[] x) {
        for (int l = 0; l < lanes; l++) {
            target[l] += x[l];
        }
    }

    private static void negate(int lanes, double[] target, double[] x) {
        for (int l = 0; l < lanes; l++) {
            target[l] = -x[l];
        }
    }

    private static void scale(int lanes, double[] target, double factor) {
        for (int l = 0; l < lanes; l++) {
            target[l] *= factor;
        }
    }

    private static void addProduct(int lanes, double[] target, double[] x, double[] y) {
        for (int l = 0; l < lanes; l++) {
            target[l] += x[l] * y[l];
        }
    }
}
