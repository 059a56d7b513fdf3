package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Algebra.repeat;
import static org.gatefold.sparse.autodiff.Products.affine;
import static org.gatefold.sparse.autodiff.Products.multiply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Cells;
import org.gatefold.sparse.autodiff.Cells.State;
import org.gatefold.sparse.autodiff.GatedFeedback;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.SupportFit;
import org.gatefold.sparse.io.Options;

/**
 * Stacked LSTM and GRU layers that classify the support, with and without gated feedback: the networks of He, Xin,
 * Ikehata and Wipf, "From Bayesian sparsity to gated recurrent nets", NIPS 2017, section 3, with the sizes of the
 * authors' code.
 *
 * <p>The first layer is fed the measurements at every step, each further one the states of that below; states start at
 * 0. The scores after step k are {@code b + Σ_{t ≤ k} h_t V_t} over the states h of the top layer: after the last step
 * a linear function of all of them side by side. With feedback every layer also hears all layers, see
 * {@link GatedFeedback}. They are trained by the support loss; amplitudes are least squares by {@link SupportFit}.
 *
 * <p>Departures: measurements are put before the network by {@link NetworkInput}; forget gates start open (bias 1);
 * biases that only add to each other are one. Cost of a step of gated feedback with S layers of H units: about (S³ +
 * 2S² + 6S − 4)H² multiply-adds a sample, 24H² for two layers; of plain LSTM layers (8S − 4)H².
 *
 * @param kind the cell, with or without feedback
 * @param units H
 * @param steps recurrent steps
 * @param stack layers on each other
 * @param whiten whether the measurements are whitened
 * @param informed whether it starts as an iteration with the dictionary, {@link IterativeStart}; LSTM cells with at
 *     least 2N units alone can, and for real measurements of one plane
 */
