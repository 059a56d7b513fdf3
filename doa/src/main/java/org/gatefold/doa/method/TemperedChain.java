package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Markov chains over sets of K grid angles with densities {@code exp(β·evidence)} at a ladder of β from 1 down to where
 * the evidence is flat, each half its neighbour (parallel tempering, Geyer 1991).
 *
 * <p>A sweep draws each source of each chain from its distribution over the whole grid given the others (Gibbs), and
 * then offers neighbours in the ladder to exchange their sets, even and odd pairs in turn, by Metropolis's rule.
 */
final class TemperedChain {
    private static final double RATIO = 0.5;

    private final SupportEvidence evidence;
    private final SplittableRandom rng;
    private final List<Double> betas = new ArrayList<>();
    private final int[][] sets;
    private final double[] values;
    private final double[] gains;
    private final double[] weights;
    private final double[] shares;
    private long draws;
    private int parity;

    /**
     * @param start of all chains, copied
     * @param flat β of the flattest chain, at most
     */
    TemperedChain(SupportEvidence evidence, int grid, int[] start, double flat, SplittableRandom rng) {
        this.evidence = evidence;
        this.rng = rng;
        for (double beta = 1; betas.isEmpty() || betas.get(betas.size() - 1) > flat; beta *= RATIO) {
            betas.add(beta);
        }
        this.sets = new int[betas.size()][];
        Arrays.setAll(sets, c -> start.clone());
        this.values = new double[betas.size()];
        this.gains = new double[grid];
        this.weights = new double[grid];
        this.shares = new double[grid];
    }

    /** Forgets the shares so far. */
    void forget() {
        Arrays.fill(shares, 0);
        draws = 0;
    }

    void sweep(int times) {
        for (int s = 0; s < times; s++) {
            for (int c = 0; c < sets.length; c++) {
                for (int k = 0; k < sets[c].length; k++) {
                    draw(c, k);
                }
                values[c] = evidence.of(sets[c]);
            }
            for (int c = parity; c + 1 < sets.length; c += 2) {
                double advantage = (betas.get(c) - betas.get(c + 1)) * (values[c + 1] - values[c]);
                if (Math.log(rng.nextDouble()) < advantage) {
                    int[] set = sets[c];
                    sets[c] = sets[c + 1];
                    sets[c + 1] = set;
                    double value = values[c];
                    values[c] = values[c + 1];
                    values[c + 1] = value;
                }
            }
            parity = 1 - parity;
        }
    }

    private void draw(int c, int k) {
        evidence.gains(sets[c], k, gains);
        double beta = betas.get(c);
        double most = Double.NEGATIVE_INFINITY;
        for (double gain : gains) {
            most = Math.max(most, gain);
        }
        double sum = 0;
        for (int j = 0; j < gains.length; j++) {
            double below = beta * (gains[j] - most);
            weights[j] = below < -40 ? 0 : Math.exp(below);
            sum += weights[j];
        }
        double u = rng.nextDouble() * sum;
        int j = 0;
        while (j < gains.length - 1 && (u >= weights[j] || weights[j] == 0)) {
            u -= weights[j];
            j++;
        }
        sets[c][k] = j;
        if (c == 0) {
            draws++;
            for (int i = 0; i < gains.length; i++) {
                shares[i] += weights[i] / sum;
            }
        }
    }

    /** A copy of the set of the chain with β = 1. */
    int[] coldest() {
        return sets[0].clone();
    }

    /** Probability that one source, whichever, is at each grid angle; the sum is 1. */
    double[] shares() {
        double[] mean = new double[shares.length];
        for (int j = 0; j < mean.length; j++) {
            mean[j] = shares[j] / draws;
        }
        return mean;
    }
}
