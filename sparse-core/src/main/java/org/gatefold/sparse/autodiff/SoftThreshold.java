package org.gatefold.sparse.autodiff;

import java.util.Arrays;

/**
 * Group soft thresholding of one batch, with support selection, and its derivative.
 *
 * <p>One pass over the magnitudes lists the few entries that can stay; all else, the selection included, and the way
 * back, visits only these. What is not a number can stay too: a pass that went wrong must show.
 */
final class SoftThreshold {
    private static final float NEARBY = 0.8f;

    private final Node shape;
    private final float[] z;
    private final Node theta;
    private final int perSample;
    private final int perEntry;

    /** ‖zᵢ‖ over the planes; for one plane z itself, with its signs. */
    private final float[] norms;

    /** Of each sample, the magnitude above which entries pass unchanged. */
    private final float[] above;

    /** The entries of sample s that are not zero, from {@code start[s]} on. */
    private final int[] entries;

    private final int[] start;

    /**
     * Writes the shrunk z to {@code x}.
     *
     * @param z the values, with the count, planes and length of x; kept
     * @param theta 1×1×1, count×1×1, 1×1×length or count×1×length
     * @param keep for each sample, the entries strictly above the keep-th largest pass unchanged
     * @param aboveThreshold whether they must exceed θ as well
     */
    SoftThreshold(float[] z, Node theta, int[] keep, boolean aboveThreshold, Node x) {
        if (theta.planes != 1) {
            throw new IllegalArgumentException("a threshold serves all planes of an entry, found " + theta);
        }
        new Broadcast(theta, x);
        this.shape = x;
        this.z = z;
        this.theta = theta;
        this.perSample = theta.count == 1 ? 0 : theta.length;
        this.perEntry = theta.length == 1 ? 0 : 1;
        int n = x.length;
        Tape tape = x.tape;
        this.norms = x.planes == 1 ? z : tape.workspace(x.count * n);
        this.above = tape.workspace(x.count);
        // Without a way back, the list of one sample is written over that of the one before.
        boolean listed = x.wantsGradient();
        this.entries = tape.indices((listed ? x.count : 1) * n + 1);
        this.start = tape.indices(x.count + 1);
        float[] work = tape.workspace(n + 1);
        Arrays.fill(x.value, 0, x.size(), 0);
        start[0] = 0;
        for (int s = 0; s < x.count; s++) {
            if (x.planes > 1) {
                Norms.magnitudes(z, x.planes, n, s, norms);
            }
            int end = perEntry == 0 ? listByNumber(s, keep[s], work) : listByEntry(s, keep[s], work);
            int kept = shrink(s, end, aboveThreshold);
            start[s + 1] = listed ? kept : 0;
        }
    }

    /** Lists what exceeds the threshold of sample s, or less, until it holds the {@code keep} largest entries. */
    private int listByNumber(int s, int keep, float[] work) {
        // The sample before tells about where the keep-th largest is.
        float nearby = keep > 1 && s > 0 ? NEARBY * above[s - 1] : Float.POSITIVE_INFINITY;
        float bound = Math.min(nearby, Math.max(theta.value[s * perSample], -1));
        int end = list(s, bound);
        for (int tries = 0; end - start[s] < keep && bound >= 0; tries++) {
            bound = tries < 3 ? bound / 2 : -1;
            end = list(s, bound);
        }
        above[s] = Float.POSITIVE_INFINITY;
        if (keep > 1) {
            int n = magnitudesAbove(nearby, s, end, work);
            if (n < keep) {
                n = magnitudesAbove(-1, s, end, work);
            }
            above[s] = Selection.largest(work, n, Math.min(keep, n));
        }
        return end;
    }

    /** Copies the magnitudes of listed entries that exceed {@code bound} and returns how many they are. */
    private int magnitudesAbove(float bound, int s, int end, float[] work) {
        int n = 0;
        for (int e = start[s]; e < end; e++) {
            float norm = Math.abs(norms[s * shape.length + entries[e]]);
            work[n] = norm;
            n += norm > bound ? 1 : 0;
        }
        return n;
    }

    /** Lists the entries of sample s whose magnitude exceeds {@code bound} and returns the end of the list. */
    private int list(int s, float bound) {
        int from = s * shape.length;
        int end = start[s];
        int limit = ordered(bound);
        for (int i = 0; i < shape.length; i++) {
            entries[end] = i;
            end += exceeds(magnitude(norms[from + i]), limit);
        }
        return end;
    }

    // The bits of magnitudes compare like the magnitudes. Which is the larger is anyone's guess, so no branch asks.

    private static int magnitude(float x) {
        return Float.floatToRawIntBits(x) & Integer.MAX_VALUE;
    }

