package org.gatefold.doa.method;

/** What a recovery says of the angles of a grid for one trial. Immutable; arrays are only to be read. */
final class AngleScores {
    /** Power, or share of a source, at each grid angle, at least 0: what peaks are looked for in. */
    final double[] powers;

    /** Logarithm of the odds of a source at each grid angle, but for a constant; −∞ for none. */
    final double[] logits;

    /** Sets of grid indices drawn from a posterior, K each; empty if there is none but the logits. */
    final int[][] sets;

    AngleScores(double[] powers, double[] logits) {
        this(powers, logits, new int[0][]);
    }

    AngleScores(double[] powers, double[] logits, int[][] sets) {
        this.powers = powers;
        this.logits = logits;
        this.sets = sets;
    }

    /** Scores whose powers are the softmax of their logits. */
    static AngleScores ofLogits(double[] logits) {
        return new AngleScores(softmax(logits), logits);
    }

    /** Scores whose logits are the logarithms of their powers. */
    static AngleScores ofPowers(double[] powers) {
        double[] logits = new double[powers.length];
        for (int j = 0; j < logits.length; j++) {
            logits[j] = Math.log(powers[j]);
        }
        return new AngleScores(powers, logits);
    }

    /** Non-negative numbers of sum 1 in proportion to {@code exp(logit)}; all alike if no logit is above −∞. */
    static double[] softmax(double[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (double z : logits) {
            most = Math.max(most, z);
        }
        double[] shares = new double[logits.length];
        double sum = 0;
        for (int j = 0; j < shares.length; j++) {
            shares[j] = most == Double.NEGATIVE_INFINITY ? 1 : Math.exp(logits[j] - most);
            sum += shares[j];
        }
        for (int j = 0; j < shares.length; j++) {
            shares[j] /= sum;
        }
        return shares;
    }
}
