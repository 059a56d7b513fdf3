package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.kernel.Blas;

/**
 * The evidence of variances γ and noise variances λ for several problems ("lanes") with one dictionary, and what every
 * update rule needs of it: with {@code Σ = λI + ΦΓΦᴴ}, {@code sⱼ = φⱼᴴΣ⁻¹φⱼ}, {@code aⱼ = φⱼᴴΣ⁻¹y} and {@code qⱼ =
 * |aⱼ|²} averaged over the planes.
 *
 * <p>Arrays hold row after row of {@code lanes} values: γⱼ of lane l is {@code gamma[j·lanes + l]}. Vectors in the
 * range are stacks [Re; Im] of {@code dictionary.rows} rows, one array a snapshot (a plane, if Φ is real); vectors in
 * the domain are one array a plane. Units: unit columns, and measurements scaled to mean square 1.
 */
abstract class Evidence {
    final SblDictionary dictionary;
    /** Real numbers per entry of the problem, the number of terms in the averages. */
    final int planes;

    int lanes;
    final double[][] measurements;
    final double[] gamma;
    final double[] lambda;
    final double[] s;
    final double[] q;
    final double[][] a;
    /** yᴴΣ⁻¹y, averaged over the planes. */
    final double[] fit;
    /** ‖Σ⁻¹y‖², averaged over the planes: what q is for an index, for the noise. */
    final double[] noiseQ;
    /** tr Σ⁻¹: what s is for an index, for the noise. */
    final double[] noiseS;

    private final double[] turned;
    private final double[] image;

    Evidence(SblDictionary dictionary, int planes, int lanes, double[][] measurements) {
        this.dictionary = dictionary;
        this.planes = planes;
        this.lanes = lanes;
        this.measurements = measurements;
        int n = dictionary.domain * lanes;
        int held = measurements.length * (dictionary.complex ? 2 : 1);
        gamma = new double[n];
        lambda = new double[lanes];
        s = new double[n];
        q = new double[n];
        a = new double[held][n];
        fit = new double[lanes];
        noiseQ = new double[lanes];
        noiseS = new double[lanes];
        turned = new double[dictionary.rows * lanes];
        image = new double[dictionary.rows * lanes];
    }

    /** Brings s, a, q and the sums up to date with γ and λ. */
    abstract void evaluate();

    /** log|Σ| of a lane at the last evaluation. */
    abstract double logDeterminant(int lane);

    /** The cost (5) over all planes, in the scaled units: Σ yᴴΣ⁻¹y + planes·log|Σ|. */
    final double cost(int lane) {
        return planes * (fit[lane] + logDeterminant(lane));
    }

    /** Goes on with the lanes {@code kept}, in ascending order, as lanes 0, 1, …; the others are gone. */
    void retain(int[] kept) {
        retain(gamma, lanes, kept);
        retain(lambda, lanes, kept);
        retain(s, lanes, kept);
        retain(q, lanes, kept);
        retain(fit, lanes, kept);
        retain(noiseQ, lanes, kept);
        retain(noiseS, lanes, kept);
        for (double[] plane : a) {
            retain(plane, lanes, kept);
        }
        for (double[] column : measurements) {
            retain(column, lanes, kept);
        }
        lanes = kept.length;
    }

    static void retain(double[] values, int lanes, int[] kept) {
        int rows = lanes == 0 ? 0 : values.length / lanes;
        int to = 0;
        for (int r = 0; r < rows; r++) {
            for (int l : kept) {
                values[to++] = values[r * lanes + l];
            }
        }
    }

    /** x ← Φᴴv for snapshots v; the imaginary part is that of the stack turned by −i. */
    final void adjoint(double[][] v, double[][] x) {
        int half = dictionary.range * lanes;
        for (int c = 0; c < v.length; c++) {
            if (!dictionary.complex) {
                Blas.transposedMultiply(dictionary.domain, lanes, dictionary.rows, dictionary.stacked, v[c], x[c]);
                continue;
            }
            Blas.transposedMultiply(dictionary.domain, lanes, dictionary.rows, dictionary.stacked, v[c], x[2 * c]);
            for (int i = 0; i < half; i++) {
                turned[i] = v[c][half + i];
                turned[half + i] = -v[c][i];
            }
            Blas.transposedMultiply(
                    dictionary.domain, lanes, dictionary.rows, dictionary.stacked, turned, x[2 * c + 1]);
        }
    }

    /** v ← Φx for planes x. */
    final void apply(double[][] x, double[][] v) {
        int half = dictionary.range * lanes;
        for (int c = 0; c < v.length; c++) {
            int plane = dictionary.complex ? 2 * c : c;
            Blas.multiply(dictionary.rows, lanes, dictionary.domain, dictionary.stacked, x[plane], v[c]);
            if (dictionary.complex) {
                Blas.multiply(dictionary.rows, lanes, dictionary.domain, dictionary.stacked, x[plane + 1], image);
                for (int i = 0; i < half; i++) {
                    v[c][i] -= image[half + i];
                    v[c][half + i] += image[i];
                }
            }
        }
    }

    /** q from a. */
    final void power() {
        int n = dictionary.domain * lanes;
        Arrays.fill(q, 0, n, 0);
        for (double[] plane : a) {
            addSquares(n, q, plane);
        }
        double share = 1.0 / planes;
        for (int i = 0; i < n; i++) {
            q[i] *= share;
        }
    }

    private static void addSquares(int n, double[] q, double[] plane) {
        for (int i = 0; i < n; i++) {
            q[i] += plane[i] * plane[i];
        }
    }
}
