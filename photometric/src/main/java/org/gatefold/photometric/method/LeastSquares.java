package org.gatefold.photometric.method;

import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;

/**
 * Least squares, {@code min_n ‖o − Ln‖²}, over the intensities that may count: all, or those out of shadow.
 *
 * <p>Woodham, Optical Engineering 19(1), 1980. Shadow: at most {@code shadow} times the brightest intensity of the
 * pixel; clean renders have exact zeros, photographs have not. A pixel with fewer than three lit intensities uses all.
 *
 * @param shadow threshold in [0, 1), or NaN to let all intensities count
 */
public record LeastSquares(double shadow) implements NormalMethod {
    public LeastSquares {
        Shadows.require(shadow);
    }

    @Override
    public String name() {
        return Double.isNaN(shadow) ? "ls" : "masked-ls";
    }

    @Override
    public Normals estimate(Lights lights, Batch intensities) {
        return Lanes.forAll(lights, intensities, lanes -> {
            Shadows.leaveOut(lanes, shadow);
            lanes.solve();
        });
    }
}
