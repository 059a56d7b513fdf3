package org.gatefold.sparse.classical;

import java.util.Arrays;

/**
 * The safeguard of message passing against divergence: after each iteration, what is to become of each sample.
 *
 * <p>The state with the lowest effective noise so far is kept. A sample whose effective noise rises to more than
 * {@value #DIVERGED} times that, or is not a number, goes back to it and from then on moves by half as much; after more
 * than {@value #MOST} retreats it stays there. A sample that ends above {@value #EXCURSION} times its lowest effective
 * noise ends in its best state instead. The effective noise is what the algorithm itself believes its error to be, up
 * to a factor; below these factors it fluctuates in runs that converge.
 */
public final class Retreats {
    private static final double DIVERGED = 4;
    private static final double EXCURSION = 2;
    private static final int MOST = 6;

    private final double[] lowest;
    private final int[] retreats;

    /** What a sample does after an iteration. */
    public enum Verdict {
        /** Its state is the best so far. */
        BEST,
        /** It goes on, though it has been better. */
        ON,
        /** It goes back to its best state. */
        BACK
    }

    /** For {@code count} samples that have not started. */
    public Retreats(int count) {
        lowest = new double[count];
        retreats = new int[count];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    }

    /** Judges the state of sample {@code s}; the first time, at the start, it is the best. */
    public Verdict judge(int s, double effectiveNoise) {
        if (effectiveNoise <= lowest[s]) {
            lowest[s] = effectiveNoise;
            return Verdict.BEST;
        }
        if (effectiveNoise <= DIVERGED * lowest[s]) {
            return Verdict.ON;
        }
        retreats[s]++;
        return Verdict.BACK;
    }

    /** Whether sample {@code s} has gone back so often that it stays. */
    public boolean over(int s) {
        return retreats[s] > MOST;
    }

    /** The factor of the moves of sample {@code s}, ½ to the number of its retreats. */
    public double factor(int s) {
        return Math.scalb(1.0, -retreats[s]);
    }

    /** Whether a sample that ends here, with that effective noise, had better end in its best state. */
    public boolean excursion(int s, double effectiveNoise) {
        return !(effectiveNoise <= EXCURSION * lowest[s]);
    }
}
