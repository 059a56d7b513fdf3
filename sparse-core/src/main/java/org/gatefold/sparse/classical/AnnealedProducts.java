package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.Lapack;

/**
 * What all samples of one noise variance have in common in each layer of {@link AnnealedPropagation}: {@code G =
 * AᴴC⁻¹A} with {@code C = hσ²I + bAAᴴ}, b the variance of the background, and for each sample {@code AᴴC⁻¹y}. One
 * decomposition {@code AAᴴ = U diag(λ) Uᴴ} and T = UᴴA serve all layers.
 */
final class AnnealedProducts {
    final int domain;
    private final int range;
    private final double noise;
    private final double variance;
    private final Annealing annealing;
    private final double[] lambda;

    /** U as a real operator on rows [Re | Im]: a row times it is Uᴴy. */
    private final double[] rotation;

    /** [Re T; Im T], 2M×N. */
    private final double[] stacked;

    private final double[][] re;
    private final double[][] im;

    /** @param variance ρv, of an entry of which nothing is known */
    AnnealedProducts(Atoms atoms, double noise, double variance, Annealing annealing) {
        this.domain = atoms.domain();
        this.range = atoms.range();
        this.noise = noise;
        this.variance = variance;
        this.annealing = annealing;
        double[] a = stackedColumns(atoms);
        double[] vectors = outer(a);
        lambda = Lapack.hermitianEigen(range, vectors);
        rotation = new double[4 * range * range];
        double[] left = new double[4 * range * range];
        for (int m = 0; m < range; m++) {
            for (int r = 0; r < range; r++) {
                double u = vectors[2 * (m * range + r)];
                double v = vectors[2 * (m * range + r) + 1];
                rotation[m * 2 * range + r] = u;
                rotation[m * 2 * range + range + r] = -v;
                rotation[(range + m) * 2 * range + r] = v;
                rotation[(range + m) * 2 * range + range + r] = u;
            }
        }
        for (int i = 0; i < 2 * range; i++) {
            for (int j = 0; j < 2 * range; j++) {
                left[j * 2 * range + i] = rotation[i * 2 * range + j];
            }
        }
        stacked = new double[2 * range * domain];
        Blas.multiply(2 * range, domain, 2 * range, left, a, stacked);
        int layers = annealing.layers().size();
        re = new double[layers][];
        im = new double[layers][];
        for (int t = 0; t < layers; t++) {
            gram(t);
        }
    }

    /** [Re A; Im A]. */
    private static double[] stackedColumns(Atoms atoms) {
        int range = atoms.range();
        int domain = atoms.domain();
        double[] a = new double[2 * range * domain];
        for (int j = 0; j < domain; j++) {
            for (int i = 0; i < atoms.width(); i++) {
                a[i * domain + j] = atoms.columns()[j * atoms.width() + i];
            }
        }
        return a;
    }

    /** AAᴴ, interleaved. */
    private double[] outer(double[] a) {
        double[] products = new double[4 * range * range];
        Blas.multiplyTransposed(2 * range, 2 * range, domain, a, a, products);
        double[] outer = new double[2 * range * range];
        for (int i = 0; i < range; i++) {
            for (int j = 0; j < range; j++) {
                outer[2 * (i * range + j)] =
                        products[i * 2 * range + j] + products[(range + i) * 2 * range + range + j];
                outer[2 * (i * range + j) + 1] =
                        products[(range + i) * 2 * range + j] - products[i * 2 * range + range + j];
            }
        }
        return outer;
    }

    private double weight(int layer, int r) {
        Annealing.Layer l = annealing.layers().get(layer);
        return 1 / (l.heat() * noise + l.background() * variance * Math.max(0, lambda[r]));
    }

    private void gram(int layer) {
        double[] rooted = new double[stacked.length];
        for (int r = 0; r < range; r++) {
            double root = Math.sqrt(weight(layer, r));
            for (int j = 0; j < domain; j++) {
                rooted[r * domain + j] = root * stacked[r * domain + j];
                rooted[(range + r) * domain + j] = root * stacked[(range + r) * domain + j];
            }
        }
        re[layer] = new double[domain * domain];
        Blas.transposedMultiply(domain, domain, 2 * range, rooted, rooted, re[layer]);
        double[] real = java.util.Arrays.copyOf(rooted, range * domain);
        double[] imaginary = java.util.Arrays.copyOfRange(rooted, range * domain, 2 * range * domain);
        double[] cross = new double[domain * domain];
        Blas.transposedMultiply(domain, domain, range, real, imaginary, cross);
        im[layer] = new double[domain * domain];
        for (int i = 0; i < domain; i++) {
            for (int j = 0; j < domain; j++) {
                im[layer][i * domain + j] = cross[i * domain + j] - cross[j * domain + i];
            }
        }
    }

    /** Re G, row i from {@code i·N}; only to be read. */
    double[] re(int layer) {
        return re[layer];
    }

    double[] im(int layer) {
        return im[layer];
    }

    /**
     * Uᴴy of snapshots of samples.
     *
     * @param lanes planes of a snapshot, 2 for complex data, else 1
     * @return rows [Re | Im] of 2M numbers, snapshot after snapshot
     */
    double[] rotated(Batch y, int from, int to, int lanes) {
        int rows = (to - from) * y.planes() / lanes;
        double[] rowsIn = new double[rows * 2 * range];
        int width = lanes * range;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < width; i++) {
                rowsIn[r * 2 * range + i] = y.data()[from * y.stride() + r * width + i];
            }
        }
        double[] out = new double[rowsIn.length];
        Blas.multiply(rows, 2 * range, 2 * range, rowsIn, rotation, out);
        return out;
    }

    /** AᴴC⁻¹y of a layer from {@link #rotated}: rows [Re | Im] of 2N numbers. */
    double[] matched(int layer, double[] rotated) {
        int rows = rotated.length / (2 * range);
        double[] weighed = new double[rotated.length];
        double[] turned = new double[rotated.length];
        for (int r = 0; r < rows; r++) {
            for (int m = 0; m < range; m++) {
                double w = weight(layer, m);
                double a = w * rotated[r * 2 * range + m];
                double b = w * rotated[r * 2 * range + range + m];
                weighed[r * 2 * range + m] = a;
                weighed[r * 2 * range + range + m] = b;
                turned[r * 2 * range + m] = b;
                turned[r * 2 * range + range + m] = -a;
            }
        }
        double[] real = new double[rows * domain];
        double[] imaginary = new double[rows * domain];
        Blas.multiply(rows, domain, 2 * range, weighed, stacked, real);
        Blas.multiply(rows, domain, 2 * range, turned, stacked, imaginary);
        double[] matched = new double[2 * rows * domain];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(real, r * domain, matched, 2 * r * domain, domain);
            System.arraycopy(imaginary, r * domain, matched, (2 * r + 1) * domain, domain);
        }
        return matched;
    }
}
