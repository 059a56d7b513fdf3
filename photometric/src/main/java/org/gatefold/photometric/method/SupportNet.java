package org.gatefold.photometric.method;

import java.nio.file.Path;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.LearnedSolver;
import org.gatefold.sparse.learned.ModelFile;
import org.gatefold.sparse.learned.OperatorIdentity;

/**
 * A network trained for one rig that classifies the support of the errors, {@link NullSpaceErrors} with MaxSparseNet,
 * GFLSTM and their like, in whatever order the lights are given. As He, Xin, Ikehata and Wipf, NeurIPS 2017, section
 * 4.3, but that how many errors there are follows from the noise of the pixel.
 *
 * @param solver a network of {@link org.gatefold.photometric.learned.ErrorProblems} of the rig
 */
public record SupportNet(LearnedSolver solver) implements NormalMethod {
    static final String NAME = "support-net";

    /**
     * The model of the option {@code weights=FILE}.
     *
     * @throws InputException if the file holds no such model
     */
    static SupportNet of(MethodSpec spec) {
        String file = spec.text("weights", "");
        if (file.isEmpty()) {
            throw new InputException("method '" + spec
                    + "': expected weights=FILE of 'photometric train --lights RIG --model gflstm', found none");
        }
        ModelFile model = ModelFile.read(Path.of(file));
        if (!model.model().scoresIndices()) {
            throw new InputException(file + ": expected a network that classifies a support, found "
                    + model.model().architecture());
        }
        return new SupportNet(model.solver());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int fewestLights() {
        return 4;
    }

    /** @throws InputException if these are not the lights it was trained for */
    @Override
    public Normals estimate(Lights lights, Batch intensities) {
        int r = lights.count();
        intensities.requireShape(intensities.count(), 1, r);
        int[] order = lights.order();
        Lights ordered = lights.chosen(order);
        requireTrainedFor(ordered);
        Batch seen = new Batch(intensities.count(), 1, r);
        for (int p = 0; p < intensities.count(); p++) {
            for (int k = 0; k < r; k++) {
                seen.data()[p * r + k] = intensities.data()[p * r + order[k]];
            }
        }
        return new NullSpaceErrors(NAME, solver, Double.NaN)
                .estimate(ordered, seen)
                .against(lights, intensities);
    }

    private void requireTrainedFor(Lights lights) {
        OperatorIdentity trained = solver.provenance().operator();
        if (trained == null || lights.count() < 4 || !trained.equals(OperatorIdentity.of(lights.nullSpace()))) {
            throw new InputException(NAME + ": expected the "
                    + (trained == null ? "" : trained.domain() + " ")
                    + "lights that the network was trained for, found " + lights.count() + " others");
        }
    }
}
