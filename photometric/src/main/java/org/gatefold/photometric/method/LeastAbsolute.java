package org.gatefold.photometric.method;

import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;

/**
 * The smallest absolute error, {@code min_n ‖o − Ln‖₁}, by iteratively reweighted least squares with weights
 * {@code 1/max(|o − Ln|, δ)}, δ falling by a factor of 10 every fifth of the iterations from a tenth of the pixel's
 * root mean square to 10⁻⁵ of it.
 *
 * @param shadow threshold below which intensities are left out ({@link LeastSquares}), NaN for none
 * @param iterations at least 5
 */
public record LeastAbsolute(double shadow, int iterations) implements NormalMethod {
    public LeastAbsolute {
        Shadows.require(shadow);
        if (iterations < 5) {
            throw new IllegalArgumentException("expected at least 5 iterations, found " + iterations);
        }
    }

    @Override
    public String name() {
        return "l1";
    }

    @Override
    public Normals estimate(Lights lights, Batch intensities) {
        return Lanes.forAll(lights, intensities, lanes -> {
            Shadows.leaveOut(lanes, shadow);
            double[] e = new double[Lanes.WIDTH];
            lanes.solve();
            for (int t = 0; t < iterations; t++) {
                double delta = Math.pow(10, -1 - 5 * t / iterations);
                for (int i = 0; i < lanes.r; i++) {
                    lanes.residual(i, e);
                    double[] w = lanes.w[i];
                    for (int p = 0; p < Lanes.WIDTH; p++) {
                        w[p] = 1 / Math.max(Math.abs(e[p]), delta);
                    }
                }
                lanes.solve();
            }
        });
    }
}
