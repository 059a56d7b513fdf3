package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Activation.LOG;
import static org.gatefold.sparse.autodiff.Activation.RELU;
import static org.gatefold.sparse.autodiff.Activation.SOFTPLUS;
import static org.gatefold.sparse.autodiff.Algebra.concatenate;
import static org.gatefold.sparse.autodiff.Algebra.entries;
import static org.gatefold.sparse.autodiff.Algebra.plus;
import static org.gatefold.sparse.autodiff.Algebra.repeat;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.step;
import static org.gatefold.sparse.autodiff.Algebra.subtract;
import static org.gatefold.sparse.autodiff.Algebra.times;
import static org.gatefold.sparse.autodiff.Norms.l1;
import static org.gatefold.sparse.autodiff.Products.affine;
import static org.gatefold.sparse.autodiff.Products.apply;
import static org.gatefold.sparse.autodiff.Shrinkages.firmThreshold;
import static org.gatefold.sparse.autodiff.Shrinkages.softThresholdOfStep;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Cells;
import org.gatefold.sparse.autodiff.Cells.State;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.io.Options;

/**
 * NA-ALISTA: ALISTA whose step γ and threshold θ come, for every sample and layer, from a recurrent network that sees r
 * = ‖y − Ax‖₁ and u = ‖Wᴴ(y − Ax)‖₁ (Behrens, Sauder and Jung, ICLR 2021, Algorithm 1).
 *
 * <p>(γ, θ) = softplus(U₂ relu(U₁c + b₁) + b₂) with the cell state c, as the authors' code has it; the paper prints
 * softsign. Inputs are standardised by their mean and deviation over the sample batch at x = 0, fixed ever after. Cost
 * of a layer: that of ALISTA and O(H²) a sample.
 *
 * @param cell what remembers: LSTM, GRU, a plain recurrent cell, or a two-layer perceptron without memory
 * @param inputs r, u or both
 * @param hidden H, the width of the cell
 * @param gammaScale γ is the network's output times this
 * @param thetaScale θ is the network's output times this
 * @param relative whether θ is, besides, in units of the mean of |Wᴴ(y − Ax)| over its entries, and the network sees
 *     logarithms: all it does then is equal at every scale of the error, which falls by decades over the layers
 * @param momentum whether the network also emits the weight β of x − (x before), as in HyperLISTA, and a level φ = θ(1
 *     + softplus) from which entries pass unchanged, and with it the size of the selected support; the threshold is
 *     then the firm one and {@code selection} is not used
 */
