package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import java.util.List;
import org.gatefold.sparse.autodiff.Cells.State;
import org.gatefold.sparse.kernel.Tanh;
import org.jspecify.annotations.Nullable;

/**
 * The cells of gated feedback networks (Chung, Gulcehre, Cho and Bengio, ICML 2015) with a gate for each unit: a layer
 * L of a stack is fed by the states h₁ … h_K of all layers of the step before, each through a gate of its own,
 *
 * <pre>
 * c̃ = tanh(W_c x + Σₖ gₖ ⊙ U_{kL} hₖ),   gₖ = σ(W_{gₖ} x + b + U_{gₖ}[h₁; …; h_K]).
 * </pre>
 *
 * <p>The products are made outside, side by side in blocks of H columns: {@code fromX} holds [c, g₁ … g_K, and the
 * gates of the cell], {@code feedback.get(k)} what hₖ sends to the same places, with U_{kL}hₖ in the first block; the
 * gates of the cell hear x and their own layer alone, so that other layers send the first 1 + K blocks only. What x
 * sends is then the same for all steps of a constant input. Cost: O(count·K·H).
 */
public final class GatedFeedback {
    private final List<Node> feedback;
    private final int count;
    private final int size;
    private final int sources;
    private final int width;

    /** c̃ in the first block, then all gates, after their functions. */
    private final float[] gates;

    private GatedFeedback(Node fromX, List<Node> feedback, int own, Node state, int cellGates) {
        this.feedback = feedback;
        this.count = state.count;
        this.size = state.length;
        this.sources = feedback.size();
        this.width = (1 + sources + cellGates) * size;
        fromX.requireShape(count, 1, width);
        for (int k = 0; k < sources; k++) {
            feedback.get(k).requireShape(count, 1, k == own ? width : (1 + sources) * size);
        }
        this.gates = fromX.tape.workspace(count * width);
    }

    /**
     * The LSTM: the cell's gates are [i, f, o], c' = f ⊙ c + i ⊙ c̃, h' = o ⊙ tanh c'.
     *
     * @param fromX count×1×(4 + K)H
     * @param feedback of layer k: count×1×(1 + K)H, of the own layer count×1×(4 + K)H
     * @param own index of the own layer
     * @param c its cell state, count×1×H
     */
    public static State lstm(Node fromX, List<Node> feedback, int own, Node c) {
        GatedFeedback cell = new GatedFeedback(fromX, feedback, own, c, 3);
        Tape tape = fromX.tape;
        Node[] inputs = cell.inputs(fromX, c);
        Node nextC = tape.like(c, inputs);
        Node nextH = tape.like(c, inputs);
        float[] squashed = tape.workspace(c.size());
        cell.openGates(fromX);
        cell.candidates(fromX, -1);
        float[] gate = cell.gates;
        int n = cell.size;
        int first = (1 + cell.sources) * n;
        for (int s = 0; s < c.count; s++) {
            int g = s * cell.width;
            int in = g + first;
            for (int i = 0; i < n; i++) {
                nextC.value[s * n + i] = gate[in + n + i] * c.value[s * n + i] + gate[in + i] * gate[g + i];
            }
            Tanh.apply(nextC.value, squashed, s * n, (s + 1) * n);
            for (int i = 0; i < n; i++) {
                nextH.value[s * n + i] = gate[in + 2 * n + i] * squashed[s * n + i];
            }
        }
        tape.record(List.of(nextC, nextH), () -> cell.lstmBack(fromX, c, nextC.gradient(), nextH.gradient(), squashed));
        return new State(nextH, nextC);
    }

    /**
     * The GRU: the cell's gates are [r, z], c̃ = tanh(W_c x + r ⊙ Σₖ gₖ ⊙ U_{kL} hₖ) and h' = (1 − z) ⊙ c̃ + z ⊙ h.
     *
     * @param fromX count×1×(3 + K)H
     * @param feedback of layer k: count×1×(1 + K)H, of the own layer count×1×(3 + K)H
     * @param own index of the own layer
     * @param h its state, count×1×H
     */
    public static Node gru(Node fromX, List<Node> feedback, int own, Node h) {
        GatedFeedback cell = new GatedFeedback(fromX, feedback, own, h, 2);
        Tape tape = fromX.tape;
        Node next = tape.like(h, cell.inputs(fromX, h));
        float[] gate = cell.gates;
        int n = cell.size;
        int reset = (1 + cell.sources) * n;
        cell.openGates(fromX);
        cell.candidates(fromX, reset);
        for (int s = 0; s < h.count; s++) {
            int g = s * cell.width;
            int keep = g + reset + n;
            for (int i = 0; i < n; i++) {
                next.value[s * n + i] = (1 - gate[keep + i]) * gate[g + i] + gate[keep + i] * h.value[s * n + i];
            }
        }
        tape.record(next, () -> cell.gruBack(fromX, h, next.gradient()));
        return next;
    }

