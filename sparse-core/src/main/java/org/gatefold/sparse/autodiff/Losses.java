package org.gatefold.sparse.autodiff;

import org.gatefold.sparse.Batch;

/** Distances from the truth, summed over the samples of a batch. */
public final class Losses {
    private Losses() {}

    /** Σₛ ‖xₛ − x*ₛ‖². */
    public static Node squaredError(Node x, Batch truth) {
        return weighted(x, truth, null);
    }

    /** Σₛ ‖xₛ − x*ₛ‖²/‖x*ₛ‖²; a sample whose truth is zero counts with its plain error. */
    public static Node normalisedError(Node x, Batch truth) {
        float[] weights = new float[truth.count()];
        for (int s = 0; s < weights.length; s++) {
            double energy = truth.energy(s);
            weights[s] = (float) (energy > 0 ? 1 / energy : 1);
        }
        return weighted(x, truth, weights);
    }

    private static Node weighted(Node x, Batch truth, float @org.jspecify.annotations.Nullable [] weights) {
        x.requireShape(truth.count(), truth.planes(), truth.length());
        Node loss = x.tape.node(1, 1, 1, x);
        float[] target = truth.data();
        int stride = truth.stride();
        double sum = 0;
        for (int s = 0; s < x.count; s++) {
            double error = 0;
            for (int i = s * stride; i < (s + 1) * stride; i++) {
                double d = x.value[i] - target[i];
                error += d * d;
            }
            sum += weights == null ? error : weights[s] * error;
        }
        loss.value[0] = (float) sum;
        x.tape.record(loss, () -> {
            float slope = 2 * loss.gradient()[0];
            float[] into = x.gradient();
            for (int s = 0; s < x.count; s++) {
                float factor = weights == null ? slope : slope * weights[s];
                for (int i = s * stride; i < (s + 1) * stride; i++) {
                    into[i] += factor * (x.value[i] - target[i]);
                }
            }
        });
        return loss;
    }

    /**
     * −Σₛ Σ_{j ∈ supp x*ₛ} log softmax(z)ⱼ: the multi-label support loss of Xin et al., NeurIPS 2016.
     *
     * @param z scores, count×1×length
     */
    public static Node support(Node z, Batch truth) {
        z.requireShape(truth.count(), 1, truth.length());
        int n = z.length;
        Node loss = z.tape.node(1, 1, 1, z);
        float[] softmax = z.tape.workspace(z.count * n);
        double total = 0;
        for (int s = 0; s < z.count; s++) {
            total += logSoftmax(z, s, truth, softmax);
        }
        loss.value[0] = (float) total;
        z.tape.record(loss, () -> {
            float slope = loss.gradient()[0];
            float[] into = z.gradient();
            for (int s = 0; s < z.count; s++) {
                int active = 0;
                for (int i = 0; i < n; i++) {
                    active += truth.energy(s, i) > 0 ? 1 : 0;
                }
                for (int i = 0; i < n; i++) {
                    float hit = truth.energy(s, i) > 0 ? 1 : 0;
                    into[s * n + i] += slope * (active * softmax[s * n + i] - hit);
                }
            }
        });
        return loss;
    }

    private static double logSoftmax(Node z, int s, Batch truth, float[] softmax) {
        int n = z.length;
        float top = Float.NEGATIVE_INFINITY;
        for (int i = s * n; i < (s + 1) * n; i++) {
            top = Math.max(top, z.value[i]);
        }
        double sum = 0;
        for (int i = s * n; i < (s + 1) * n; i++) {
            double e = Math.exp(z.value[i] - top);
            softmax[i] = (float) e;
            sum += e;
        }
        double loss = 0;
        double logSum = Math.log(sum);
        for (int i = 0; i < n; i++) {
            softmax[s * n + i] /= (float) sum;
            if (truth.energy(s, i) > 0) {
                loss -= z.value[s * n + i] - top - logSum;
            }
        }
        return loss;
    }
}
