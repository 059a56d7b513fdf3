package org.gatefold.photometric.learned;

import java.util.random.RandomGenerator;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.RealMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Pixels of random surfaces ({@link SyntheticPixel}), all of a draw under the same random lights or those of a rig; of
 * 30 % of the pixels the shadows are left out.
 *
 * <p>Measurements: pixels × 1 × lights; truth: the normal times the albedo, 0 for a pixel no light reaches.
 */
public final class PixelProblems implements ProblemSource {
    private static final double MASKED = 0.3;

    private final LightSets sets;
    private final @Nullable Lights rig;

    private PixelProblems(LightSets sets, @Nullable Lights rig) {
        this.sets = sets;
        this.rig = rig;
    }

    /** Under random lights, {@code fewest} to {@code most} of them. */
    public static PixelProblems anyLights(int fewest, int most) {
        if (fewest < 4 || most < fewest) {
            throw new IllegalArgumentException("expected at least 4 lights, found " + fewest + " to " + most);
        }
        return new PixelProblems(new LightSets(fewest, most), null);
    }

    /** Under the lights of one rig. */
    public static PixelProblems of(Lights rig) {
        return new PixelProblems(new LightSets(4, 4), rig);
    }

    /** False: even weights that are refined for a rig serve others. */
    @Override
    public boolean oneOperator() {
        return false;
    }

    @Override
    public LabelledProblem draw(RandomGenerator rng, int count) {
        Lights lights = rig == null ? sets.draw(rng) : rig;
        int r = lights.count();
        Batch intensities = new Batch(count, 1, r);
        Batch truth = new Batch(count, 1, 3);
        for (int p = 0; p < count; p++) {
            SyntheticPixel pixel = new SyntheticPixel(rng, lights);
            if (rng.nextDouble() < MASKED) {
                pixel.maskShadows();
            }
            System.arraycopy(pixel.intensities, 0, intensities.data(), p * r, r);
            System.arraycopy(pixel.truth, 0, truth.data(), 3 * p, 3);
        }
        return new LabelledProblem(
                new SparseProblem(new RealMatrix(r, 3, lights.matrix()), intensities, SparseProblem.UNKNOWN), truth);
    }
}
