package org.gatefold.sparse.autodiff;

import java.util.List;
import org.gatefold.sparse.kernel.Tanh;

/**
 * The minimum mean square error estimate under a Bernoulli–Gaussian prior, with its divergence.
 *
 * <p>For r = x + n with noise variance τ per real number, x = 0 with probability 1 − ρ, else Gaussian with variance v
 * per real number in P planes: w = v/(v + τ), s = w/τ, logit π = ℓ − (P/2) log(1 + v/τ) + s‖r‖²/2 with ℓ = logit ρ, and
 * E[x|r] = πwr. Its divergence per real number is πw + w s π(1 − π)‖r‖²/P; times τ it is the posterior variance.
 * Gradients flow to r, τ, ℓ and v, and back from both results.
 */
public final class Denoiser {
    private Denoiser() {}

    /**
     * @param mean E[x|r], in the shape of r
     * @param divergence its mean over the entries, count×1×1
     */
    public record Result(Node mean, Node divergence) {}

    /**
     * @param r count×planes×length
     * @param tau count×1×1, positive
     * @param logit ℓ, 1×1×1 or 1×1×length
     * @param variance v, 1×1×1, count×1×1 or 1×1×length, positive
     */
    public static Result bernoulliGaussian(Node r, Node tau, Node logit, Node variance) {
        Tape tape = r.tape;
        tau.requireShape(r.count, 1, 1);
        int n = r.length;
        Node mean = tape.like(r, r, tau, logit, variance);
        Node divergence = tape.node(r.count, 1, 1, r, tau, logit, variance);
        float[] active = tape.workspace(r.count * n);
        float[] sizes = tape.workspace(r.count * n);
        int logitStride = logit.length == 1 ? 0 : 1;
        int varianceStride = variance.length == 1 ? 0 : 1;
        int varianceSample = variance.count == 1 ? 0 : variance.length;
        float halfPlanes = r.planes / 2f;
        for (int s = 0; s < r.count; s++) {
            double sum = 0;
            float t = tau.value[s];
            squares(r, s, sizes);
            float last = Float.NaN;
            float logarithm = 0;
            for (int i = 0; i < n; i++) {
                float v = variance.value[s * varianceSample + i * varianceStride];
                if (v != last) {
                    logarithm = log1p(v / t);
                    last = v;
                }
                float w = v / (v + t);
                float slope = w / t;
                float a = sizes[s * n + i];
                float odds = logit.value[i * logitStride] - halfPlanes * logarithm + slope * a / 2;
                float p = Tanh.logistic(odds);
                active[s * n + i] = p;
                float factor = p * w;
                for (int k = 0; k < r.planes; k++) {
                    int at = (s * r.planes + k) * n + i;
                    mean.value[at] = factor * r.value[at];
                }
                sum += factor + w * slope * p * (1 - p) * a / r.planes;
            }
            divergence.value[s] = (float) (sum / n);
        }
        tape.record(List.of(mean, divergence), () -> {
            float[] slope = mean.gradient();
            float[] intoR = r.into();
            float[] intoLogit = logit.into();
            float[] intoVariance = variance.into();
            float[] intoTaus = tau.into();
            for (int s = 0; s < r.count; s++) {
                float t = tau.value[s];
                double intoTau = 0;
                float e = divergence.gradient()[s] / n;
                for (int i = 0; i < n; i++) {
                    int vAt = s * varianceSample + i * varianceStride;
                    float v = variance.value[vAt];
                    float total = v + t;
                    float w = v / total;
                    float a = sizes[s * n + i];
                    float p = active[s * n + i];
                    float spread = p * (1 - p);
                    float q = 0;
                    for (int k = 0; k < r.planes; k++) {
                        int at = (s * r.planes + k) * n + i;
                        q += slope[at] * r.value[at];
                    }
                    // Through g = πw, which multiplies r and is the first part of the divergence …
                    float dg = q + e;
                    // … and h = (w²/τ)π(1 − π), which ‖r‖²/P multiplies in its second part.
                    float dh = e * a / r.planes;
                    float square = w * w / t;
                    float dOdds = spread * (w * dg + square * (1 - 2 * p) * dh);
                    float dSize = e * square * spread / r.planes + dOdds * w / (2 * t);
                    float dW = p * dg + 2 * w / t * spread * dh + dOdds * a / (2 * t);
                    intoTau += -square / t * spread * dh
                            + dOdds * (-a * w / (2 * t * t) + halfPlanes * (1 / t - 1 / total))
                            - dW * v / (total * total);
                    if (intoLogit != null) {
                        intoLogit[i * logitStride] += dOdds;
                    }
                    if (intoVariance != null) {
                        intoVariance[vAt] += dW * t / (total * total) - dOdds * halfPlanes / total;
                    }
                    if (intoR != null) {
                        float g = p * w;
                        for (int k = 0; k < r.planes; k++) {
                            int at = (s * r.planes + k) * n + i;
                            intoR[at] += g * slope[at] + 2 * dSize * r.value[at];
                        }
                    }
                }
                if (intoTaus != null) {
                    intoTaus[s] += (float) intoTau;
                }
            }
        });
        return new Result(mean, divergence);
    }

    private static float log1p(float x) {
        return (float) Math.log1p(x);
    }

    /** ‖rᵢ‖² over the planes of sample s. */
    private static void squares(Node r, int s, float[] into) {
        int n = r.length;
        for (int i = 0; i < n; i++) {
            float sum = 0;
            for (int k = 0; k < r.planes; k++) {
                float v = r.value[(s * r.planes + k) * n + i];
                sum += v * v;
            }
            into[s * n + i] = sum;
        }
    }
}
