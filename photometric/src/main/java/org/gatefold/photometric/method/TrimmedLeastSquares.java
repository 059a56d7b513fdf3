package org.gatefold.photometric.method;

import java.util.Arrays;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;

/**
 * Least squares over the intensities of middle rank: the darkest are taken for shadows, the brightest for highlights.
 * At least three of the middle stay.
 *
 * @param low share of the intensities left out at the dark end, in [0, 1)
 * @param high rank from which they are left out at the bright end, in (low, 1]
 */
public record TrimmedLeastSquares(double low, double high) implements NormalMethod {
    public TrimmedLeastSquares {
        if (!(low >= 0 && low < high && high <= 1)) {
            throw new IllegalArgumentException("expected 0 ≤ low < high ≤ 1, found " + low + " and " + high);
        }
    }

    @Override
    public String name() {
        return "trimmed-ls";
    }

    @Override
    public Normals estimate(Lights lights, Batch intensities) {
        return Lanes.forAll(lights, intensities, lanes -> {
            int r = lanes.r;
            int from = (int) Math.round(low * r);
            int to = Math.min(r, Math.max((int) Math.round(high * r), from + 3));
            from = Math.max(0, Math.min(from, to - 3));
            double[] ranked = new double[r];
            for (int p = 0; p < Lanes.WIDTH; p++) {
                for (int i = 0; i < r; i++) {
                    ranked[i] = lanes.o[i][p];
                }
                Arrays.sort(ranked);
                for (int i = 0; i < r; i++) {
                    lanes.use[i][p] = lanes.o[i][p] >= ranked[from] && lanes.o[i][p] <= ranked[to - 1] ? 1 : 0;
                }
            }
            lanes.solve();
        });
    }
}
