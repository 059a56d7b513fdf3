package org.gatefold.photometric.method;

import java.util.Arrays;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.operator.RealMatrix;

/**
 * Any sparse solver for the errors: with U an orthonormal basis of the null space of Lᵀ, {@code Uᵀo = Uᵀe} is a sparse
 * problem in e alone, {@code Φ = Uᵀ} of (r−3)×r; then {@code n = L⁺(o − ê)}.
 *
 * <p>Ikehata, Wipf, Matsushita and Aizawa, Robust photometric stereo using sparse regression, CVPR 2012. Φ depends on
 * the lights alone. Cost: that of the solver, and two products of r×r a pixel.
 *
 * @param name as the user writes it
 * @param solver finds e
 * @param noise variance of the noise relative to the mean square of a pixel's intensities, at least 0; NaN to estimate
 *     that of each pixel as {@link SparseErrors} does
 */
public record NullSpaceErrors(String name, SparseSolver solver, double noise) implements NormalMethod {
    public NullSpaceErrors {
        if (noise < 0) {
            throw new IllegalArgumentException("expected a noise of at least 0, found " + noise);
        }
    }

    @Override
    public int fewestLights() {
        return 4;
    }

    @Override
    public Normals estimate(Lights lights, Batch intensities) {
        int r = lights.count();
        intensities.requireShape(intensities.count(), 1, r);
        RealMatrix phi = lights.nullSpace();
        Batch y = phi.apply(intensities);
        double[] variance = noise(lights, intensities);
        Batch errors = solver.solve(new SparseProblem(phi, y, variance));
        Batch clean = intensities.copy();
        for (int i = 0; i < clean.data().length; i++) {
            clean.data()[i] -= errors.data()[i];
        }
        return new LeastSquares(Double.NaN).estimate(lights, clean).against(lights, intensities);
    }

    /** Its variance in each pixel. */
    private double[] noise(Lights lights, Batch intensities) {
        int r = lights.count();
        double[] variance = new double[intensities.count()];
        if (!Double.isNaN(noise)) {
            Arrays.setAll(variance, p -> noise * intensities.energy(p) / r);
            return variance;
        }
        Batch errors = new SparseErrors(Double.NaN, NoiseLevel.LEAST, SparseErrors.FIRST_STEPS)
                .estimate(lights, intensities)
                .residuals();
        double[] magnitudes = new double[r];
        for (int p = 0; p < variance.length; p++) {
            double meanSquare = intensities.energy(p) / r;
            for (int i = 0; i < r; i++) {
                magnitudes[i] = meanSquare > 0 ? Math.abs(errors.at(p, 0, i)) / Math.sqrt(meanSquare) : 0;
            }
            variance[p] = NoiseLevel.of(magnitudes, r) * meanSquare;
        }
        return variance;
    }
}
