package org.gatefold.photometric.method;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.LearnedSolver;
import org.gatefold.sparse.learned.ModelFile;
import org.gatefold.sparse.learned.OperatorIdentity;
import org.gatefold.sparse.operator.RealMatrix;

/**
 * A network trained for one rig that tells the intensities in shadow or highlight, as MaxSparseNet and GFLSTM, in
 * whatever order the lights are given: it scores the support of e in {@code Uᵀo = Uᵀe}, {@link Lights#nullSpace}, and
 * the normal is least squares over the intensities left. He, Xin, Ikehata and Wipf, NeurIPS 2017, section 4.3.
 *
 * <p>How many of the highest scores are left out, k ≤ r − 4, is not given: the number with the least
 *
 * <pre>{@code
 * r·log max(λ, ‖o − Ln‖²/(r − k − 3)) + k·log r + 2·log (r choose k),
 * }</pre>
 *
 * the extended Bayesian information criterion (Chen and Chen, Biometrika 95, 2008) for unknown noise, but that its
 * variance is corrected for the degrees of freedom, and at least the λ of clean images, 10⁻⁶ of the mean square of the
 * intensities. More than half of the intensities can be in shadow, which sets no sparse answer apart without what the
 * network knows of shadows. Cost: the network, and r least squares a pixel.
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
        RealMatrix phi = ordered.nullSpace();
        Batch scores = solver.scores(new SparseProblem(phi, phi.apply(seen), SparseProblem.UNKNOWN));
        return estimate(ordered, seen, scores).against(lights, intensities);
    }

    /**
     * The normals without the intensities of the highest scores.
     *
     * @param scores of being an error, pixels × 1 × r
     */
    static Normals estimate(Lights lights, Batch intensities, Batch scores) {
        return Lanes.forAll(lights, intensities, lanes -> leaveOut(lanes, scores));
    }

    /** Solves a block without the intensities that are errors. */
    private static void leaveOut(Lanes lanes, Batch scores) {
        int[][] order = new int[lanes.count][];
        for (int p = 0; p < lanes.count; p++) {
            int pixel = lanes.first + p;
            order[p] = IntStream.range(0, lanes.r)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -scores.at(pixel, 0, i)))
                    .mapToInt(i -> i)
                    .toArray();
        }
        double[] least = new double[lanes.count];
        int[] best = new int[lanes.count];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        double logChoices = 0;
        for (int k = 0; k <= lanes.r - 4; k++) {
            lanes.solve();
            double[] misfit = misfit(lanes);
            for (int p = 0; p < lanes.count; p++) {
                double variance = Math.max(NoiseLevel.LEAST, misfit[p] / (lanes.r - k - 3));
                double criterion = lanes.r * Math.log(variance) + k * Math.log(lanes.r) + 2 * logChoices;
                if (criterion < least[p]) {
                    least[p] = criterion;
                    best[p] = k;
                }
                lanes.use[order[p][k]][p] = 0;
            }
            logChoices += Math.log((double) (lanes.r - k) / (k + 1));
        }
        for (int p = 0; p < lanes.count; p++) {
            for (int k = 0; k < lanes.r; k++) {
                lanes.use[order[p][k]][p] = k < best[p] ? 0 : 1;
            }
        }
        lanes.solve();
    }

    /** ‖o − Ln‖² over the intensities that count. */
    private static double[] misfit(Lanes lanes) {
        double[] sum = new double[Lanes.WIDTH];
        double[] e = new double[Lanes.WIDTH];
        for (int i = 0; i < lanes.r; i++) {
            lanes.residual(i, e);
            for (int p = 0; p < Lanes.WIDTH; p++) {
                sum[p] += lanes.use[i][p] * e[p] * e[p];
            }
        }
        return sum;
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
