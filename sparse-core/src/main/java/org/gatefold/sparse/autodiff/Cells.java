package org.gatefold.sparse.autodiff;

import java.util.List;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.Tanh;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent cells. Inputs and states are rows of one plane, count×1×features; gates stand side by side in the columns
 * of the weights.
 */
public final class Cells {
    private Cells() {}

    /** What a cell hands on: h, and for an LSTM the cell state c. */
    public record State(Node h, Node c) {}

    /**
     * The LSTM of Hochreiter and Schmidhuber (1997) with forget gate: [i, f, g, o] = xWₓ + hW_h + b, c' = σ(f) ⊙ c +
     * σ(i) ⊙ tanh g, h' = σ(o) ⊙ tanh c'.
     *
     * @param wx 1×inputs×4H
     * @param wh 1×H×4H
     * @param b 1×1×4H
     */
    public static State lstm(Node x, State state, Node wx, Node wh, Node b) {
        return lstm(gates(x, state.h, wx, wh, b, 4 * state.h.length), state.c);
    }

    /**
     * The same, given the sum of the products.
     *
     * @param gates [i, f, g, o], count×1×4H, whose values are overwritten by those of their functions
     * @param c count×1×H
     */
    public static State lstm(Node gates, Node c) {
        int size = c.length;
        gates.requireShape(c.count, 1, 4 * size);
        Tape tape = c.tape;
        Node nextC = tape.like(c, gates, c);
        Node nextH = tape.like(c, gates, c);
        float[] squashed = tape.workspace(c.count * size);
        squash(gates.value, c.count, size);
        for (int s = 0; s < c.count; s++) {
            nextCell(gates.value, c.value, nextC.value, s, size);
        }
        Tanh.apply(nextC.value, squashed, 0, c.count * size);
        for (int s = 0; s < c.count; s++) {
            for (int k = 0; k < size; k++) {
                nextH.value[s * size + k] = gates.value[(4 * s + 3) * size + k] * squashed[s * size + k];
            }
        }
        tape.record(List.of(nextC, nextH), () -> {
            float[] slopeH = nextH.gradient();
            float[] slopeC = nextC.gradient();
            float[] intoC = c.into();
            float[] intoGates = gates.into();
            for (int s = 0; s < c.count; s++) {
                int g = s * 4 * size;
                for (int k = 0; k < size; k++) {
                    int at = s * size + k;
                    float in = gates.value[g + k];
                    float forget = gates.value[g + size + k];
                    float candidate = gates.value[g + 2 * size + k];
                    float out = gates.value[g + 3 * size + k];
                    float t = squashed[at];
                    float dc = slopeC[at] + slopeH[at] * out * (1 - t * t);
                    if (intoC != null) {
                        intoC[at] += dc * forget;
                    }
                    if (intoGates != null) {
                        intoGates[g + k] += dc * candidate * in * (1 - in);
                        intoGates[g + size + k] += dc * c.value[at] * forget * (1 - forget);
                        intoGates[g + 2 * size + k] += dc * in * (1 - candidate * candidate);
                        intoGates[g + 3 * size + k] += slopeH[at] * t * out * (1 - out);
                    }
                }
            }
        });
        return new State(nextH, nextC);
    }

    /** Puts the gates of all samples through their functions, in place: σ, σ, tanh, σ. */
    private static void squash(float[] gates, int count, int size) {
        for (int s = 0; s < count; s++) {
            int g = s * 4 * size;
            Tanh.applyLogistic(gates, gates, g, g + 2 * size);
            Tanh.apply(gates, gates, g + 2 * size, g + 3 * size);
            Tanh.applyLogistic(gates, gates, g + 3 * size, g + 4 * size);
        }
    }

    private static void nextCell(float[] gate, float[] c, float[] next, int s, int size) {
        int g = s * 4 * size;
        for (int k = 0; k < size; k++) {
            next[s * size + k] = gate[g + size + k] * c[s * size + k] + gate[g + k] * gate[g + 2 * size + k];
        }
    }

    /**
     * The GRU of Cho et al. (2014), in the form whose reset gate acts after the product: [r, z, n] = xWₓ + b, [r', z',
     * n'] = hW_h + b', then r ← σ(r + r'), z ← σ(z + z'), n ← tanh(n + r ⊙ n'), h' = (1 − z) ⊙ n + z ⊙ h.
     *
     * @param wx 1×inputs×3H
     * @param wh 1×H×3H
     * @param b 1×1×3H
     * @param bh b', 1×1×3H
     */
    public static Node gru(Node x, Node h, Node wx, Node wh, Node b, Node bh) {
        return gru(Products.affine(x, wx, b), Products.affine(h, wh, bh), h);
    }

