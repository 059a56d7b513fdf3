package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.Tanh;

/**
 * Networks that many places share: nodes of 1×channels×places, a channel in each plane, so that products have long rows
 * and all else runs along contiguous places.
 *
 * <p>Places may come in blocks, m·p of them: member i of group j is place i·p + j. {@link #pool} and {@link #join} pass
 * between the members and their groups.
 */
public final class Channels {
    private Channels() {}

    /**
     * Wx + b at every place.
     *
     * @param w 1×outputs×inputs
     * @param x 1×inputs×places
     * @param b 1×outputs×1
     */
    public static Node affine(Node w, Node x, Node b) {
        int out = w.planes;
        int in = w.length;
        int n = x.length;
        x.requireShape(1, in, n);
        b.requireShape(1, out, 1);
        Node y = x.tape.node(1, out, n, w, x, b);
        for (int c = 0; c < out; c++) {
            Arrays.fill(y.value, c * n, (c + 1) * n, b.value[c]);
        }
        Blas.addMultiply(out, n, in, w.value, x.value, y.value);
        x.tape.record(y, () -> {
            float[] slope = y.gradient();
            float[] intoW = w.into();
            float[] intoX = x.into();
            float[] intoB = b.into();
            if (intoW != null) {
                Blas.addMultiplyTransposed(out, in, n, slope, x.value, intoW);
            }
            if (intoX != null) {
                Blas.addTransposedMultiply(in, n, out, w.value, slope, intoX);
            }
            if (intoB != null) {
                for (int c = 0; c < out; c++) {
                    float sum = 0;
                    for (int i = c * n; i < (c + 1) * n; i++) {
                        sum += slope[i];
                    }
                    intoB[c] += sum;
                }
            }
        });
        return y;
    }

    /** Channels {@code from ≤ c < to}. */
    public static Node part(Node x, int from, int to) {
        int n = x.length;
        x.requireShape(1, x.planes, n);
        Node y = x.tape.node(1, to - from, n, x);
        System.arraycopy(x.value, from * n, y.value, 0, y.size());
        x.tape.record(y, () -> {
            float[] into = x.into();
            if (into != null) {
                float[] slope = y.gradient();
                for (int i = 0; i < y.size(); i++) {
                    into[from * n + i] += slope[i];
                }
            }
        });
        return y;
    }

