package org.gatefold.doa.method;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.Architectures;
import org.gatefold.sparse.learned.LearnedSolver;
import org.gatefold.sparse.learned.ModelFile;

/**
 * A trained network that scores the angles of a grid: gated SBL for any array and grid, or one that belongs to those it
 * was trained for. Several frequencies add their scores, as the evidence of independent data.
 */
final class LearnedRecovery implements GridRecovery {
    /** The architecture of the weights that are shipped. */
    static final String GATED_SBL = "gated-sbl";

    private final LearnedSolver solver;

    private LearnedRecovery(ModelFile model) {
        this.solver = (model.model().anyOperator() ? model.forAnyOperator() : model).solver();
    }

    /** Gated SBL with the weights that are shipped. */
    static LearnedRecovery shipped() {
        return new LearnedRecovery(model());
    }

    /** The network that is shipped. */
    static ModelFile model() {
        return ModelFile.shipped(LearnedRecovery.class, "gated-sbl.npz", Architectures.standard());
    }

    /**
     * The network of a file.
     *
     * @param name its architecture
     * @throws InputException if the file holds no such network, or it does not score indices
     */
    static LearnedRecovery of(String name, Path file) {
        ModelFile model = ModelFile.read(file);
        String architecture = model.model().architecture();
        if (!architecture.equals(name) || !model.model().scoresIndices()) {
            throw new InputException("method '" + name + "': expected weights of a network of that name that scores"
                    + " angles, found " + architecture + " in " + file);
        }
        return new LearnedRecovery(model);
    }

    @Override
    public String name() {
        return solver.model().architecture();
    }

    @Override
    public List<AngleScores> scores(List<GridModel> trials, int[] sources, double[] noiseVariance) {
        double[][] logits = new double[trials.size()][trials.get(0).grid.size()];
        for (GridBatch batch : GridBatch.of(trials, noiseVariance)) {
            Batch scores = scores(batch.problem());
            for (int s = 0; s < scores.count(); s++) {
                double[] sum = logits[batch.trials().get(s)];
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += scores.at(s, 0, j);
                }
            }
        }
        return Arrays.stream(logits).map(AngleScores::ofLogits).toList();
    }

    private Batch scores(SparseProblem problem) {
        try {
            return solver.scores(problem);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "method '" + name() + "': " + e.getMessage() + "; its weights serve the array, the grid and the"
                            + " number of snapshots of their training only",
                    e);
        }
    }

    @Override
    public double[] refine(GridModel grid, int[] indices, double noiseVariance) {
        return GridRecovery.climbGaussian(grid, indices, noiseVariance);
    }

    @Override
    public Decoding usualDecoding(boolean refined) {
        return new MinimumBayesRisk();
    }
}
