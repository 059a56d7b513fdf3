package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.Tanh;
import org.jspecify.annotations.Nullable;

/**
 * Networks that many places share: nodes of 1×channels×places, a channel in each plane, so that products have long rows
 * and all else runs along contiguous places.
 *
 * <p>Places may belong to {@link Groups} of as many members each; {@link #pool} and {@link #join} pass between the
 * members and their groups.
 */
public final class Channels {
    private Channels() {}

    /**
     * Which places are the members of a group.
     *
     * @param count number of groups
     * @param interleaved whether member i of group j is place i·count + j; otherwise groups stand one after the other
     */
    public record Groups(int count, boolean interleaved) {
        /** Work on {@code length} places: of as many groups from {@code group} on if interleaved, else of that one. */
        @FunctionalInterface
        private interface Run {
            void accept(int place, int group, int length);
        }

        /** Goes over n places in runs: of one member of all groups, or of all members of one group. */
        private void forEachRun(int n, Run run) {
            int length = interleaved ? count : n / count;
            for (int at = 0, k = 0; at < n; at += length, k++) {
                run.accept(at, interleaved ? 0 : k, length);
            }
        }
    }

    /** Wx at every place. */
    public static Node multiply(Node w, Node x) {
        return product(w, x, null);
    }

    /**
     * Wx + b at every place.
     *
     * @param w 1×outputs×inputs
     * @param x 1×inputs×places
     * @param b 1×outputs×1
     */
    public static Node affine(Node w, Node x, Node b) {
        b.requireShape(1, w.planes, 1);
        return product(w, x, b);
    }

    /** The layer of that name, see {@link Parameters#addLayer}. */
    public static Node layer(Tape tape, String name, Node x) {
        return affine(tape.parameter(name), x, tape.parameter(name + ".bias"));
    }

    private static Node product(Node w, Node x, @Nullable Node b) {
        int out = w.planes;
        int in = w.length;
        int n = x.length;
        x.requireShape(1, in, n);
        Node y = x.tape.node(1, out, n, w, x, b == null ? x : b);
        if (b == null) {
            Blas.multiply(out, n, in, w.value, x.value, y.value);
        } else {
            for (int c = 0; c < out; c++) {
                Arrays.fill(y.value, c * n, (c + 1) * n, b.value[c]);
            }
            Blas.addMultiply(out, n, in, w.value, x.value, y.value);
        }
        x.tape.record(y, () -> {
            float[] slope = y.gradient();
            float[] intoW = w.into();
            float[] intoX = x.into();
            float[] intoB = b == null ? null : b.into();
            if (intoW != null) {
                Blas.addMultiplyTransposed(out, in, n, slope, x.value, intoW);
            }
            if (intoX != null) {
                Blas.addTransposedMultiply(in, n, out, w.value, slope, intoX);
            }
            for (int c = 0; intoB != null && c < out; c++) {
                intoB[c] += sum(n, slope, c * n);
            }
        });
        return y;
    }

