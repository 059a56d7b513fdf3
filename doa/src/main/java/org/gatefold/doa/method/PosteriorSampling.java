package org.gatefold.doa.method;

import java.util.SplittableRandom;

/**
 * Exact Bayesian inference by sampling: the posterior over all sets of K grid angles, each as likely as any other
 * before the measurement, with Gaussian amplitudes of one power ({@link SupportEvidence}) in noise of known variance. A
 * reference for what can be known; it takes about a tenth of a second a trial.
 *
 * <p>{@link TemperedChain} runs {@code sweeps} sweeps after a quarter as many that do not count. The share of an angle
 * is the mean of its conditional probabilities given the other sources; sets of the coldest chain serve the minimum of
 * the Bayes risk.
 *
 * @param sweeps at least 1
 * @param power E|x|² of a source, NaN for what the energy of the measurements says
 * @param seed of the chains; every trial has the same
 */
record PosteriorSampling(int sweeps, double power, long seed) implements OneByOne {
    /** Sets kept for the Bayes risk. */
    private static final int SETS = 256;

    @Override
    public String name() {
        return "posterior";
    }

    @Override
    public AngleScores scores(GridModel model, int sources, double noiseVariance) {
        int grid = model.grid.size();
        if (sources == 0) {
            return AngleScores.ofPowers(new double[grid]);
        }
        double gamma = Double.isNaN(power) ? SupportEvidence.power(model, sources, noiseVariance) : power;
        SupportEvidence evidence = new SupportEvidence(model, gamma, noiseVariance);
        // Flat is a likelihood whose largest differences are a few units: those of the energy over the noise.
        double largest = model.meanEnergy() * model.snapshots() * model.elements() / noiseVariance;
        TemperedChain chain =
                new TemperedChain(evidence, grid, model.greedy(sources), 2 / largest, new SplittableRandom(seed));
        chain.sweep((sweeps + 3) / 4);
        chain.forget();
        int keep = Math.min(SETS, sweeps);
        int[][] sets = new int[keep][];
        for (int s = 0; s < keep; s++) {
            chain.sweep((s + 1) * sweeps / keep - s * sweeps / keep);
            sets[s] = chain.coldest();
        }
        AngleScores shares = AngleScores.ofPowers(chain.shares());
        return new AngleScores(shares.powers, shares.logits, sets);
    }

    @Override
    public double[] refine(GridModel model, int[] indices, double noiseVariance) {
        return GridRecovery.climbGaussian(model, indices, noiseVariance);
    }

    @Override
    public Decoding usualDecoding(boolean refined) {
        return new MinimumBayesRisk();
    }
}
