package org.gatefold.sparse.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.evaluation.Nmse;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.evaluation.SyntheticProblems.Amplitudes;
import org.gatefold.sparse.evaluation.SyntheticProblems.Support;
import org.gatefold.sparse.learned.Alista;
import org.gatefold.sparse.learned.AlistaWeights;
import org.gatefold.sparse.learned.NaAlista;
import org.gatefold.sparse.learned.NaAlista.Cell;
import org.gatefold.sparse.learned.NaAlista.Inputs;
import org.gatefold.sparse.learned.StartingPoint;
import org.gatefold.sparse.learned.SupportSelection;
import org.gatefold.sparse.learned.UnrolledModel;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.RealMatrix;

/** Small trainings for tests. */
final class Trainings {
    static final RealMatrix A = Matrices.realGaussian(new SplittableRandom(1), 20, 40);
    static final ProblemSource SOURCE = new SyntheticProblems(A, Support.EXACT, Amplitudes.GAUSSIAN, 3, 30, true);
    static final UnrolledModel ALISTA =
            new Alista(3, AlistaWeights.TRAINED, SupportSelection.upTo(3), false, StartingPoint.of(0.2, 0.2));
    static final UnrolledModel NA_ALISTA = new NaAlista(
            3, AlistaWeights.ANALYTIC, SupportSelection.upTo(3), Cell.LSTM, Inputs.RU, 8, 1, 1, false, false);

    private Trainings() {}

    /** Batches of 150, which are two whole shards and a part of one. */
    static TrainingSettings settings(long steps) {
        return TrainingSettings.of(steps, 5)
                .batch(150)
                .with(new TrainingSettings.Descent(new Adam(), 1e-2, new Schedule.Cosine(0.1), 1))
                .with(new TrainingSettings.Validation(Nmse.RATIO_OF_SUMS, 200, 5));
    }

    static Trainer trainer(UnrolledModel model, TrainingSettings settings) {
        return new Trainer(model, SOURCE, "3 of 40 entries", settings);
    }

    /** A number that differs as soon as one bit of one weight does. */
    static int bits(Parameters parameters) {
        int hash = 0;
        for (Parameter p : parameters) {
            hash = 31 * hash + Arrays.hashCode(p.values());
        }
        return hash;
    }
}
