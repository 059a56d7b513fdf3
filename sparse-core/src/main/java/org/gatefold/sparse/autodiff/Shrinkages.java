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
        int[] counts = new int[z.count];
        Arrays.fill(counts, keep);
        return softThreshold(z, theta, counts, aboveThreshold);
    }

    /** Soft thresholding with support selection by a count for each sample. */
    public static Node softThreshold(Node z, Node theta, int[] keep, boolean aboveThreshold) {
        if (theta.planes != 1) {
            throw new IllegalArgumentException("a threshold serves all planes of an entry, found " + theta);
        }
        new Broadcast(theta, z);
        Node x = z.tape.like(z, z, theta);
        int n = z.length;
        int perSample = theta.count == 1 ? 0 : theta.length;
        int perEntry = theta.length == 1 ? 0 : 1;
        float[] norms = z.tape.workspace(z.count * n);
        float[] work = z.tape.workspace(n);
        for (int s = 0; s < z.count; s++) {
            magnitudes(z, s, norms);
            float above = keep[s] > 1
                    ? Selection.largest(norms, s * n, n, Math.min(keep[s], n), work)
                    : Float.POSITIVE_INFINITY;
            int at = s * perSample;
            if (z.planes == 1 && perEntry == 0) {
                softSample(z.value, x.value, s * n, n, theta.value[at]);
            } else {
                for (int i = 0; i < n; i++) {
                    float norm = norms[s * n + i];
                    float t = theta.value[at + i * perEntry];
                    float factor = norm > Math.max(t, 0) ? 1 - t / norm : 0;
                    for (int p = 0; p < z.planes; p++) {
                        int k = (s * z.planes + p) * n + i;
                        x.value[k] = factor * z.value[k];
                    }
                }
            }
            // The norm is kept for the way back: 0 where the entry vanished, infinite where it passed.
            for (int i = 0; i < n; i++) {
                float norm = norms[s * n + i];
                float t = theta.value[at + i * perEntry];
                if (norm > above && (!aboveThreshold || norm > t)) {
                    norms[s * n + i] = Float.POSITIVE_INFINITY;
                    for (int p = 0; p < z.planes; p++) {
                        int k = (s * z.planes + p) * n + i;
                        x.value[k] = z.value[k];
                    }
                } else if (norm <= t || norm == 0) {
                    norms[s * n + i] = 0;
                }
            }
        }
        z.tape.record(x, () -> shrinkageBack(z, theta, x, norms, perSample, perEntry));
        return x;
    }

    private static void softSample(float[] z, float[] x, int from, int n, float t) {
        // A negative threshold, which training may try, moves entries outward.
        if (t < 0) {
            for (int i = from; i < from + n; i++) {
                x[i] = z[i] == 0 ? 0 : z[i] + Math.copySign(t, z[i]);
            }
            return;
        }
        for (int i = from; i < from + n; i++) {
            x[i] = z[i] - Math.max(-t, Math.min(t, z[i]));
        }
    }

    /**
     * With x = (1 − θ/ρ) z, ρ = ‖z‖: ∂z += (1 − θ/ρ) ∂x + θ/ρ³ ⟨z, ∂x⟩ z and ∂θ −= ⟨z, ∂x⟩/ρ, where ρ > θ.
     *
     * @param norms ρ where the entry was shrunk, 0 where it vanished, ∞ where it passed
     */
    private static void shrinkageBack(Node z, Node theta, Node x, float[] norms, int perSample, int perEntry) {
        int n = z.length;
        float[] slope = x.gradient();
        float[] into = z.gradient;
        for (int s = 0; s < z.count; s++) {
            for (int i = 0; i < n; i++) {
                float norm = norms[s * n + i];
                if (norm == 0) {
                    continue;
                }
                boolean passes = norm == Float.POSITIVE_INFINITY;
                int at = s * perSample + i * perEntry;
                float ratio = passes ? 0 : theta.value[at] / norm;
                float along = 0;
                if (!passes) {
                    for (int p = 0; p < z.planes; p++) {
                        int k = (s * z.planes + p) * n + i;
                        along += z.value[k] * slope[k];
                    }
                    along /= norm;
                    if (theta.gradient != null) {
                        theta.gradient[at] -= along;
                    }
                }
                if (into != null) {
                    float radial = passes ? 0 : ratio * along / norm;
                    for (int p = 0; p < z.planes; p++) {
                        int k = (s * z.planes + p) * n + i;
                        into[k] += (1 - ratio) * slope[k] + radial * z.value[k];
                    }
                }
            }
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
            magnitudes(z, s, norms);
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
                if (z.gradient != null) {
                    float radial = passes ? 0 : along * (f / (f - t) - across) / norm;
                    for (int p = 0; p < z.planes; p++) {
                        int k = (s * z.planes + p) * n + i;
                        z.gradient[k] += across * slope[k] + radial * z.value[k];
                    }
                }
            }
            if (theta.gradient != null) {
                theta.gradient[s] += intoTheta;
            }
            if (phi.gradient != null) {
                phi.gradient[s] += intoPhi;
            }
        }
    }

    /** ‖zᵢ‖ over the planes, for all entries of sample s, into {@code norms[s·n …]}. */
    static void magnitudes(Node z, int s, float[] norms) {
        int n = z.length;
        if (z.planes == 1) {
            for (int i = s * n; i < (s + 1) * n; i++) {
                norms[i] = Math.abs(z.value[i]);
            }
            return;
        }
        Arrays.fill(norms, s * n, (s + 1) * n, 0);
        for (int p = 0; p < z.planes; p++) {
            int from = (s * z.planes + p) * n;
            for (int i = 0; i < n; i++) {
                norms[s * n + i] += z.value[from + i] * z.value[from + i];
            }
        }
        for (int i = s * n; i < (s + 1) * n; i++) {
            norms[i] = (float) Math.sqrt(norms[i]);
        }
    }
}
