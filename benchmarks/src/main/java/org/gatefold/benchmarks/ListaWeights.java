package org.gatefold.benchmarks;

import java.util.Arrays;
import java.util.Objects;
import org.gatefold.sparse.kernel.Blas;

/**
 * LISTA with weights shared by its layers: {@code x⁽ᵏ⁺¹⁾ = η_θₖ(W_b y + W_x x⁽ᵏ⁾)} from x = 0, written for rows:
 * {@code x ← η(y·input + x·recurrent)}.
 *
 * @param input m×n, the transpose of W_b
 * @param recurrent n×n, the transpose of W_x
 * @param thresholds one a layer
 */
public record ListaWeights(Matrix input, Matrix recurrent, Matrix thresholds) {
    private static final double LAMBDA = 0.4;

    /** ISTA with λ = 0.4: W_b = Φᵀ/L, W_x = I − ΦᵀΦ/L, θ = λ/L, L = ‖Φ‖². */
    public static ListaWeights ista(Workload workload, int layers) {
        int m = workload.m();
        int n = workload.n();
        double lipschitz = Math.pow(workload.dictionary().norm(), 2);
        double[] phi = workload.dictionary().re();
        double[] gram = new double[n * n];
        Blas.transposedMultiply(n, n, m, phi, phi, gram);
        float[] recurrent = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                recurrent[i * n + j] = (float) ((i == j ? 1 : 0) - gram[i * n + j] / lipschitz);
            }
        }
        float[] input = new float[m * n];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) (phi[i] / lipschitz);
        }
        float[] thresholds = new float[layers];
        Arrays.fill(thresholds, (float) (LAMBDA / lipschitz));
        return new ListaWeights(new Matrix(m, n, input), new Matrix(n, n, recurrent), Matrix.row(thresholds));
    }

    /**
     * The ALISTA without bypass whose last layer is best for the data, with one step and with thresholds in one ratio
     * to the spread of the residual: W_b = γWᵀ, W_x = I − γWᵀΦ with the analytic W. The start of {@link #ista}, and
     * thresholds that are best for their own layer, leave iterates far from sparse; training for the last layer does
     * not.
     */
    public static ListaWeights alista(Workload workload, int layers) {
        double least = Double.POSITIVE_INFINITY;
        AlistaWeights best = null;
        for (double fraction : GreedyAlista.STEPS) {
            for (double relative : GreedyAlista.THRESHOLDS) {
                GreedyAlista pair = new GreedyAlista(workload);
                AlistaWeights tuned = pair.tune(new int[layers], new double[] {fraction}, new double[] {relative});
                if (best == null || pair.error() < least) {
                    least = pair.error();
                    best = tuned;
                }
            }
        }
        return of(workload, Objects.requireNonNull(best));
    }

    private static ListaWeights of(Workload workload, AlistaWeights alista) {
        int m = workload.m();
        int n = workload.n();
        float step = alista.steps()[0];
        Matrix input = workload.analytic().map(v -> step * v);
        float[] recurrent = new float[n * n];
        Blas.multiply(n, n, m, workload.phi().transposed().values(), input.values(), recurrent);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                recurrent[i * n + j] = (i == j ? 1 : 0) - recurrent[i * n + j];
            }
        }
        return new ListaWeights(input, new Matrix(n, n, recurrent), Matrix.row(alista.thresholds()));
    }

    public int layers() {
        return thresholds.columns();
    }

    /** Floating-point operations of a forward pass over {@code count} samples, zeros counted like any number. */
    public double forwardOperations(int count) {
        double n = recurrent.rows();
        return 2.0 * count * n * (input.rows() + (layers() - 1) * n);
    }

    /** The same of a training step: the derivatives by W_b, and in every later layer by W_x and by x. */
    public double trainingOperations(int count) {
        double n = recurrent.rows();
        return 2.0 * count * n * (2 * input.rows() + 3 * (layers() - 1) * n);
    }
}
