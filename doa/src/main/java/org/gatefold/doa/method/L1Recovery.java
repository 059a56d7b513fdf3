package org.gatefold.doa.method;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.classical.Fista;
import org.gatefold.sparse.classical.Penalty;

/**
 * Group ℓ₁ by FISTA to a KKT tolerance, refined by the deterministic likelihood. The weight is what noise alone
 * reaches: {@code λ = √(nσ²)·(√L + √ln G)} for G grid angles and L snapshots.
 */
record L1Recovery() implements OneByOne {
    @Override
    public String name() {
        return "l1";
    }

    @Override
    public AngleScores scores(GridModel model, int sources, double noiseVariance) {
        double lambda = Math.sqrt(model.elements() * noiseVariance)
                * (Math.sqrt(model.snapshots()) + Math.sqrt(Math.log(model.grid.size())))
                * Math.sqrt((double) model.compressedSnapshots() / model.snapshots());
        SparseProblem problem = model.problem(noiseVariance);
        Batch x = Fista.minimiser(Penalty.absolute(lambda)).solve(problem);
        return AngleScores.ofPowers(OmpRecovery.energies(model, x));
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
