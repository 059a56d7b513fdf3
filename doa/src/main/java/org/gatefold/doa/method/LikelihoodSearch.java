package org.gatefold.doa.method;

import java.util.SplittableRandom;

/**
 * The K grid angles of the largest evidence with Gaussian amplitudes of one power ({@link SupportEvidence}), looked for
 * from many starts: the greedy set and random ones, of which each source in turn moves to the best angle of the grid
 * until none moves. A reference for what the likelihood alone can tell; all its decodings are the same.
 *
 * @param starts number of sets to start from, at least 1
 * @param power E|x|² of a source, NaN for what the energy of the measurements says
 */
record LikelihoodSearch(int starts, double power) implements OneByOne {
    private static final int ROUNDS = 50;

    @Override
    public String name() {
        return "ml";
    }

    @Override
    public AngleScores scores(GridModel model, int sources, double noiseVariance) {
        int[] best = search(model, sources, noiseVariance);
        double[] powers = new double[model.grid.size()];
        for (int j : best) {
            powers[j] = 1;
        }
        AngleScores alone = AngleScores.ofPowers(powers);
        return new AngleScores(powers, alone.logits, new int[][] {best});
    }

    /** The best set found. */
    int[] search(GridModel model, int sources, double noiseVariance) {
        double gamma = Double.isNaN(power) ? SupportEvidence.power(model, sources, noiseVariance) : power;
        SupportEvidence evidence = new SupportEvidence(model, gamma, noiseVariance);
        SplittableRandom rng = new SplittableRandom(1);
        int[] best = model.greedy(sources);
        double most = climb(evidence, best, model.grid.size());
        for (int start = 1; start < starts; start++) {
            int[] set = rng.ints(0, model.grid.size()).distinct().limit(sources).toArray();
            double reached = climb(evidence, set, model.grid.size());
            if (reached > most) {
                most = reached;
                best = set;
            }
        }
        return best;
    }

    /** Moves {@code set} to a local maximum, returns its evidence. */
    private static double climb(SupportEvidence evidence, int[] set, int grid) {
        double[] gains = new double[grid];
        for (int round = 0; round < ROUNDS; round++) {
            boolean moved = false;
            for (int k = 0; k < set.length; k++) {
                evidence.gains(set, k, gains);
                int best = set[k];
                for (int j = 0; j < grid; j++) {
                    best = gains[j] > gains[best] ? j : best;
                }
                moved |= best != set[k];
                set[k] = best;
            }
            if (!moved) {
                break;
            }
        }
        return evidence.of(set);
    }

    @Override
    public double[] refine(GridModel model, int[] indices, double noiseVariance) {
        return GridRecovery.climbGaussian(model, indices, noiseVariance);
    }

    @Override
    public Decoding usualDecoding(boolean refined) {
        return new TopAngles();
    }
}