    /**
     * Σᵢ wₖᵢxᵢ over the members of each group, for every kind k of weights; the channels of the first kind first.
     *
     * @param x 1×channels×(members·groups)
     * @param w 1×kinds×(members·groups)
     * @return 1×(kinds·channels)×groups
     */
    public static Node pool(Node x, Node w, int groups) {
        int n = x.length;
        int channels = x.planes;
        w.requireShape(1, w.planes, n);
        Node y = x.tape.node(1, w.planes * channels, groups, x, w);
        Arrays.fill(y.value, 0, y.size(), 0);
        for (int k = 0; k < w.planes; k++) {
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < n; i += groups) {
                    addProduct(groups, w.value, k * n + i, x.value, c * n + i, y.value, (k * channels + c) * groups);
                }
            }
        }
        x.tape.record(y, () -> {
            float[] slope = y.gradient();
            float[] intoX = x.into();
            float[] intoW = w.into();
            for (int k = 0; k < w.planes; k++) {
                for (int c = 0; c < channels; c++) {
                    int from = (k * channels + c) * groups;
                    for (int i = 0; i < n; i += groups) {
                        if (intoX != null) {
                            addProduct(groups, slope, from, w.value, k * n + i, intoX, c * n + i);
                        }
                        if (intoW != null) {
                            addProduct(groups, slope, from, x.value, c * n + i, intoW, k * n + i);
                        }
                    }
                }
            }
        });
        return y;
    }

    private static void addProduct(int n, float[] a, int atA, float[] b, int atB, float[] into, int at) {
        for (int j = 0; j < n; j++) {
            into[at + j] += a[atA + j] * b[atB + j];
        }
    }

    /**
     * max(0, x + g), where all members of a group add its g.
     *
     * @param x 1×channels×(members·groups)
     * @param g 1×channels×groups
     */
    public static Node join(Node x, Node g) {
        int n = x.length;
        int groups = g.length;
        g.requireShape(1, x.planes, groups);
        Node y = x.tape.like(x, x, g);
        for (int c = 0; c < x.planes; c++) {
            for (int i = c * n; i < (c + 1) * n; i += groups) {
                rectify(groups, x.value, i, g.value, c * groups, y.value);
            }
        }
        x.tape.record(y, () -> {
            float[] slope = y.gradient();
            float[] intoG = g.into();
            for (int i = 0; i < y.size(); i++) {
                slope[i] = y.value[i] > 0 ? slope[i] : 0;
            }
            Algebra.accumulate(x, 1, slope);
            if (intoG != null) {
                for (int c = 0; c < x.planes; c++) {
                    for (int i = c * n; i < (c + 1) * n; i += groups) {
                        for (int j = 0; j < groups; j++) {
                            intoG[c * groups + j] += slope[i + j];
                        }
                    }
                }
            }
        });
        return y;
    }

    private static void rectify(int n, float[] x, int at, float[] g, int atG, float[] y) {
        for (int j = 0; j < n; j++) {
            y[at + j] = Math.max(0, x[at + j] + g[atG + j]);
        }
    }

    /**
     * The gated recurrent unit of {@link Cells#gru} at every place, from what its products gave.
     *
     * @param fromX [r, z, n] of the input with its bias, 1×3H×places
     * @param fromH [r', z', n'] of the state with its bias, 1×3H×places
     * @param h the state, 1×H×places
     */
    public static Node gru(Node fromX, Node fromH, Node h) {
        int size = h.planes * h.length;
        fromX.requireShape(1, 3 * h.planes, h.length);
        fromH.requireShape(1, 3 * h.planes, h.length);
        Node next = h.tape.like(h, fromX, fromH, h);
        float[] gates = h.tape.workspace(3 * size);
        for (int i = 0; i < 2 * size; i++) {
            gates[i] = fromX.value[i] + fromH.value[i];
        }
        Tanh.applyLogistic(gates, gates, 0, 2 * size);
        for (int i = 0; i < size; i++) {
            gates[2 * size + i] = fromX.value[2 * size + i] + gates[i] * fromH.value[2 * size + i];
        }
        Tanh.apply(gates, gates, 2 * size, 3 * size);
        for (int i = 0; i < size; i++) {
            float fresh = gates[2 * size + i];
            next.value[i] = fresh + gates[size + i] * (h.value[i] - fresh);
        }
        h.tape.record(next, () -> {
            float[] slope = next.gradient();
            float[] back = h.tape.take(3 * size);
            float[] intoFromH = fromH.into();
            for (int i = 0; i < size; i++) {
                float reset = gates[i];
                float keep = gates[size + i];
                float fresh = gates[2 * size + i];
                float dFresh = slope[i] * (1 - keep) * (1 - fresh * fresh);
                back[i] = dFresh * fromH.value[2 * size + i] * reset * (1 - reset);
                back[size + i] = slope[i] * (h.value[i] - fresh) * keep * (1 - keep);
                back[2 * size + i] = dFresh;
            }
            Algebra.accumulate(fromX, 1, back);
            if (intoFromH != null) {
                for (int i = 0; i < size; i++) {
                    intoFromH[i] += back[i];
                    intoFromH[size + i] += back[size + i];
                    intoFromH[2 * size + i] += back[2 * size + i] * gates[i];
                }
            }
            float[] intoH = h.into();
            if (intoH != null) {
                for (int i = 0; i < size; i++) {
                    intoH[i] += slope[i] * gates[size + i];
                }
            }
            h.tape.giveBack(back);
        });
        return next;
    }

    /** The places of a node of 1×channels×places as samples of their own, places×1×channels. */
    public static Node samples(Node x) {
        int n = x.length;
        int channels = x.planes;
        x.requireShape(1, channels, n);
        Node y = x.tape.node(n, 1, channels, x);
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < n; i++) {
                y.value[i * channels + c] = x.value[c * n + i];
            }
        }
        x.tape.record(y, () -> {
            float[] into = x.into();
            if (into != null) {
                float[] slope = y.gradient();
                for (int c = 0; c < channels; c++) {
                    for (int i = 0; i < n; i++) {
                        into[c * n + i] += slope[i * channels + c];
                    }
                }
            }
        });
        return y;
    }

    /**
     * x itself, through which no slope passes back that exceeds {@code most} times that of the loss: a safeguard for
     * recursions whose derivative may explode on a rare sample.
     *
     * @param most above 0, infinite for no limit
     */
    public static Node limitSlope(Node x, float most) {
        Node y = x.tape.like(x, x);
        System.arraycopy(x.value, 0, y.value, 0, y.size());
        x.tape.record(y, () -> {
            float[] into = x.into();
            if (into != null) {
                float[] slope = y.gradient();
                float bound = most * Math.abs(x.tape.seed());
                for (int i = 0; i < y.size(); i++) {
                    into[i] += Math.max(-bound, Math.min(bound, slope[i]));
                }
            }
        });
        return y;
    }
}
