package org.gatefold.sparse.classical;

import java.util.SplittableRandom;

/**
 * How uneven the variances γ of sparse Bayesian learning are when it starts. Its cost has many minima, and which of
 * them is reached depends on the start: from even variances as usual, or from random ones, {@code log γⱼ} normal around
 * the usual value with a deviation of {@value #DEVIATION}. The draws are the same for all problems.
 *
 * @param draw 0 for even variances, else the number of a random start
 */
public record StartingVariances(int draw) {
    public static final StartingVariances EVEN = new StartingVariances(0);

    /**
     * With gated SBL of twelve iterations on the correlated 20×100 dictionary a random start solved as many problems as
     * the even one with 1, four in five with 4; both together solved most with 2 to 4.
     */
    private static final double DEVIATION = 2.5;

    public StartingVariances {
        if (draw < 0) {
            throw new IllegalArgumentException("expected the number of a start of at least 0, found " + draw);
        }
    }

    /** log γ of n indices less the usual value. */
    public double[] logFactors(int n) {
        SplittableRandom rng = new SplittableRandom(draw);
        double[] factors = new double[n];
        for (int j = 0; draw > 0 && j < n; j++) {
            factors[j] = DEVIATION * rng.nextGaussian();
        }
        return factors;
    }
}