    /**
     * The same, given the products.
     *
     * @param fromX [r, z, n], count×1×3H
     * @param fromH [r', z', n'], count×1×3H
     * @param h count×1×H
     */
    public static Node gru(Node fromX, Node fromH, Node h) {
        int size = h.length;
        fromX.requireShape(h.count, 1, 3 * size);
        fromH.requireShape(h.count, 1, 3 * size);
        Tape tape = h.tape;
        Node next = tape.like(h, fromX, fromH, h);
        float[] gate = tape.workspace(h.count * 3 * size);
        squash(fromX, fromH, gate, size, tape.workspace(h.count * size));
        for (int s = 0; s < h.count; s++) {
            int g = s * 3 * size;
            for (int k = 0; k < size; k++) {
                float keep = gate[g + size + k];
                int at = s * size + k;
                next.value[at] = (1 - keep) * gate[g + 2 * size + k] + keep * h.value[at];
            }
        }
        tape.record(next, () -> {
            float[] slope = next.gradient();
            float[] intoH = h.into();
            float[] intoFromX = fromX.into();
            float[] intoFromH = fromH.into();
            for (int s = 0; s < h.count; s++) {
                int g = s * 3 * size;
                for (int k = 0; k < size; k++) {
                    int at = s * size + k;
                    float reset = gate[g + k];
                    float keep = gate[g + size + k];
                    float fresh = gate[g + 2 * size + k];
                    float dFresh = slope[at] * (1 - keep) * (1 - fresh * fresh);
                    float dKeep = slope[at] * (h.value[at] - fresh) * keep * (1 - keep);
                    float dReset = dFresh * fromH.value[g + 2 * size + k] * reset * (1 - reset);
                    if (intoH != null) {
                        intoH[at] += slope[at] * keep;
                    }
                    add(intoFromX, g + k, dReset);
                    add(intoFromX, g + size + k, dKeep);
                    add(intoFromX, g + 2 * size + k, dFresh);
                    add(intoFromH, g + k, dReset);
                    add(intoFromH, g + size + k, dKeep);
                    add(intoFromH, g + 2 * size + k, dFresh * reset);
                }
            }
        });
        return next;
    }

    /** The gates r, z, n of a GRU side by side; loops over all samples at once run on vector code. */
    private static void squash(Node fromX, Node fromH, float[] gate, int size, float[] fresh) {
        int count = fromX.count;
        int all = count * 3 * size;
        for (int i = 0; i < all; i++) {
            gate[i] = fromX.value[i] + fromH.value[i];
        }
        Tanh.applyLogistic(gate, gate, 0, all);
        for (int s = 0; s < count; s++) {
            int g = s * 3 * size;
            for (int k = 0; k < size; k++) {
                fresh[s * size + k] = fromX.value[g + 2 * size + k] + gate[g + k] * fromH.value[g + 2 * size + k];
            }
        }
        Tanh.apply(fresh, fresh, 0, count * size);
        for (int s = 0; s < count; s++) {
            System.arraycopy(fresh, s * size, gate, s * 3 * size + 2 * size, size);
        }
    }

    /** The plain recurrent cell h' = tanh(xWₓ + hW_h + b). */
    public static Node recurrent(Node x, Node h, Node wx, Node wh, Node b) {
        return Activation.TANH.of(gates(x, h, wx, wh, b, h.length));
    }

    /** xWₓ + hW_h + b. */
    private static Node gates(Node x, Node h, Node wx, Node wh, Node b, int width) {
        b.requireShape(1, 1, width);
        wx.requireShape(1, x.length, width);
        wh.requireShape(1, h.length, width);
        Node y = x.tape.node(x.count, 1, width, x, h, wx, wh, b);
        for (int s = 0; s < y.count; s++) {
            System.arraycopy(b.value, 0, y.value, s * width, width);
        }
        Blas.addMultiply(y.count, width, x.length, x.value, wx.value, y.value);
        Blas.addMultiply(y.count, width, h.length, h.value, wh.value, y.value);
        x.tape.record(y, () -> {
            productBack(x, wx, y);
            productBack(h, wh, y);
            Algebra.accumulateSamples(b, y.gradient(), y.count);
        });
        return y;
    }

    private static void productBack(Node x, Node w, Node y) {
        float[] intoX = x.into();
        float[] intoW = w.into();
        if (intoX != null) {
            Blas.addMultiplyTransposed(x.count, x.length, y.length, y.gradient(), w.value, intoX);
        }
        if (intoW != null) {
            Blas.addTransposedMultiply(x.length, y.length, x.count, x.value, y.gradient(), intoW);
        }
    }

    private static void add(float @Nullable [] into, int at, float slope) {
        if (into != null) {
            into[at] += slope;
        }
    }
}