public record NaAlista(
        int layers,
        AlistaWeights weights,
        SupportSelection selection,
        Cell cell,
        Inputs inputs,
        int hidden,
        double gammaScale,
        double thetaScale,
        boolean relative,
        boolean momentum)
        implements UnrolledModel {
    /** What the recurrent network is told. */
    public enum Inputs {
        R,
        U,
        RU;

        int count() {
            return this == RU ? 2 : 1;
        }
    }

    /** The recurrent network. */
    public enum Cell {
        LSTM(4),
        GRU(3),
        RNN(1),
        MLP(1);

        final int gates;

        Cell(int gates) {
            this.gates = gates;
        }
    }

    @Override
    public String architecture() {
        return "na-alista";
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        Parameters parameters = new Parameters();
        LinearOperator a = sample.problem().operator();
        weights.addTo(parameters, a);
        Tape tape = Tape.inference(parameters);
        Node y = tape.constant(sample.problem().measurements());
        Node features = features(y, l1(weights.adjoint(tape, a, y)));
        addStatistics(parameters, features);
        double bound = 1 / Math.sqrt(hidden);
        int width = cell.gates * hidden;
        parameters.addUniform("cell.input", inputs.count(), width, bound, rng);
        parameters.addUniform("cell.bias", 1, width, bound, rng);
        if (cell != Cell.MLP) {
            parameters.addUniform("cell.hidden", hidden, width, bound, rng);
            parameters.addGaussian("cell.h0", 1, hidden, rng);
        }
        if (cell == Cell.GRU) {
            parameters.addUniform("cell.bias.hidden", 1, width, bound, rng);
        }
        if (cell == Cell.LSTM) {
            parameters.addGaussian("cell.c0", 1, hidden, rng);
        }
        parameters.addUniform("U1", hidden, hidden, bound, rng);
        parameters.addUniform("b1", 1, hidden, bound, rng);
        parameters.addUniform("U2", hidden, outputs(), bound, rng);
        parameters.addUniform("b2", 1, outputs(), bound, rng);
        return parameters;
    }

    private int outputs() {
        return momentum ? 4 : 2;
    }

    private static void addStatistics(Parameters parameters, Node features) {
        int n = features.length();
        float[] shift = new float[n];
        float[] factor = new float[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            double squares = 0;
            for (int s = 0; s < features.count(); s++) {
                double v = features.value()[s * n + i];
                sum += v;
                squares += v * v;
            }
            double mean = sum / features.count();
            shift[i] = (float) -mean;
            factor[i] = (float) (1 / Math.sqrt(Math.max(1e-12, squares / features.count() - mean * mean)));
        }
        parameters.addFixed("input.shift", 1, n, shift).addFixed("input.factor", 1, n, factor);
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        LinearOperator a = problem.operator();
        Node y = tape.constant(problem.measurements());
        Node x = tape.zeros(y.count(), y.planes(), a.domain());
        Node before = x;
        State state = start(tape, y.count());
        for (int k = 0; k < upTo; k++) {
            Node r = subtract(y, apply(a, x));
            Node v = weights.adjoint(tape, a, r);
            Node u = l1(v);
            state = next(tape, standardised(tape, features(r, u)), state);
            Node hidden = RELU.of(affine(state.c(), tape.parameter("U1"), tape.parameter("b1")));
            Node output = affine(hidden, tape.parameter("U2"), tape.parameter("b2"));
            Node gamma = times((float) gammaScale, SOFTPLUS.of(entries(output, 0, 1)));
            Node theta = times((float) thetaScale, SOFTPLUS.of(entries(output, 1, 2)));
            if (relative) {
                theta = scale(theta, times(1f / v.length(), u));
            }
            tape.tell(RESIDUAL, r);
            tape.tell(DIRECTION, v);
            tape.tell(GAMMA, gamma);
            tape.tell(THETA, theta);
            Node last = x;
            if (momentum) {
                Node phi = scale(theta, plus(SOFTPLUS.of(entries(output, 3, 4)), 1));
                x = firmThreshold(step(step(x, gamma, v), entries(output, 2, 3), subtract(x, before)), theta, phi);
            } else {
                x = softThresholdOfStep(x, gamma, v, theta, selection.count(k, layers));
            }
            before = last;
            tape.layer(x, before, state.h(), state.c());
        }
        return x;
    }

    private Node features(Node r, Node u) {
        Node norms =
                switch (inputs) {
                    case R -> l1(r);
                    case U -> u;
                    case RU -> concatenate(l1(r), u);
                };
        // A sample that is zero has no logarithm.
        return relative ? LOG.of(plus(norms, Float.MIN_NORMAL)) : norms;
    }

    private static Node standardised(Tape tape, Node features) {
        return scale(tape.parameter("input.factor"), plus(features, tape.parameter("input.shift")));
    }

    private State start(Tape tape, int count) {
        if (cell == Cell.MLP) {
            Node none = tape.zeros(count, 1, hidden);
            return new State(none, none);
        }
        Node h = repeat(tape.parameter("cell.h0"), count);
        return new State(h, cell == Cell.LSTM ? repeat(tape.parameter("cell.c0"), count) : h);
    }

    private State next(Tape tape, Node input, State state) {
        Node wx = tape.parameter("cell.input");
        Node b = tape.parameter("cell.bias");
        if (cell == Cell.MLP) {
            Node h = RELU.of(affine(input, wx, b));
            return new State(h, h);
        }
        Node wh = tape.parameter("cell.hidden");
        if (cell == Cell.LSTM) {
            return Cells.lstm(input, state, wx, wh, b);
        }
        Node h = cell == Cell.GRU
                ? Cells.gru(input, state.h(), wx, wh, b, tape.parameter("cell.bias.hidden"))
                : Cells.recurrent(input, state.h(), wx, wh, b);
        return new State(h, h);
    }

    @Override
    public boolean anyOperator() {
        return weights.anyOperator();
    }

    @Override
    public Map<String, String> settings() {
        return AlistaFamily.settings(
                layers,
                weights,
                selection,
                Options.of(
                        "cell", cell,
                        "inputs", inputs,
                        "hidden", hidden,
                        "gamma-scale", gammaScale,
                        "theta-scale", thetaScale,
                        "relative", relative,
                        "momentum", momentum));
    }
}
