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
            Shrinkages.magnitudes(x, s, y.value);
        }
        x.tape.record(y, () -> {
            for (int s = 0; s < x.count; s++) {
                for (int p = 0; p < x.planes; p++) {
                    int from = (s * x.planes + p) * n;
                    for (int i = 0; i < n; i++) {
                        float norm = y.value[s * n + i];
                        if (norm > 0) {
                            x.gradient()[from + i] += y.gradient()[s * n + i] * x.value[from + i] / norm;
                        }
                    }
                }
            }
        });
        return y;
    }

    /** Σᵢ ‖xᵢ‖₂ of each sample, count×1×1: the ℓ₁ norm, with the ℓ₂ norm over planes inside. */
    public static Node l1(Node x) {
        int n = x.length;
        Node y = x.tape.node(x.count, 1, 1, x);
        float[] norms = x.tape.workspace(x.count * n);
        for (int s = 0; s < x.count; s++) {
            Shrinkages.magnitudes(x, s, norms);
            double sum = 0;
            for (int i = s * n; i < (s + 1) * n; i++) {
                sum += norms[i];
            }
            y.value[s] = (float) sum;
        }
        x.tape.record(y, () -> {
            for (int s = 0; s < x.count; s++) {
                float slope = y.gradient()[s];
                for (int p = 0; p < x.planes; p++) {
                    int from = (s * x.planes + p) * n;
                    for (int i = 0; i < n; i++) {
                        float norm = norms[s * n + i];
                        if (norm > 0) {
                            x.gradient()[from + i] += slope * x.value[from + i] / norm;
                        }
                    }
                }
            }
        });
        return y;
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
            for (int s = 0; s < x.count; s++) {
                float twice = 2 * y.gradient()[s];
                for (int i = s * stride; i < (s + 1) * stride; i++) {
                    x.gradient()[i] += twice * x.value[i];
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
            Shrinkages.magnitudes(x, s, norms);
            for (int i = s * n; i < (s + 1) * n; i++) {
                y.value[s] += norms[i] > 0 ? 1 : 0;
            }
        }
        return y;
    }
}
