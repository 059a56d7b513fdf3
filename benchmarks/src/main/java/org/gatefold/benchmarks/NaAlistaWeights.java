package org.gatefold.benchmarks;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.kernel.Blas;

/**
 * NA-ALISTA (Behrens et al. 2021, algorithm 1, with the softplus of the released code): r = Φx − y and u = Wᵀr; an LSTM
 * on the standardised (‖r‖₁, ‖u‖₁) whose cell state gives (γ, θ) = softplus(U₂ relu(U₁c)); x ← η_θ(x − γu), where the
 * entries strictly above the pₖ-th largest magnitude bypass the threshold.
 *
 * @param gatesOfFeatures 2×4H, gates in the order input, forget, candidate, output
 * @param gatesOfState H×4H
 * @param gateBias 1×4H
 * @param hiddenWeights H×H
 * @param hiddenBias 1×H
 * @param outputWeights H×2, for (γ, θ)
 * @param outputBias 1×2
 * @param cell 1×H, c₀
 * @param state 1×H, h₀
 * @param featureMeans of ‖r‖₁ and ‖u‖₁, not trained
 * @param featureDeviations of ‖r‖₁ and ‖u‖₁, not trained
 * @param bypass pₖ, as counts; its length is the number of layers
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record NaAlistaWeights(
        Matrix gatesOfFeatures,
        Matrix gatesOfState,
        Matrix gateBias,
        Matrix hiddenWeights,
        Matrix hiddenBias,
        Matrix outputWeights,
        Matrix outputBias,
        Matrix cell,
        Matrix state,
        Matrix featureMeans,
        Matrix featureDeviations,
        int[] bypass) {
    private static final double SPARSITY = 50;
    private static final float SATURATED = 20;

    /**
     * A random network whose outputs are those of {@code schedule} but for small deviations: the first cell counts the
     * layers in halves, and hidden units with a kink at each layer interpolate γ and θ between them.
     */
    public static NaAlistaWeights draw(RandomGenerator rng, Workload workload, AlistaWeights schedule, int hidden) {
        double bound = 1 / Math.sqrt(hidden);
        float[] means = new float[2];
        float[] deviations = new float[2];
        standardise(workload, means, deviations);
        NaAlistaWeights weights = new NaAlistaWeights(
                Matrix.uniform(rng, 2, 4 * hidden, bound),
                Matrix.uniform(rng, hidden, 4 * hidden, bound),
                Matrix.uniform(rng, 1, 4 * hidden, bound),
                Matrix.uniform(rng, hidden, hidden, bound),
                Matrix.uniform(rng, 1, hidden, bound),
                Matrix.uniform(rng, hidden, 2, 0.1 * bound),
                Matrix.row(0, 0),
                Matrix.gaussianRow(rng, hidden),
                Matrix.gaussianRow(rng, hidden),
                Matrix.row(means),
                Matrix.row(deviations),
                schedule.bypass());
        weights.count();
        weights.follow(schedule.steps(), 0);
        weights.follow(schedule.thresholds(), 1);
        return weights;
    }

    /** Makes the first cell k/2 after layer k = 1, 2 …: forget gate 1, input gate ½, candidate 1. */
    private void count() {
        int h = hidden();
        float[] gates = {0, SATURATED, SATURATED};
        for (int gate = 0; gate < gates.length; gate++) {
            gatesOfFeatures.clearColumn(gate * h);
            gatesOfState.clearColumn(gate * h);
            gateBias.values()[gate * h] = gates[gate];
        }
        cell.values()[0] = 0;
        for (int k = 0; k < layers(); k++) {
            hiddenWeights.clearColumn(k);
            hiddenWeights.values()[k] = 1;
            hiddenBias.values()[k] = k == 0 ? 0 : -k / 2f;
        }
    }

    /** Interpolates an output through the schedule by the hidden units relu(c − k/2). */
    private void follow(float[] schedule, int output) {
        double slope = 0;
        for (int k = 0; k < layers(); k++) {
            double before = k == 0 ? 0 : inverseSoftplus(schedule[k - 1]);
            double wanted = 2 * (inverseSoftplus(schedule[k]) - before);
            outputWeights.values()[2 * k + output] = (float) (wanted - slope);
            slope = wanted;
        }
    }

    /** The counts p = linspace((1.2·S)//K, 1.2·S, K). */
    public static int[] bypass(int layers) {
        double last = 1.2 * SPARSITY;
        double first = Math.floor(last / layers);
        int[] counts = new int[layers];
        for (int k = 0; k < layers; k++) {
            counts[k] = (int) (layers == 1 ? first : first + (last - first) * k / (layers - 1));
        }
        return counts;
    }

    private static double inverseSoftplus(double value) {
        return Math.log(Math.expm1(value));
    }

    /** Means and deviations of the two norms in the first layer, where r = −y. */
    private static void standardise(Workload workload, float[] means, float[] deviations) {
        int count = Math.min(512, workload.count());
        int m = workload.m();
        int n = workload.n();
        float[] y = Arrays.copyOf(workload.measurements().data(), count * m);
        float[] u = new float[count * n];
        Blas.multiply(count, n, m, y, workload.analytic().values(), u);
        float[][] all = {y, u};
        for (int f = 0; f < 2; f++) {
            int length = all[f].length / count;
            double sum = 0;
            double squares = 0;
            for (int s = 0; s < count; s++) {
                double norm = 0;
                for (int i = s * length; i < (s + 1) * length; i++) {
                    norm += Math.abs(all[f][i]);
                }
                sum += norm;
                squares += norm * norm;
            }
            means[f] = (float) (sum / count);
            deviations[f] = (float) Math.sqrt(squares / count - means[f] * means[f]);
        }
    }

    public int layers() {
        return bypass.length;
    }

    public int hidden() {
        return cell.columns();
    }

    private double networkOperations(int count) {
        double h = hidden();
        return 2.0 * count * layers() * (4 * h * (h + 2) + h * (h + 2));
    }

    /** Floating-point operations of a forward pass, zeros counted like any number; the first layer has no Φx. */
    public double forwardOperations(int count, int m, int n) {
        return 2.0 * count * m * n * (2 * layers() - 1) + networkOperations(count);
    }

    /** The same of a training step: back through both products, and three products for each one of the network. */
    public double trainingOperations(int count, int m, int n) {
        return 2.0 * count * m * n * (4 * layers() - 3) + 3 * networkOperations(count);
    }
}
