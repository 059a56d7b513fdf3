package org.gatefold.doa.method;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.classical.Omp;

/** Orthogonal matching pursuit with K steps, refined by the deterministic likelihood. */
record OmpRecovery() implements OneByOne {
    @Override
    public String name() {
        return "omp";
    }

    @Override
    public AngleScores scores(GridModel model, int sources, double noiseVariance) {
        return AngleScores.ofPowers(powers(model, sources, noiseVariance));
    }

    private static double[] powers(GridModel model, int sources, double noiseVariance) {
        double[] powers = new double[model.grid.size()];
        if (model.bins.size() > 1) {
            int[] chosen = model.greedy(sources);
            for (int k = 0; k < sources; k++) {
                powers[chosen[k]] = sources - k;
            }
            return powers;
        }
        return energies(model, new Omp(Math.max(1, sources)).solve(model.problem(0, noiseVariance)));
    }

    /** Mean |x|² of a snapshot. */
    static double[] energies(GridModel model, Batch x) {
        double[] energies = new double[model.grid.size()];
        for (int i = 0; i < energies.length; i++) {
            energies[i] = x.energy(0, i) / model.compressedSnapshots();
        }
        return energies;
    }

    @Override
    public double[] refine(GridModel model, int[] indices, double noiseVariance) {
        return GridRecovery.climbDeterministic(model, indices);
    }

    @Override
    public Decoding usualDecoding(boolean refined) {
        return new HighestPeaks();
    }
}
