package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import java.util.List;

/**
 * Sums and products of nodes, entry by entry.
 *
 * <p>A factor is broadcast: a 1×1×1 factor multiplies everything, count×1×1 a whole sample, 1×1×length an entry of all
 * samples, count×1×length an entry with all its planes.
 */
public final class Algebra {
    private Algebra() {}

    /** a + b, of the same shape. */
    public static Node add(Node a, Node b) {
        return combine(1, a, 1, b);
    }

    /** a − b, of the same shape. */
    public static Node subtract(Node a, Node b) {
        return combine(1, a, -1, b);
    }

    /** αa + βb, of the same shape. */
    public static Node combine(float alpha, Node a, float beta, Node b) {
        b.requireShape(a.count, a.planes, a.length);
        Node c = a.tape.like(a, a, b);
        int n = c.size();
        float[] va = a.value;
        float[] vb = b.value;
        float[] vc = c.value;
        for (int i = 0; i < n; i++) {
            vc[i] = alpha * va[i] + beta * vb[i];
        }
        a.tape.record(c, () -> {
            accumulate(a, alpha, c.gradient());
            accumulate(b, beta, c.gradient());
        });
        return c;
    }

    /** factor·a with a fixed number. */
    public static Node times(float factor, Node a) {
        Node c = a.tape.like(a, a);
        for (int i = 0; i < c.size(); i++) {
            c.value[i] = factor * a.value[i];
        }
        a.tape.record(c, () -> accumulate(a, factor, c.gradient()));
        return c;
    }

    /** a + shift with a fixed number. */
    public static Node plus(Node a, float shift) {
        Node c = a.tape.like(a, a);
        for (int i = 0; i < c.size(); i++) {
            c.value[i] = a.value[i] + shift;
        }
        a.tape.record(c, () -> accumulate(a, 1, c.gradient()));
        return c;
    }

    /** x + b, the b broadcast. */
    public static Node plus(Node x, Node b) {
        Broadcast spread = new Broadcast(b, x);
        Node y = x.tape.like(x, x, b);
        spread.forEachRow((row, from) -> {
            for (int i = 0; i < x.length; i++) {
                y.value[from + i] = x.value[from + i] + b.value[row + i * spread.entryStride];
            }
        });
        x.tape.record(y, () -> {
            accumulate(x, 1, y.gradient());
            float[] into = b.into();
            if (into != null) {
                float[] slope = y.gradient();
                spread.forEachRow((row, from) -> {
                    for (int i = 0; i < x.length; i++) {
                        into[row + i * spread.entryStride] += slope[from + i];
                    }
                });
            }
        });
        return y;
    }

    /**
     * The larger of two nodes of the same shape, entry by entry; the gradient goes to the larger, to a if they are
     * equal.
     */
    public static Node maximum(Node a, Node b) {
        b.requireShape(a.count, a.planes, a.length);
        Node c = a.tape.like(a, a, b);
        for (int i = 0; i < c.size(); i++) {
            c.value[i] = Math.max(a.value[i], b.value[i]);
        }
        a.tape.record(c, () -> {
            float[] slope = c.gradient();
            float[] intoA = a.into();
            float[] intoB = b.into();
            for (int i = 0; i < c.size(); i++) {
                float[] into = a.value[i] >= b.value[i] ? intoA : intoB;
                if (into != null) {
                    into[i] += slope[i];
                }
            }
        });
        return c;
    }

    /** x no less than {@code low} and no more than {@code high}; no gradient flows where it is cut. */
    public static Node clamp(Node x, float low, float high) {
        Node y = x.tape.like(x, x);
        for (int i = 0; i < y.size(); i++) {
            y.value[i] = Math.max(low, Math.min(high, x.value[i]));
        }
        x.tape.record(y, () -> {
            float[] into = x.gradient();
            float[] slope = y.gradient();
            for (int i = 0; i < y.size(); i++) {
                if (x.value[i] >= low && x.value[i] <= high) {
                    into[i] += slope[i];
                }
            }
        });
        return y;
    }

    /**
     * The whole of sample s from a where {@code first[s]}, else from b; the gradient goes to the one that is taken.
     *
     * @param a of the shape of b
     */
    public static Node choose(boolean[] first, Node a, Node b) {
        b.requireShape(first.length, a.planes, a.length);
        a.requireShape(first.length, b.planes, b.length);
        Node c = a.tape.like(a, a, b);
        int stride = c.planes * c.length;
        for (int s = 0; s < c.count; s++) {
            System.arraycopy((first[s] ? a : b).value, s * stride, c.value, s * stride, stride);
        }
        boolean[] taken = first.clone();
        a.tape.record(c, () -> {
            float[] slope = c.gradient();
            float[] intoA = a.into();
            float[] intoB = b.into();
            for (int s = 0; s < c.count; s++) {
                float[] into = taken[s] ? intoA : intoB;
                if (into != null) {
                    for (int i = s * stride; i < (s + 1) * stride; i++) {
                        into[i] += slope[i];
                    }
                }
            }
        });
        return c;
    }

    /** factor ⊙ x, the factor broadcast. */
    public static Node scale(Node factor, Node x) {
        Broadcast b = new Broadcast(factor, x);
        Node y = x.tape.like(x, factor, x);
        b.forEachRow((row, from) -> {
            if (b.entryStride == 0) {
                float f = factor.value[row];
                for (int i = 0; i < x.length; i++) {
                    y.value[from + i] = f * x.value[from + i];
                }
            } else {
                for (int i = 0; i < x.length; i++) {
                    y.value[from + i] = factor.value[row + i] * x.value[from + i];
                }
            }
        });
        x.tape.record(y, () -> b.sendBack(y, x, factor));
        return y;
    }

