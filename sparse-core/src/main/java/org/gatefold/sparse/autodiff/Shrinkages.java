package org.gatefold.sparse.autodiff;

import java.util.Arrays;

/** Shrinkage functions of the entries, by their magnitude over all planes. */
public final class Shrinkages {
    private Shrinkages() {}

    /**
     * Group soft thresholding, max(0, 1 − θᵢ/‖zᵢ‖)·zᵢ with the ℓ₂ norm over the planes of entry i.
     *
     * @param theta 1×1×1, count×1×1 (a threshold a sample), 1×1×length or count×1×length (a threshold an entry)
     */
    public static Node softThreshold(Node z, Node theta) {
        return softThreshold(z, theta, 0, false);
    }

    /**
     * Soft thresholding with support selection: in each sample the {@code keep − 1} entries of largest magnitude, those
     * strictly above the {@code keep}-th largest, pass unchanged; no gradient flows through the selection.
     *
     * @param keep the count p of Chen et al., NeurIPS 2018; 0 or 1 for none
     * @param aboveThreshold whether a selected entry must exceed θ as well
     */
    public static Node softThreshold(Node z, Node theta, int keep, boolean aboveThreshold) {
        return softThreshold(z, theta, forAll(z.count, keep), aboveThreshold);
    }

    /** Soft thresholding with support selection by a count for each sample. */
    public static Node softThreshold(Node z, Node theta, int[] keep, boolean aboveThreshold) {
        Node x = z.tape.like(z, z, theta);
        SoftThreshold shrinkage = new SoftThreshold(z.value, theta, keep, aboveThreshold, x);
        z.tape.record(x, () -> {
            float[] into = z.into();
            shrinkage.back((s, at, slope) -> {
                if (into != null) {
                    into[at] += slope;
                }
            });
        });
        return x;
    }

    /**
     * The double hyperbolic tangent s[tanh(x + θ) + tanh(x − θ)], a smooth shrinkage that is flat around 0 and bounded
     * by 2s (SC2Net, Zhou et al., AAAI 2018).
     *
     * @param theta half the width of the flat part, broadcast as the factor of {@link Algebra#scale}
     * @param height s, broadcast likewise
     */
    public static Node doubleTanh(Node x, Node theta, Node height) {
        Node above = Activation.TANH.of(Algebra.plus(x, theta));
        Node below = Activation.TANH.of(Algebra.plus(x, Algebra.times(-1, theta)));
        return Algebra.scale(height, Algebra.add(above, below));
    }

    /**
     * η_θ(x + γv) with support selection: the layer of thresholding algorithms in one operation, whose way back visits
     * the entries that are not zero alone.
     *
     * @param gamma 1×1×1 or count×1×1
     * @param keep as in {@link #softThreshold(Node, Node, int, boolean)}
     */
    public static Node softThresholdOfStep(Node x, Node gamma, Node v, Node theta, int keep) {
        v.requireShape(x.count, x.planes, x.length);
        gamma.requireShape(gamma.count == 1 ? 1 : x.count, 1, 1);
        Node next = x.tape.like(x, x, gamma, v, theta);
        float[] z = x.tape.workspace(x.size());
        int stride = x.planes * x.length;
        int perSample = gamma.count == 1 ? 0 : 1;
        for (int s = 0; s < x.count; s++) {
            addScaled(x.value, gamma.value[s * perSample], v.value, s * stride, stride, z);
        }
        SoftThreshold shrinkage = new SoftThreshold(z, theta, forAll(x.count, keep), false, next);
        x.tape.record(next, () -> {
            float[] intoX = x.into();
            float[] intoV = v.into();
            float[] intoGamma = gamma.into();
            shrinkage.back((s, at, slope) -> {
                int g = s * perSample;
                if (intoX != null) {
                    intoX[at] += slope;
                }
                if (intoV != null) {
                    intoV[at] += gamma.value[g] * slope;
                }
                if (intoGamma != null) {
                    intoGamma[g] += v.value[at] * slope;
                }
            });
        });
        return next;
    }

    private static int[] forAll(int count, int keep) {
        int[] counts = new int[count];
        Arrays.fill(counts, keep);
        return counts;
    }

    private static void addScaled(float[] x, float factor, float[] v, int from, int n, float[] z) {
        for (int i = from; i < from + n; i++) {
            z[i] = x[i] + factor * v[i];
        }
    }

    /**
     * Firm thresholding by magnitude ρ = ‖zᵢ‖: 0 up to θ, z from φ > θ on, and φ(ρ − θ)/(φ − θ)·z/ρ between (Gao and
     * Bruce, Statistica Sinica 7, 1997).
     *
     * @param theta count×1×1
     * @param phi count×1×1
     */
    public static Node firmThreshold(Node z, Node theta, Node phi) {
        theta.requireShape(z.count, 1, 1);
        phi.requireShape(z.count, 1, 1);
        Node x = z.tape.like(z, z, theta, phi);
        int n = z.length;
        float[] norms = z.tape.workspace(z.count * n);
        for (int s = 0; s < z.count; s++) {
            Norms.magnitudes(z, s, norms);
            float t = theta.value[s];
            float f = phi.value[s];
            for (int i = 0; i < n; i++) {
                float norm = norms[s * n + i];
                float factor = norm <= t ? 0 : norm >= f ? 1 : f * (norm - t) / ((f - t) * norm);
                for (int p = 0; p < z.planes; p++) {
                    int at = (s * z.planes + p) * n + i;
                    x.value[at] = factor * z.value[at];
                }
            }
        }
        z.tape.record(x, () -> firmBack(z, theta, phi, x, norms));
        return x;
    }

    /** With g(ρ) = φ(ρ − θ)/(φ − θ): ∂g/∂ρ = φ/(φ − θ), ∂g/∂θ = φ(ρ − φ)/(φ − θ)², ∂g/∂φ = −θ(ρ − θ)/(φ − θ)². */
    private static void firmBack(Node z, Node theta, Node phi, Node x, float[] norms) {
        int n = z.length;
        float[] slope = x.gradient();
        float[] into = z.into();
        float[] intoThetas = theta.into();
        float[] intoPhis = phi.into();
        for (int s = 0; s < z.count; s++) {
            float t = theta.value[s];
            float f = phi.value[s];
            float square = (f - t) * (f - t);
            float intoTheta = 0;
            float intoPhi = 0;
            for (int i = 0; i < n; i++) {
                float norm = norms[s * n + i];
                if (norm <= t) {
                    continue;
                }
                boolean passes = norm >= f;
                float across = passes ? 1 : f * (norm - t) / ((f - t) * norm);
                float along = 0;
                if (!passes) {
                    for (int p = 0; p < z.planes; p++) {
                        int k = (s * z.planes + p) * n + i;
                        along += z.value[k] * slope[k];
                    }
                    along /= norm;
                    intoTheta += along * f * (norm - f) / square;
                    intoPhi -= along * t * (norm - t) / square;
                }
                if (into != null) {
                    float radial = passes ? 0 : along * (f / (f - t) - across) / norm;
                    for (int p = 0; p < z.planes; p++) {
                        int k = (s * z.planes + p) * n + i;
                        into[k] += across * slope[k] + radial * z.value[k];
                    }
                }
            }
            if (intoThetas != null) {
                intoThetas[s] += intoTheta;
            }
            if (intoPhis != null) {
                intoPhis[s] += intoPhi;
            }
        }
    }
}
