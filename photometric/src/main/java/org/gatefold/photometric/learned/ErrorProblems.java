package org.gatefold.photometric.learned;

import java.util.random.RandomGenerator;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.RealMatrix;

/**
 * The errors of pixels of random surfaces ({@link SyntheticPixel}) under the lights of one rig, as sparse problems:
 * {@code Uᵀo = Uᵀe} with {@link Lights#nullSpace} of the lights in their own order. Networks that classify a support
 * learn from them which intensities are in shadow or highlight.
 *
 * <p>Truth: what the Lambertian part leaves of an intensity where that is more than a tenth of the albedo, 0 elsewhere,
 * pixels × 1 × lights. Pixels that no light reaches, and those without such an error, from which nothing can be learned
 * about supports, are left out.
 */
public final class ErrorProblems implements ProblemSource {
    private final Lights lights;
    private final LinearOperator light;
    private final RealMatrix basis;

    /** @param rig at least 4 lights, in any order */
    public ErrorProblems(Lights rig) {
        lights = rig.chosen(rig.order());
        light = new RealMatrix(lights.count(), 3, lights.matrix());
        basis = lights.nullSpace();
    }

    @Override
    public LabelledProblem draw(RandomGenerator rng, int count) {
        Batch intensities = new Batch(count, 1, lights.count());
        Batch errors = new Batch(count, 1, lights.count());
        for (int p = 0; p < count; ) {
            Batch error = draw(rng, intensities, p);
            errors.put(p, error);
            p += error.energy(0) > 0 ? 1 : 0;
        }
        return new LabelledProblem(new SparseProblem(basis, basis.apply(intensities), SparseProblem.UNKNOWN), errors);
    }

    /** Draws the intensities of a pixel, and returns their errors. */
    private Batch draw(RandomGenerator rng, Batch intensities, int pixel) {
        SyntheticPixel drawn = new SyntheticPixel(rng, lights);
        System.arraycopy(drawn.intensities, 0, intensities.data(), pixel * lights.count(), lights.count());
        Batch seen = Batch.wrap(1, 1, lights.count(), drawn.intensities);
        Batch normal = Batch.wrap(1, 1, 3, drawn.truth);
        PixelTruth truth =
                new PixelTruth(new LabelledProblem(new SparseProblem(light, seen, SparseProblem.UNKNOWN), normal));
        Batch lambertian = light.apply(normal);
        Batch error = new Batch(1, 1, lights.count());
        for (int i = 0; i < lights.count() && truth.albedo(0) > 0; i++) {
            if (truth.outlier(0, i)) {
                error.set(0, 0, i, seen.at(0, 0, i) - lambertian.at(0, 0, i));
            }
        }
        return error;
    }
}
