package org.gatefold.photometric.learned;

import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Algebra;
import org.gatefold.sparse.autodiff.Channels;
import org.gatefold.sparse.autodiff.GradientLaws;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Norms;
import org.gatefold.sparse.autodiff.Operation;
import org.gatefold.sparse.autodiff.Operation.Outputs;
import org.gatefold.sparse.autodiff.Operation.Shape;
import org.junit.jupiter.api.Test;

/** The closed-form derivative of the weighted least squares and its features is that of differences. */
class NormalPosteriorTest {
    private static final int PIXELS = 3;

    private static SparseProblem problem() {
        SplittableRandom rng = new SplittableRandom(8);
        SparseProblem problem = PixelProblems.anyLights(9, 9).draw(rng, PIXELS).problem();
        Batch noisy = problem.measurements().copy();
        for (int i = 0; i < noisy.data().length; i++) {
            noisy.data()[i] += (float) (0.05 * rng.nextDouble());
        }
        noisy.data()[2] = Float.NaN;
        noisy.data()[13] = Float.NaN;
        return new SparseProblem(problem.operator(), noisy, SparseProblem.UNKNOWN);
    }

    private static Node everything(Node variances, Node factors, int from, int to) {
        SparseProblem problem = problem();
        Outputs outputs = Operation.apply(
                new NormalPosterior(new Observations(problem), 0.25, true),
                new Shape(1, NormalPosterior.PLANES, variances.length()),
                new Shape(1, NormalPosterior.PIXEL_PLANES, PIXELS),
                variances,
                factors);
        if (from < 0) {
            return outputs.second();
        }
        // Both outputs matter, so that the slopes of one do not hide those of the other.
        Node pixels = Norms.sum(Algebra.times(0.01f, outputs.second()));
        return Algebra.plus(Channels.part(outputs.first(), from, to), pixels);
    }

    @Test
    void derivatives() {
        SplittableRandom rng = new SplittableRandom(4);
        int size = 9 * PIXELS;
        Batch variances = Batch.gaussian(rng, 1, 1, size);
        Batch factors = Batch.gaussian(rng, 1, 1, size);
        for (int i = 0; i < size; i++) {
            factors.data()[i] *= 0.3f;
        }
        GradientLaws.check((tape, in) -> everything(in.get(0), in.get(1), -1, 0), variances, factors);
        for (int plane = 0; plane < NormalPosterior.PLANES; plane++) {
            int from = plane;
            GradientLaws.check((tape, in) -> everything(in.get(0), in.get(1), from, from + 1), variances, factors);
        }
    }
}
