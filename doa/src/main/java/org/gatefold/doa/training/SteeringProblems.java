package org.gatefold.doa.training;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.AngleGrid;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Steering;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.SparseProblem;
import org.jspecify.annotations.Nullable;

/**
 * Directions of one to five sources on a grid of angles, for training: {@code Y = A(grid)·X + N}.
 *
 * <p>Every draw has an array of its own ({@link RandomArrays}), a grid (every degree, every second one, or 90, 120 or
 * 180 sines at equal distances, half of them shifted) and, unless said otherwise, 1 to 4 snapshots, mostly one; every
 * problem a number of sources up to half the elements, their {@link SourceSignals}, and a signal-to-noise ratio
 * {@code ‖AX‖²/E‖N‖²} from 3 to 43 dB. The noise variance is told.
 *
 * @param array the one array of all draws, in wavelengths, with a grid every degree; null for random ones
 * @param offGrid share of the problems whose sources stand up to half a step beside their grid angles; the truth then
 *     names the nearest
 * @param snapshots of every problem; 0 for those that are drawn
 */
public record SteeringProblems(@Nullable ArrayGeometry array, double offGrid, int snapshots) implements ProblemSource {
    private static final double[] SHARE_OF_COUNTS = {0.06, 0.12, 0.22, 0.36, 0.24};
    /** Few sizes, for a tape keeps the arrays of every size it has met. */
    private static final int[] SINES = {90, 120, 180};

    private static final int PER_OPERATOR = 8;

    public SteeringProblems {
        if (!(offGrid >= 0 && offGrid <= 1) || snapshots < 0 || (array != null && !array.inWavelengths())) {
            throw new IllegalArgumentException(
                    "expected a share from 0 to 1, no negative number and an array in wavelengths, found " + offGrid
                            + ", " + snapshots + " and " + array);
        }
    }

    @Override
    public boolean oneOperator() {
        return array != null;
    }

    @Override
    public int problemsPerOperator() {
        return PER_OPERATOR;
    }

    @Override
    public LabelledProblem draw(RandomGenerator rng, int count) {
        Steering steering = new Steering(array != null ? array : RandomArrays.draw(rng), 1);
        double[] angles = array != null ? AngleGrid.over(array, 1).anglesDegrees() : grid(rng);
        int planes = 2 * (snapshots > 0 ? snapshots : rng.nextDouble() < 0.75 ? 1 : rng.nextInt(2, 5));
        Batch y = new Batch(count, planes, steering.elements());
        Batch x = new Batch(count, planes, angles.length);
        double[] noise = new double[count];
        for (int s = 0; s < count; s++) {
            noise[s] = problem(rng, steering, angles, y, x, s);
        }
        return new LabelledProblem(new SparseProblem(steering.operator(angles), y, noise), x);
    }

    private static double[] grid(RandomGenerator rng) {
        double kind = rng.nextDouble();
        double shift = rng.nextBoolean() ? 0 : rng.nextDouble();
        if (kind < 0.7) {
            double step = kind < 0.5 ? 1 : 2;
            return IntStream.range(0, (int) (180 / step))
                    .mapToDouble(i -> -90 + (i + shift) * step)
                    .toArray();
        }
        int size = SINES[rng.nextInt(SINES.length)];
        return IntStream.range(0, size)
                .mapToDouble(i -> Math.toDegrees(Math.asin(-1 + 2 * (i + shift) / size)))
                .toArray();
    }

    /** Draws one problem into row {@code s}; returns its noise variance per real number. */
    private double problem(RandomGenerator rng, Steering steering, double[] grid, Batch y, Batch x, int s) {
        int k = Math.min(sources(rng), steering.elements() / 2);
        int[] support = rng.ints(0, grid.length).distinct().limit(k).toArray();
        boolean beside = rng.nextDouble() < offGrid;
        double[] angles = new double[k];
        for (int i = 0; i < k; i++) {
            angles[i] = grid[support[i]] + (beside ? rng.nextDouble(-0.5, 0.5) * stepAt(grid, support[i]) : 0);
        }
        SourceSignals kind = SourceSignals.draw(rng);
        int heard = y.planes() / 2;
        ComplexArray amplitudes = new ComplexArray(k, heard);
        for (int i = 0; i < k; i++) {
            kind.fill(amplitudes, i, rng);
        }
        ComplexArray clean = steering.matrix(angles).times(amplitudes);
        double snrDb = rng.nextDouble(3, 43);
        double variance = clean.energy() / heard / steering.elements() * Math.pow(10, -snrDb / 10) / 2;
        double deviation = Math.sqrt(variance);
        for (int l = 0; l < heard; l++) {
            for (int n = 0; n < steering.elements(); n++) {
                y.set(s, 2 * l, n, clean.re(n, l) + deviation * rng.nextGaussian());
                y.set(s, 2 * l + 1, n, clean.im(n, l) + deviation * rng.nextGaussian());
            }
            for (int i = 0; i < k; i++) {
                x.set(s, 2 * l, support[i], amplitudes.re(i, l));
                x.set(s, 2 * l + 1, support[i], amplitudes.im(i, l));
            }
        }
        return variance;
    }

    private static double stepAt(double[] grid, int j) {
        return j + 1 < grid.length ? grid[j + 1] - grid[j] : grid[j] - grid[j - 1];
    }

    private static int sources(RandomGenerator rng) {
        double u = rng.nextDouble();
        int k = 0;
        while (k < SHARE_OF_COUNTS.length - 1 && u >= SHARE_OF_COUNTS[k]) {
            u -= SHARE_OF_COUNTS[k];
            k++;
        }
        return k + 1;
    }
}
