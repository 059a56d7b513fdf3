package org.gatefold.doa.method;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.LearnedSolver;
import org.gatefold.sparse.learned.ModelFile;

/**
 * A trained network that scores the angles of any grid for any array. Several frequencies add their scores, as the
 * evidence of independent data.
 */
final class GatedRecovery implements GridRecovery {
    private final LearnedSolver solver;

    private GatedRecovery(ModelFile model) {
        this.solver = model.forAnyOperator().solver();
    }

    /** Read when it is first needed. */
    private static final class Shipped {
        static final ModelFile MODEL = Objects.requireNonNull(
                ModelFile.resource(GatedRecovery.class, "gated-sbl.npz"), "the shipped gated-sbl.npz");
    }

    /**
     * The network of a file.
     *
     * @param file empty for the one that is shipped
     * @throws InputException if the file holds none, or it does not score the angles of any array
     */
    static GatedRecovery of(String file) {
        ModelFile model = file.isEmpty() ? Shipped.MODEL : ModelFile.read(Path.of(file));
        if (!model.model().scoresIndices() || !model.model().anyOperator()) {
            throw new InputException("method 'gated-sbl': expected weights that score the angles of any array, found "
                    + model.model().architecture() + " in " + file);
        }
        return new GatedRecovery(model);
    }

    @Override
    public String name() {
        return "gated-sbl";
    }

    @Override
    public List<AngleScores> scores(List<GridModel> trials, int[] sources, double[] noiseVariance) {
        double[][] logits = new double[trials.size()][trials.get(0).grid.size()];
        for (GridBatch batch : GridBatch.of(trials, noiseVariance)) {
            Batch scores = solver.scores(batch.problem());
            for (int s = 0; s < scores.count(); s++) {
                double[] sum = logits[batch.trials().get(s)];
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += scores.at(s, 0, j);
                }
            }
        }
        return Arrays.stream(logits).map(AngleScores::ofLogits).toList();
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