    /** The bits of a bound, which all magnitudes exceed if it is negative or not a number. */
    private static int ordered(float bound) {
        return bound >= 0 ? magnitude(bound) : -1;
    }

    private static int exceeds(int magnitude, int bound) {
        return (bound - magnitude) >>> 31;
    }

    /** Lists what exceeds its own threshold or is among the {@code keep} largest. */
    private int listByEntry(int s, int keep, float[] work) {
        int n = shape.length;
        above[s] = Float.POSITIVE_INFINITY;
        if (keep > 1) {
            for (int i = 0; i < n; i++) {
                work[i] = Math.abs(norms[s * n + i]);
            }
            above[s] = Selection.largest(work, n, Math.min(keep, n));
        }
        int end = start[s];
        for (int i = 0; i < n; i++) {
            float norm = Math.abs(norms[s * n + i]);
            entries[end] = i;
            end += norm <= Math.min(above[s], theta.value[s * perSample + i]) ? 0 : 1;
        }
        return end;
    }

    /** Shrinks the listed entries, leaves those that vanish out of the list and returns its new end. */
    private int shrink(int s, int end, boolean aboveThreshold) {
        int n = shape.length;
        int kept = start[s];
        if (shape.planes == 1 && perEntry == 0) {
            return shrinkNumbers(s, end, aboveThreshold);
        }
        for (int e = start[s]; e < end; e++) {
            int i = entries[e];
            float norm = Math.abs(norms[s * n + i]);
            // A negative threshold, which training may try, moves entries outward.
            float t = theta.value[s * perSample + i * perEntry];
            boolean passes = norm > above[s] && !(aboveThreshold && norm <= t);
            if (norm != 0 && (passes || !(norm <= t))) {
                entries[kept++] = i;
                for (int p = 0; p < shape.planes; p++) {
                    int k = (s * shape.planes + p) * n + i;
                    shape.value[k] = passes ? z[k] : z[k] - t * (z[k] / norm);
                }
            }
        }
        return kept;
    }

    /** {@link #shrink} for one plane and one threshold. */
    private int shrinkNumbers(int s, int end, boolean aboveThreshold) {
        int from = s * shape.length;
        int kept = start[s];
        float t = theta.value[s * perSample];
        int bitsOfT = Float.floatToRawIntBits(t);
        int least = ordered(t);
        int leastToPass = Math.max(magnitude(above[s]), aboveThreshold ? least : 0);
        for (int e = start[s]; e < end; e++) {
            int i = entries[e];
            int bits = Float.floatToRawIntBits(z[from + i]);
            int magnitude = bits & Integer.MAX_VALUE;
            int passes = exceeds(magnitude, leastToPass);
            int stays = (passes | exceeds(magnitude, least)) & exceeds(magnitude, 0);
            // θ with the sign of z, or 0.
            float less = Float.intBitsToFloat((bitsOfT ^ (bits & Integer.MIN_VALUE)) & (passes - 1));
            float shrunk = Float.intBitsToFloat(bits) - less;
            shape.value[from + i] = Float.intBitsToFloat(Float.floatToRawIntBits(shrunk) & -stays);
            entries[kept] = i;
            kept += stays;
        }
        return kept;
    }

    /** Receives the derivative of the loss by number {@code at} of sample {@code s} of z. */
    @FunctionalInterface
    interface Slopes {
        void add(int s, int at, float slope);
    }

    /**
     * With x = (1 − θ/ρ) z, ρ = ‖z‖: ∂z += (1 − θ/ρ) ∂x + θ/ρ³ ⟨z, ∂x⟩ z and ∂θ −= ⟨z, ∂x⟩/ρ, for the entries that are
     * not zero; ∂z += ∂x for those that passed.
     */
    void back(Slopes into) {
        int n = shape.length;
        float[] slope = shape.gradient();
        float[] intoTheta = theta.into();
        for (int s = 0; s < shape.count; s++) {
            for (int e = start[s]; e < start[s + 1]; e++) {
                int i = entries[e];
                float norm = Math.abs(norms[s * n + i]);
                boolean passes = norm > above[s];
                int at = s * perSample + i * perEntry;
                float ratio = passes ? 0 : theta.value[at] / norm;
                float along = 0;
                for (int p = 0; p < shape.planes && !passes; p++) {
                    int k = (s * shape.planes + p) * n + i;
                    along += z[k] * slope[k] / norm;
                }
                if (intoTheta != null) {
                    intoTheta[at] -= along;
                }
                for (int p = 0; p < shape.planes; p++) {
                    int k = (s * shape.planes + p) * n + i;
                    into.add(s, k, (1 - ratio) * slope[k] + ratio * along / norm * z[k]);
                }
            }
        }
    }
}