public record RecurrentNet(Kind kind, int units, int steps, int stack, boolean whiten, boolean informed)
        implements UnrolledModel {
    /** With the number of a layer, from 0: its state h after a step, as it tells its tape. */
    public static final String STATE = "state-";

    /** What the network is made of; the architecture has its name. */
    public enum Kind {
        LSTM(false),
        GRU(false),
        GFLSTM(true),
        GFGRU(true);

        final boolean feedback;

        Kind(boolean feedback) {
            this.feedback = feedback;
        }

        boolean lstm() {
            return this == LSTM || this == GFLSTM;
        }
    }

    public RecurrentNet {
        if (informed && !kind.lstm()) {
            throw new IllegalArgumentException("only LSTM cells can start as an iteration");
        }
    }

    @Override
    public String architecture() {
        return Options.word(kind);
    }

    @Override
    public int layers() {
        return steps;
    }

    private NetworkInput input() {
        return new NetworkInput(whiten);
    }

    /** Blocks of H columns a layer hears of its input, and of its own state. */
    private int blocks() {
        int cellGates = kind.lstm() ? 3 : 2;
        return 1 + cellGates + (kind.feedback ? stack : 0);
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        Parameters parameters = new Parameters();
        input().addTo(parameters, sample);
        double bound = 1 / Math.sqrt(units);
        int width = blocks() * units;
        for (int l = 0; l < stack; l++) {
            int inputs = l == 0 ? input().length(sample) : units;
            parameters.addUniform(input(l), inputs, width, 1 / Math.sqrt(inputs), rng);
            parameters.addUniform(bias(l), 1, width, bound, rng);
            openForgetGates(parameters.at(bias(l)));
            for (int k = 0; k < stack; k++) {
                if (k == l || kind.feedback) {
                    parameters.addUniform(feedback(k, l), units, k == l ? width : (1 + stack) * units, bound, rng);
                }
            }
            if (kind == Kind.GRU) {
                parameters.addUniform("hidden.bias-" + l, 1, width, bound, rng);
            }
        }
        int domain = sample.truth().length();
        for (int k = 0; k < steps; k++) {
            parameters.addUniform("readout." + k, units, domain, 1 / Math.sqrt(steps * units), rng);
        }
        parameters.add("readout.bias", new float[domain]);
        if (informed) {
            inform(parameters, IterativeStart.of(input(), sample));
        }
        return parameters;
    }

    private void inform(Parameters parameters, IterativeStart start) {
        if (start.units() > units) {
            throw new IllegalArgumentException(
                    "a network that starts as an iteration needs " + start.units() + " units, found " + units);
        }
        for (Parameter p : parameters) {
            if (p.trainable()) {
                IterativeStart.quieten(p);
            }
        }
        int candidate = units * (kind.feedback ? 0 : 2);
        int in = units * (kind.feedback ? 1 + stack : 0);
        int forget = in + units;
        int out = units * (kind.feedback ? 3 + stack : 3);
        for (int l = 0; l < stack; l++) {
            Parameter bias = parameters.at(bias(l));
            IterativeStart.shift(bias, in, units, l == 0 ? -IterativeStart.THRESHOLD : IterativeStart.OPEN);
            IterativeStart.shift(bias, forget, units, -IterativeStart.OPEN);
            IterativeStart.shift(bias, out, units, IterativeStart.OPEN);
            if (kind.feedback) {
                IterativeStart.shift(bias, units, stack * units, IterativeStart.OPEN);
            }
            if (l > 0) {
                start.addIdentity(parameters.at(input(l)), candidate);
            }
        }
        start.addColumns(parameters.at(input(0)), candidate, 1);
        start.addColumns(parameters.at(input(0)), in, IterativeStart.STEEP);
        start.addCoupling(parameters.at(feedback(0, 0)), candidate, 1);
        start.addCoupling(parameters.at(feedback(0, 0)), in, IterativeStart.STEEP);
        for (int k = 0; k < steps; k++) {
            start.addReadout(parameters.at("readout." + k), k, steps);
        }
    }

    private void openForgetGates(Parameter bias) {
        if (kind.lstm()) {
            int forget = kind.feedback ? 2 + stack : 1;
            for (int i = forget * units; i < (forget + 1) * units; i++) {
                bias.values()[i] += 1;
            }
        }
    }

    private static String input(int l) {
        return "input-" + l;
    }

    private static String bias(int l) {
        return "bias-" + l;
    }

    private static String feedback(int from, int to) {
        return "hidden-" + from + "-" + to;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        Node x = input().stacked(tape, problem);
        Node fromY = tape.keep(affine(x, tape.parameter(input(0)), tape.parameter(bias(0))));
        List<State> states = new ArrayList<>();
        for (int l = 0; l < stack; l++) {
            Node zero = tape.zeros(x.count(), 1, units);
            states.add(new State(zero, zero));
        }
        Node scores = repeat(tape.parameter("readout.bias"), x.count());
        for (int k = 0; k < upTo; k++) {
            List<State> next = new ArrayList<>();
            for (int l = 0; l < stack; l++) {
                Node fromBelow =
                        l == 0 ? fromY : affine(next.get(l - 1).h(), tape.parameter(input(l)), tape.parameter(bias(l)));
                next.add(
                        kind.feedback
                                ? gatedStep(tape, fromBelow, states, l, k == 0)
                                : step(tape, fromBelow, states, l));
            }
            states = next;
            Node top = states.get(stack - 1).h();
            scores = affine(top, tape.parameter("readout." + k), scores);
            for (int l = 0; l < stack; l++) {
                tape.tell(STATE + l, states.get(l).h());
            }
            tape.tell(SCORE, scores);
            tape.layer(scores, arrays(states));
        }
        return scores;
    }

    private static Node[] arrays(List<State> states) {
        List<Node> nodes = new ArrayList<>();
        for (State state : states) {
            nodes.add(state.h());
            nodes.add(state.c());
        }
        return nodes.toArray(new Node[0]);
    }

    /** One step of a layer; in the {@code first} one all states are 0. */
    private State gatedStep(Tape tape, Node fromBelow, List<State> states, int l, boolean first) {
        List<Node> feedback = new ArrayList<>();
        for (int k = 0; k < stack; k++) {
            Node h = states.get(k).h();
            Node w = tape.parameter(feedback(k, l));
            feedback.add(first ? tape.zeros(h.count(), 1, w.length()) : multiply(h, w));
        }
        if (kind.lstm()) {
            return GatedFeedback.lstm(fromBelow, feedback, l, states.get(l).c());
        }
        Node h = GatedFeedback.gru(fromBelow, feedback, l, states.get(l).h());
        return new State(h, h);
    }

    private State step(Tape tape, Node fromBelow, List<State> states, int l) {
        State state = states.get(l);
        Node w = tape.parameter(feedback(l, l));
        if (kind.lstm()) {
            return Cells.lstm(affine(state.h(), w, fromBelow), state.c());
        }
        Node h = Cells.gru(fromBelow, affine(state.h(), w, tape.parameter("hidden.bias-" + l)), state.h());
        return new State(h, h);
    }

    @Override
    public boolean scoresIndices() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        return Options.of("units", units, "layers", steps, "stack", stack, "whiten", whiten, "informed", informed);
    }
}