    /** The channels of several nodes, one node after the other. */
    public static Node stack(Node... parts) {
        Node first = parts[0];
        int channels = 0;
        for (Node part : parts) {
            part.requireShape(1, part.planes, first.length);
            channels += part.planes;
        }
        Node y = first.tape.node(1, channels, first.length, parts);
        int at = 0;
        for (Node part : parts) {
            System.arraycopy(part.value, 0, y.value, at, part.size());
            at += part.size();
        }
        first.tape.record(y, () -> {
            float[] slope = y.gradient();
            int from = 0;
            for (Node part : parts) {
                float[] into = part.into();
                for (int i = 0; into != null && i < part.size(); i++) {
                    into[i] += slope[from + i];
                }
                from += part.size();
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
     * @param x 1×channels×places
     * @param w 1×kinds×places
     * @return 1×(kinds·channels)×groups
     */
    public static Node pool(Node x, Node w, Groups groups) {
        int n = x.length;
        int channels = x.planes;
        int count = groups.count;
        w.requireShape(1, w.planes, n);
        Node y = x.tape.node(1, w.planes * channels, count, x, w);
        Arrays.fill(y.value, 0, y.size(), 0);
        for (int k = 0; k < w.planes; k++) {
            for (int c = 0; c < channels; c++) {
                int ofW = k * n;
                int ofX = c * n;
                int ofY = (k * channels + c) * count;
                groups.forEachRun(n, (at, group, length) -> {
                    if (groups.interleaved) {
                        addProduct(length, w.value, ofW + at, x.value, ofX + at, y.value, ofY);
                    } else {
                        y.value[ofY + group] += dot(length, w.value, ofW + at, x.value, ofX + at);
                    }
                });
            }
        }
        x.tape.record(y, () -> {
            float[] slope = y.gradient();
            float[] intoX = x.into();
            float[] intoW = w.into();
            for (int k = 0; k < w.planes; k++) {
                for (int c = 0; c < channels; c++) {
                    int ofW = k * n;
                    int ofX = c * n;
                    int ofY = (k * channels + c) * count;
                    groups.forEachRun(n, (at, group, length) -> {
                        if (intoX != null) {
                            addSlope(groups, length, slope, ofY + group, w.value, ofW + at, intoX, ofX + at);
                        }
                        if (intoW != null) {
                            addSlope(groups, length, slope, ofY + group, x.value, ofX + at, intoW, ofW + at);
                        }
                    });
                }
            }
        });
        return y;
    }

    /** Adds the product of what a run of members has and the slopes of their groups. */
    private static void addSlope(
            Groups groups, int n, float[] slope, int group, float[] a, int atA, float[] into, int at) {
        if (groups.interleaved) {
            addProduct(n, slope, group, a, atA, into, at);
            return;
        }
        float factor = slope[group];
        for (int i = 0; i < n; i++) {
            into[at + i] += factor * a[atA + i];
        }
    }

    private static void addProduct(int n, float[] a, int atA, float[] b, int atB, float[] into, int at) {
        for (int j = 0; j < n; j++) {
            into[at + j] += a[atA + j] * b[atB + j];
        }
    }

    /** Σ aᵢbᵢ in four parts, which do not wait for each other. */
    private static float dot(int n, float[] a, int atA, float[] b, int atB) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += a[atA + i] * b[atB + i];
            s1 += a[atA + i + 1] * b[atB + i + 1];
            s2 += a[atA + i + 2] * b[atB + i + 2];
            s3 += a[atA + i + 3] * b[atB + i + 3];
        }
        for (; i < n; i++) {
            s0 += a[atA + i] * b[atB + i];
        }
        return s0 + s1 + (s2 + s3);
    }

    private static float sum(int n, float[] a, int at) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = at;
        for (; i + 3 < at + n; i += 4) {
            s0 += a[i];
            s1 += a[i + 1];
            s2 += a[i + 2];
            s3 += a[i + 3];
        }
        for (; i < at + n; i++) {
            s0 += a[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    /**
     * max(0, x + g), where all members of a group add its g.
     *
     * @param x 1×channels×places
     * @param g 1×channels×groups
     */
    public static Node join(Node x, Node g, Groups groups) {
        int n = x.length;
        int count = groups.count;
        g.requireShape(1, x.planes, count);
        Node y = x.tape.like(x, x, g);
        for (int c = 0; c < x.planes; c++) {
            int ofX = c * n;
            int ofG = c * count;
            groups.forEachRun(n, (at, group, length) -> {
                if (groups.interleaved) {
                    System.arraycopy(g.value, ofG, y.value, ofX + at, length);
                } else {
                    Arrays.fill(y.value, ofX + at, ofX + at + length, g.value[ofG + group]);
                }
            });
        }
        for (int i = 0; i < y.size(); i++) {
            y.value[i] = Math.max(0, x.value[i] + y.value[i]);
        }
        x.tape.record(y, () -> {
            float[] slope = y.gradient();
            float[] intoG = g.into();
            for (int i = 0; i < y.size(); i++) {
                slope[i] = y.value[i] > 0 ? slope[i] : 0;
            }
            Algebra.accumulate(x, 1, slope);
            for (int c = 0; intoG != null && c < x.planes; c++) {
                int ofX = c * n;
                int ofG = c * count;
                groups.forEachRun(n, (at, group, length) -> {
                    if (groups.interleaved) {
                        add(length, slope, ofX + at, intoG, ofG);
                    } else {
                        intoG[ofG + group] += sum(length, slope, ofX + at);
                    }
                });
            }
        });
        return y;
    }

    private static void add(int n, float[] a, int atA, float[] into, int at) {
        for (int j = 0; j < n; j++) {
            into[at + j] += a[atA + j];
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
        Tape tape = h.tape;
        Node next = tape.like(h, fromX, fromH, h);
        float[] reset = sum(fromX, fromH, 0, size);
        float[] keep = sum(fromX, fromH, size, size);
        Tanh.applyLogistic(reset, reset, 0, size);
        Tanh.applyLogistic(keep, keep, 0, size);
        float[] fresh = copy(fromX, 2 * size, size);
        float[] old = copy(fromH, 2 * size, size);
        for (int i = 0; i < size; i++) {
            fresh[i] += reset[i] * old[i];
        }
        Tanh.apply(fresh, fresh, 0, size);
        for (int i = 0; i < size; i++) {
            next.value[i] = fresh[i] + keep[i] * (h.value[i] - fresh[i]);
        }
        tape.record(next, () -> {
            float[] slope = next.gradient();
            float[] back = tape.take(3 * size);
            float[] part = tape.take(size);
            float[] intoH = h.into();
            for (int i = 0; i < size; i++) {
                part[i] = slope[i] * (h.value[i] - fresh[i]) * keep[i] * (1 - keep[i]);
            }
            System.arraycopy(part, 0, back, size, size);
            for (int i = 0; intoH != null && i < size; i++) {
                intoH[i] += slope[i] * keep[i];
            }
            for (int i = 0; i < size; i++) {
                part[i] = slope[i] * (1 - keep[i]) * (1 - fresh[i] * fresh[i]);
            }
            System.arraycopy(part, 0, back, 2 * size, size);
            for (int i = 0; i < size; i++) {
                back[i] = part[i] * old[i] * reset[i] * (1 - reset[i]);
            }
            Algebra.accumulate(fromX, 1, back);
            for (int i = 0; i < size; i++) {
                part[i] *= reset[i];
            }
            System.arraycopy(part, 0, back, 2 * size, size);
            Algebra.accumulate(fromH, 1, back);
            tape.giveBack(part);
            tape.giveBack(back);
        });
        return next;
    }

    /** The numbers of a node from one on, on its tape: loops over arrays with one common index become vector code. */
    private static float[] copy(Node x, int from, int size) {
        float[] copy = x.tape.workspace(size);
        System.arraycopy(x.value, from, copy, 0, size);
        return copy;
    }

    private static float[] sum(Node x, Node y, int from, int size) {
        float[] sum = copy(x, from, size);
        float[] term = copy(y, from, size);
        for (int i = 0; i < size; i++) {
            sum[i] += term[i];
        }
        return sum;
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
