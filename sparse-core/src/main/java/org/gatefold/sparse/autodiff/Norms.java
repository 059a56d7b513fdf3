package org.gatefold.sparse.autodiff;

import java.util.Arrays;

/** Magnitudes of entries and norms of samples. */
public final class Norms {
    private Norms() {}

    /** ‖xᵢ‖₂ over the planes of each entry, count×1×length; its derivative at 0 is taken as 0. */
    public static Node magnitude(Node x) {
        int n = x.length;
        Node y = x.tape.node(x.count, 1, n, x);
        for (int s = 0; s < x.count; s++) {
            magnitudes(x, s, y.value);
        }
        x.tape.record(y, () -> {
            float[] into = x.gradient();
            float[] slope = y.gradient();
            for (int s = 0; s < x.count; s++) {
                for (int p = 0; p < x.planes; p++) {
                    int from = (s * x.planes + p) * n;
                    for (int i = 0; i < n; i++) {
                        float norm = y.value[s * n + i];
                        if (norm > 0) {
                            into[from + i] += slope[s * n + i] * x.value[from + i] / norm;
                        }
                    }
                }
            }
        });
        return y;
    }

    /** ‖xᵢ‖ over the planes, for all entries of sample s, into {@code norms[s·n …]}. */
    static void magnitudes(Node x, int s, float[] norms) {
        magnitudes(x.value, x.planes, x.length, s, norms);
    }

    static void magnitudes(float[] x, int planes, int n, int s, float[] norms) {
        int to = s * n;
        if (planes == 1) {
            for (int i = to; i < to + n; i++) {
                norms[i] = Math.abs(x[i]);
            }
            return;
        }
        Arrays.fill(norms, to, to + n, 0);
        for (int p = 0; p < planes; p++) {
            int from = (s * planes + p) * n;
            for (int i = 0; i < n; i++) {
                norms[to + i] += x[from + i] * x[from + i];
            }
        }
        for (int i = to; i < to + n; i++) {
            norms[i] = (float) Math.sqrt(norms[i]);
        }
    }

    /** Σᵢ ‖xᵢ‖₂ of each sample, count×1×1: the ℓ₁ norm, with the ℓ₂ norm over planes inside. */
    public static Node l1(Node x) {
        int n = x.length;
        Node y = x.tape.node(x.count, 1, 1, x);
        float[] norms = x.planes == 1 ? x.value : x.tape.workspace(x.count * n);
        for (int s = 0; s < x.count; s++) {
            if (x.planes > 1) {
                magnitudes(x, s, norms);
            }
            y.value[s] = sumOfMagnitudes(norms, s * n, (s + 1) * n);
        }
        x.tape.record(y, () -> {
            float[] into = x.gradient();
            for (int s = 0; s < x.count; s++) {
                float slope = y.gradient()[s];
                if (x.planes == 1) {
                    addSigns(slope, x.value, into, s * n, (s + 1) * n);
                    continue;
                }
                for (int p = 0; p < x.planes; p++) {
                    int from = (s * x.planes + p) * n;
                    for (int i = 0; i < n; i++) {
                        float norm = norms[s * n + i];
                        into[from + i] += norm > 0 ? slope * x.value[from + i] / norm : 0;
                    }
                }
            }
        });
        return y;
    }

    /** Adds slope·sign(x) as slope·x/|x|, which the compiler vectorises. */
    private static void addSigns(float slope, float[] x, float[] into, int from, int to) {
        for (int i = from; i < to; i++) {
            into[i] += slope * (x[i] / (Math.abs(x[i]) + Float.MIN_NORMAL));
        }
    }

    /** By four sums side by side, which the processor adds at once. */
    private static float sumOfMagnitudes(float[] x, int from, int to) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            a += Math.abs(x[i]);
            b += Math.abs(x[i + 1]);
            c += Math.abs(x[i + 2]);
            d += Math.abs(x[i + 3]);
        }
        for (; i < to; i++) {
            a += Math.abs(x[i]);
        }
        return (a + b) + (c + d);
    }

    /** ‖x‖₂² of each sample over all entries and planes, count×1×1. */
    public static Node energy(Node x) {
        int stride = x.planes * x.length;
        Node y = x.tape.node(x.count, 1, 1, x);
        for (int s = 0; s < x.count; s++) {
            double sum = 0;
            for (int i = s * stride; i < (s + 1) * stride; i++) {
                sum += (double) x.value[i] * x.value[i];
            }
            y.value[s] = (float) sum;
        }
        x.tape.record(y, () -> {
            float[] into = x.gradient();
            for (int s = 0; s < x.count; s++) {
                float twice = 2 * y.gradient()[s];
                for (int i = s * stride; i < (s + 1) * stride; i++) {
                    into[i] += twice * x.value[i];
                }
            }
        });
        return y;
    }

    /**
     * Every row shifted and scaled to mean 0 and variance 1, (x − μ)/√(var + ε): layer normalisation without gain and
     * bias (Ba, Kiros and Hinton, 2016).
     *
     * @param epsilon ε > 0
     */
    public static Node standardise(Node x, double epsilon) {
        int n = x.length;
        int rows = x.count * x.planes;
        Node y = x.tape.like(x, x);
        float[] factors = x.tape.workspace(rows);
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            double squares = 0;
            for (int i = r * n; i < (r + 1) * n; i++) {
                sum += x.value[i];
                squares += (double) x.value[i] * x.value[i];
            }
            float mean = (float) (sum / n);
            factors[r] = (float) (1 / Math.sqrt(Math.max(0, squares / n - sum * sum / n / n) + epsilon));
            for (int i = r * n; i < (r + 1) * n; i++) {
                y.value[i] = (x.value[i] - mean) * factors[r];
            }
        }
        x.tape.record(y, () -> {
            float[] into = x.gradient();
            float[] slope = y.gradient();
            for (int r = 0; r < rows; r++) {
                float sum = 0;
                float along = 0;
                for (int i = r * n; i < (r + 1) * n; i++) {
                    sum += slope[i];
                    along += slope[i] * y.value[i];
                }
                for (int i = r * n; i < (r + 1) * n; i++) {
                    into[i] += factors[r] * (slope[i] - sum / n - y.value[i] * along / n);
                }
            }
        });
        return y;
    }

    /** The sum of all numbers, 1×1×1. */
    public static Node sum(Node x) {
        Node y = x.tape.node(1, 1, 1, x);
        double sum = 0;
        for (int i = 0; i < x.size(); i++) {
            sum += x.value[i];
        }
        y.value[0] = (float) sum;
        x.tape.record(y, () -> {
            float slope = y.gradient()[0];
            float[] into = x.gradient();
            for (int i = 0; i < x.size(); i++) {
                into[i] += slope;
            }
        });
        return y;
    }

    /** How many entries of each sample are not zero, count×1×1; no gradient flows through it. */
    public static Node support(Node x) {
        int n = x.length;
        Node y = x.tape.node(x.count, 1, 1);
        float[] norms = x.tape.workspace(x.count * n);
        Arrays.fill(y.value, 0, y.count, 0);
        for (int s = 0; s < x.count; s++) {
            magnitudes(x, s, norms);
            for (int i = s * n; i < (s + 1) * n; i++) {
                y.value[s] += norms[i] > 0 ? 1 : 0;
            }
        }
        return y;
    }
}
