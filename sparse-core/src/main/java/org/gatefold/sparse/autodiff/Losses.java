package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import org.gatefold.sparse.Batch;

/** Distances from the truth, summed over the samples of a batch. */
public final class Losses {
    private Losses() {}

    /** Σₛ ‖xₛ − x*ₛ‖². */
    public static Node squaredError(Node x, Batch truth) {
        double[] errors = errors(x, truth);
        float[] slopes = new float[errors.length];
        Arrays.fill(slopes, 2);
        return loss(x, truth, Arrays.stream(errors).sum(), slopes);
    }

    /** Σₛ ‖xₛ − x*ₛ‖²/‖x*ₛ‖²; a sample whose truth is zero counts with its plain error. */
    public static Node normalisedError(Node x, Batch truth) {
        double[] errors = errors(x, truth);
        float[] slopes = new float[errors.length];
        double sum = 0;
        for (int s = 0; s < errors.length; s++) {
            double weight = 1 / energy(truth, s);
            sum += weight * errors[s];
            slopes[s] = (float) (2 * weight);
        }
        return loss(x, truth, sum, slopes);
    }

    /** Σₛ log(‖xₛ − x*ₛ‖²/‖x*ₛ‖² + floor); a sample whose truth is zero counts with its plain error. */
    public static Node logNormalisedError(Node x, Batch truth, double floor) {
        double[] errors = errors(x, truth);
        float[] slopes = new float[errors.length];
        double sum = 0;
        for (int s = 0; s < errors.length; s++) {
            double energy = energy(truth, s);
            sum += Math.log(errors[s] / energy + floor);
            slopes[s] = (float) (2 / (errors[s] + floor * energy));
        }
        return loss(x, truth, sum, slopes);
    }

    private static double energy(Batch truth, int s) {
        double energy = truth.energy(s);
        return energy > 0 ? energy : 1;
    }

    /** ‖xₛ − x*ₛ‖² of every sample. */
    private static double[] errors(Node x, Batch truth) {
        x.requireShape(truth.count(), truth.planes(), truth.length());
        float[] target = truth.data();
        int stride = truth.stride();
        double[] errors = new double[x.count];
        for (int s = 0; s < x.count; s++) {
            double error = 0;
            for (int i = s * stride; i < (s + 1) * stride; i++) {
                double d = x.value[i] - target[i];
                error += d * d;
            }
            errors[s] = error;
        }
        return errors;
    }

    /** A loss of the errors of the samples, whose derivative by xₛ is {@code slopes[s]} (xₛ − x*ₛ). */
    private static Node loss(Node x, Batch truth, double value, float[] slopes) {
        Node loss = x.tape.node(1, 1, 1, x);
        loss.value[0] = (float) value;
        float[] target = truth.data();
        int stride = truth.stride();
        x.tape.record(loss, () -> {
            float slope = loss.gradient()[0];
            float[] into = x.gradient();
            for (int s = 0; s < x.count; s++) {
                float factor = slope * slopes[s];
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