    private void lstmBack(Node fromX, Node c, float[] slopeC, float[] slopeH, float[] squashed) {
        float[] slopes = c.tape.take(width);
        float[] cellSlopes = c.tape.take(size);
        float[] intoC = c.into();
        int n = size;
        int first = (1 + sources) * n;
        for (int s = 0; s < count; s++) {
            int g = s * width;
            int in = g + first;
            int forget = in + n;
            int out = forget + n;
            int at = s * n;
            for (int i = 0; i < n; i++) {
                float t = squashed[at + i];
                float o = gates[out + i];
                cellSlopes[i] = slopeC[at + i] + slopeH[at + i] * o * (1 - t * t);
                slopes[first + 2 * n + i] = slopeH[at + i] * t * o * (1 - o);
            }
            for (int i = 0; i < n; i++) {
                float dc = cellSlopes[i];
                float input = gates[in + i];
                float f = gates[forget + i];
                slopes[i] = dc * input;
                slopes[first + i] = dc * gates[g + i] * input * (1 - input);
                slopes[first + n + i] = dc * c.value[at + i] * f * (1 - f);
            }
            if (intoC != null) {
                for (int i = 0; i < n; i++) {
                    intoC[at + i] += cellSlopes[i] * gates[forget + i];
                }
            }
            sendBack(fromX, s, slopes, -1);
        }
        c.tape.giveBack(cellSlopes);
        c.tape.giveBack(slopes);
    }

    private void gruBack(Node fromX, Node h, float[] slope) {
        float[] slopes = h.tape.take(width);
        float[] intoH = h.into();
        int n = size;
        int reset = (1 + sources) * n;
        for (int s = 0; s < count; s++) {
            int g = s * width;
            int keep = g + reset + n;
            int at = s * n;
            for (int i = 0; i < n; i++) {
                float z = gates[keep + i];
                slopes[i] = slope[at + i] * (1 - z);
                slopes[reset + n + i] = slope[at + i] * (h.value[at + i] - gates[g + i]) * z * (1 - z);
            }
            if (intoH != null) {
                for (int i = 0; i < n; i++) {
                    intoH[at + i] += slope[at + i] * gates[keep + i];
                }
            }
            sendBack(fromX, s, slopes, reset);
        }
        h.tape.giveBack(slopes);
    }

    private Node[] inputs(Node fromX, Node state) {
        Node[] inputs = feedback.toArray(new Node[sources + 2]);
        inputs[sources] = fromX;
        inputs[sources + 1] = state;
        return inputs;
    }

    /** All gates: the sum of what x and the layers send them, through the logistic function. */
    private void openGates(Node fromX) {
        for (int s = 0; s < count; s++) {
            int from = s * width;
            System.arraycopy(fromX.value, from + size, gates, from + size, width - size);
            for (Node node : feedback) {
                int row = s * node.length;
                for (int i = size; i < node.length; i++) {
                    gates[from + i] += node.value[row + i];
                }
            }
            Tanh.applyLogistic(gates, gates, from + size, from + width);
        }
    }

    /** c̃, with the sum of the feedback times the gate at {@code reset}, or as it is if that is negative. */
    private void candidates(Node fromX, int reset) {
        for (int s = 0; s < count; s++) {
            int from = s * width;
            Arrays.fill(gates, from, from + size, 0);
            for (int k = 0; k < sources; k++) {
                addGated(from, from + (1 + k) * size, feedback.get(k), s);
            }
            for (int i = from; i < from + size; i++) {
                gates[i] = fromX.value[i] + (reset < 0 ? gates[i] : gates[i + reset] * gates[i]);
            }
            Tanh.apply(gates, gates, from, from + size);
        }
    }

    private void addGated(int to, int gate, Node source, int s) {
        int row = s * source.length;
        for (int i = 0; i < size; i++) {
            gates[to + i] += gates[gate + i] * source.value[row + i];
        }
    }

    /**
     * Sends the slopes of one sample back: that of c̃ in the first block and those of the cell's gates, before their
     * functions, in the last ones; the blocks of the feedback gates, and of the reset gate, are filled here.
     */
    private void sendBack(Node fromX, int s, float[] slopes, int reset) {
        int from = s * width;
        for (int i = 0; i < size; i++) {
            float c = gates[from + i];
            slopes[i] *= 1 - c * c;
        }
        if (reset >= 0) {
            slopeOfReset(s, slopes, reset);
        }
        for (int k = 0; k < sources; k++) {
            slopesOfFeedback(s, k, slopes, reset);
        }
        add(fromX.into(), from, slopes, 0, width);
        for (Node node : feedback) {
            add(node.into(), s * node.length + size, slopes, size, node.length - size);
        }
    }

    private void slopeOfReset(int s, float[] slopes, int reset) {
        int from = s * width;
        for (int i = 0; i < size; i++) {
            float sum = 0;
            for (int k = 0; k < sources; k++) {
                Node source = feedback.get(k);
                sum += gates[from + (1 + k) * size + i] * source.value[s * source.length + i];
            }
            float r = gates[from + reset + i];
            slopes[reset + i] = slopes[i] * sum * r * (1 - r);
        }
    }

    private void slopesOfFeedback(int s, int k, float[] slopes, int reset) {
        Node source = feedback.get(k);
        float[] into = source.into();
        int from = s * width;
        int block = (1 + k) * size;
        int row = s * source.length;
        float[] sent = source.value;
        if (reset < 0) {
            System.arraycopy(slopes, 0, slopes, block, size);
        } else {
            for (int i = 0; i < size; i++) {
                slopes[block + i] = slopes[i] * gates[from + reset + i];
            }
        }
        if (into != null) {
            for (int i = 0; i < size; i++) {
                into[row + i] += slopes[block + i] * gates[from + block + i];
            }
        }
        for (int i = 0; i < size; i++) {
            float g = gates[from + block + i];
            slopes[block + i] *= sent[row + i] * g * (1 - g);
        }
    }

    private static void add(float @Nullable [] into, int at, float[] slopes, int from, int length) {
        if (into != null) {
            for (int i = 0; i < length; i++) {
                into[at + i] += slopes[from + i];
            }
        }
    }
}
