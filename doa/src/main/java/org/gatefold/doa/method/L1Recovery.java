package org.gatefold.doa.method;

import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.classical.Fista;
import org.gatefold.sparse.classical.Penalty;

/**
 * Group ℓ₁ by FISTA to a KKT tolerance, refined by the deterministic likelihood. The weight is what noise alone
 * reaches: {@code λ = √(nσ²)·(√L + √ln G)} for G grid angles and L snapshots.
 */
record L1Recovery() implements GridRecovery {
    @Override
    public String name() {
        return "l1";
    }

    @Override
    public List<AngleScores> scores(List<GridModel> trials, int[] sources, double[] noiseVariance) {
        return IntStream.range(0, trials.size())
                .mapToObj(t -> AngleScores.ofPowers(powers(trials.get(t), noiseVariance[t])))
                .toList();
    }

    private static double[] powers(GridModel model, double noiseVariance) {
        double lambda = Math.sqrt(model.elements() * noiseVariance)
                * (Math.sqrt(model.snapshots()) + Math.sqrt(Math.log(model.grid.size())))
                * Math.sqrt((double) model.compressedSnapshots() / model.snapshots());
        SparseProblem problem = model.problem(noiseVariance);
        return OmpRecovery.energies(
                model, Fista.minimiser(Penalty.absolute(lambda)).solve(problem));
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
