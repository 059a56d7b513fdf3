package org.gatefold.photometric.depth;

/**
 * Preconditioned conjugate gradients for Az = b, A an {@link EdgeSystem}. The system is singular but consistent, which
 * the method stands: what it lets grow in the null space are the offsets of the pieces.
 */
final class ConjugateGradients {
    /** Approximates A⁻¹. */
    @FunctionalInterface
    interface Preconditioner {
        void apply(double[] residual, double[] step);
    }

    private final double[] residual;
    private final double[] conditioned;
    private final double[] direction;
    private final double[] image;

    ConjugateGradients(int count) {
        residual = new double[count];
        conditioned = new double[count];
        direction = new double[count];
        image = new double[count];
    }

    /**
     * Improves z until ‖b − Az‖ ≤ tolerance·‖b‖.
     *
     * @return the number of iterations, at most {@code iterations}
     */
    int solve(EdgeSystem a, Preconditioner preconditioner, double[] b, double[] z, double tolerance, int iterations) {
        a.apply(z, image);
        for (int p = 0; p < b.length; p++) {
            residual[p] = b[p] - image[p];
        }
        double bound = tolerance * tolerance * dot(b, b);
        double energy = 0;
        for (int k = 0; k < iterations; k++) {
            if (dot(residual, residual) <= bound) {
                return k;
            }
            preconditioner.apply(residual, conditioned);
            double next = dot(residual, conditioned);
            double memory = k == 0 ? 0 : next / energy;
            energy = next;
            for (int p = 0; p < b.length; p++) {
                direction[p] = conditioned[p] + memory * direction[p];
            }
            a.apply(direction, image);
            double curvature = dot(direction, image);
            if (!(curvature > 0)) {
                return k;
            }
            double step = energy / curvature;
            for (int p = 0; p < b.length; p++) {
                z[p] += step * direction[p];
                residual[p] -= step * image[p];
            }
        }
        return iterations;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int p = 0; p < x.length; p++) {
            sum += x[p] * y[p];
        }
        return sum;
    }
}
