package org.gatefold.sparse.learned;

import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * The iteration a recurrent network of LSTM cells starts as, if it is told the dictionary: x ← x + γAᵀ(y − Ax), with
 * the positive and the negative parts of x in units of their own.
 *
 * <p>Unit j of the first layer and unit N + j have the pre-activations z and −z of entry j of {@code z = γAᵀy + (I −
 * γAᵀA)(h₊ − h₋)}, both of the candidate and, less a threshold and steeper, of the input gate, so that {@code h =
 * tanh(σ(κ(z − θ))·tanh z)} is a smooth one-sided shrinkage; memories are nearly closed. The layers above hand h on,
 * and the score of an index is h₊ + h₋, later steps weighing more. Random weights remain, at a tenth of their usual
 * size.
 *
 * @param columns ±γA side by side, inputs×2N
 * @param coupling ±(I − γAᵀA), 2N×2N
 */
@SuppressWarnings("ArrayRecordComponent")
record IterativeStart(float[] columns, float[] coupling, int inputs, int units) {
    /** How much the random weights are left. */
    static final float RANDOM = 0.1f;

    /** What a gate starts at that is open, before the logistic function. */
    static final float OPEN = 2.5f;

    /** Slope κ of the input gate, and κθ. */
    static final float STEEP = 10;

    static final float THRESHOLD = 1;

    /** Size of γAᵀy before the tanh, measurements having mean square 1. */
    private static final double SIZE = 0.5;

    /** Slope of what a layer hands on, and size of the scores. */
    static final float UP = 1.5f;

    private static final float LOUDNESS = 8;

    /** @throws IllegalArgumentException if measurements have several planes */
    static IterativeStart of(NetworkInput input, LabelledProblem sample) {
        int planes = sample.problem().measurements().planes();
        if (planes > 1) {
            throw new IllegalArgumentException(
                    "a network that starts as an iteration needs real measurements of one plane, found " + planes);
        }
        DenseOperator a = input.dictionary(sample);
        int m = a.range();
        int n = a.domain();
        double step = 1 / (a.norm() * a.norm());
        float[] columns = new float[m * 2 * n];
        float[] coupling = new float[4 * n * n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < m; i++) {
                float value = (float) (SIZE * step * a.re()[i * n + j]);
                columns[i * 2 * n + j] = value;
                columns[i * 2 * n + n + j] = -value;
            }
            for (int k = 0; k < n; k++) {
                double product = 0;
                for (int i = 0; i < m; i++) {
                    product += a.re()[i * n + j] * a.re()[i * n + k];
                }
                float value = (float) ((j == k ? 1 : 0) - step * product);
                coupling[j * 2 * n + k] = value;
                coupling[j * 2 * n + n + k] = -value;
                coupling[(n + j) * 2 * n + k] = -value;
                coupling[(n + j) * 2 * n + n + k] = value;
            }
        }
        return new IterativeStart(columns, coupling, m, 2 * n);
    }

    /** Leaves a tenth of a matrix or bias. */
    static void quieten(Parameter random) {
        for (int i = 0; i < random.size(); i++) {
            random.values()[i] *= RANDOM;
        }
    }

    /** Adds a number to the entries {@code from ≤ i < from + count} of a bias. */
    static void shift(Parameter bias, int from, int count, float value) {
        for (int i = from; i < from + count; i++) {
            bias.values()[i] += value;
        }
    }

    /** Adds factor·[what y sends] to the columns of a matrix that begin at {@code column}. */
    void addColumns(Parameter matrix, int column, float factor) {
        add(columns, inputs, matrix, column, factor);
    }

    /** Adds factor·[what h sends] to the columns of a matrix that begin at {@code column}. */
    void addCoupling(Parameter matrix, int column, float factor) {
        add(coupling, units, matrix, column, factor);
    }

    private void add(float[] block, int rows, Parameter matrix, int column, float factor) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < units; j++) {
                matrix.values()[i * matrix.columns() + column + j] += factor * block[i * units + j];
            }
        }
    }

    /** Hands every unit on to that above it. */
    void addIdentity(Parameter matrix, int column) {
        for (int i = 0; i < units; i++) {
            matrix.values()[i * matrix.columns() + column + i] += UP;
        }
    }

    /** What the units say of their index after step {@code k} of {@code steps}. */
    void addReadout(Parameter matrix, int k, int steps) {
        float share = LOUDNESS * 2 * (k + 1) / (steps * (steps + 1));
        for (int i = 0; i < units; i++) {
            matrix.values()[i * matrix.columns() + i % (units / 2)] += share;
        }
    }
}