    /** x + factor ⊙ v: a step from x along v, the factor broadcast. */
    public static Node step(Node x, Node factor, Node v) {
        v.requireShape(x.count, x.planes, x.length);
        Broadcast b = new Broadcast(factor, v);
        Node y = x.tape.like(x, x, factor, v);
        b.forEachRow((row, from) -> {
            if (b.entryStride == 0) {
                float f = factor.value[row];
                for (int i = 0; i < x.length; i++) {
                    y.value[from + i] = x.value[from + i] + f * v.value[from + i];
                }
            } else {
                for (int i = 0; i < x.length; i++) {
                    y.value[from + i] = x.value[from + i] + factor.value[row + i] * v.value[from + i];
                }
            }
        });
        x.tape.record(y, () -> {
            accumulate(x, 1, y.gradient());
            b.sendBack(y, v, factor);
        });
        return y;
    }

    /**
     * (1/n) Σᵢ cᵢxᵢ: the learnable weighted average of earlier layers.
     *
     * @param coefficients 1×1×n
     */
    public static Node average(List<Node> xs, Node coefficients) {
        int n = xs.size();
        coefficients.requireShape(1, 1, n);
        Node first = xs.get(0);
        Node[] inputs = xs.toArray(new Node[n + 1]);
        inputs[n] = coefficients;
        Node y = first.tape.like(first, inputs);
        Arrays.fill(y.value, 0, y.size(), 0);
        for (int k = 0; k < n; k++) {
            Node x = xs.get(k);
            x.requireShape(first.count, first.planes, first.length);
            float c = coefficients.value[k] / n;
            for (int i = 0; i < y.size(); i++) {
                y.value[i] += c * x.value[i];
            }
        }
        first.tape.record(y, () -> {
            float[] intoCoefficients = coefficients.into();
            for (int k = 0; k < n; k++) {
                Node x = xs.get(k);
                accumulate(x, coefficients.value[k] / n, y.gradient());
                if (intoCoefficients != null) {
                    intoCoefficients[k] += (float) (dot(y.size(), y.gradient(), x.value) / n);
                }
            }
        });
        return y;
    }

    /** The same numbers in another shape of the same size; nothing is copied. */
    public static Node reshape(Node x, int count, int planes, int length) {
        Node y = new Node(x.tape, count, planes, length, x.value, x.wantsGradient(), null, null);
        if (y.size() != x.size()) {
            throw new IllegalArgumentException("a node of " + x + " has no shape " + y);
        }
        x.tape.record(y, () -> accumulate(x, 1, y.gradient()));
        return y;
    }

    /** The numbers of a node without its history: no gradient flows back through it. */
    public static Node detach(Node x) {
        return new Node(x.tape, x.count, x.planes, x.length, x.value, false, null, null);
    }

    /** Entries {@code from ≤ i < to} of every plane. */
    public static Node entries(Node x, int from, int to) {
        int width = to - from;
        Node y = x.tape.node(x.count, x.planes, width, x);
        for (int r = 0; r < x.count * x.planes; r++) {
            System.arraycopy(x.value, r * x.length + from, y.value, r * width, width);
        }
        x.tape.record(y, () -> {
            float[] into = x.into();
            float[] slope = y.gradient();
            if (into != null) {
                for (int r = 0; r < x.count * x.planes; r++) {
                    for (int i = 0; i < width; i++) {
                        into[r * x.length + from + i] += slope[r * width + i];
                    }
                }
            }
        });
        return y;
    }

    /** Nodes of the same count and planes side by side: their entries one after the other. */
    public static Node concatenate(Node... parts) {
        int width = 0;
        for (Node part : parts) {
            width += part.length;
        }
        Node first = parts[0];
        Node y = first.tape.node(first.count, first.planes, width, parts);
        int at = 0;
        for (Node part : parts) {
            part.requireShape(first.count, first.planes, part.length);
            for (int r = 0; r < first.count * first.planes; r++) {
                System.arraycopy(part.value, r * part.length, y.value, r * width + at, part.length);
            }
            at += part.length;
        }
        int total = width;
        first.tape.record(y, () -> {
            int offset = 0;
            float[] slope = y.gradient();
            for (Node part : parts) {
                float[] into = part.into();
                if (into != null) {
                    for (int r = 0; r < part.count * part.planes; r++) {
                        for (int i = 0; i < part.length; i++) {
                            into[r * part.length + i] += slope[r * total + offset + i];
                        }
                    }
                }
                offset += part.length;
            }
        });
        return y;
    }

    /** The same row for each of {@code count} samples: a learned initial state. */
    public static Node repeat(Node row, int count) {
        row.requireShape(1, 1, row.length);
        Node y = row.tape.node(count, 1, row.length, row);
        for (int s = 0; s < count; s++) {
            System.arraycopy(row.value, 0, y.value, s * row.length, row.length);
        }
        row.tape.record(y, () -> accumulateSamples(row, y.gradient(), count));
        return y;
    }

    /** Adds the slopes of all samples to the gradient of a row that each of them received. */
    static void accumulateSamples(Node row, float[] slope, int count) {
        float[] sum = row.into();
        if (sum == null) {
            return;
        }
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < row.length; i++) {
                sum[i] += slope[s * row.length + i];
            }
        }
    }

    static void accumulate(Node target, float factor, float[] slope) {
        float[] sum = target.into();
        if (sum == null) {
            return;
        }
        int n = target.size();
        if (factor == 1) {
            for (int i = 0; i < n; i++) {
                sum[i] += slope[i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                sum[i] += factor * slope[i];
            }
        }
    }

    static double dot(int n, float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
