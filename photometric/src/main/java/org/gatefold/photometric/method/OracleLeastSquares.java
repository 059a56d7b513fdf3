package org.gatefold.photometric.method;

import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;

/**
 * Least squares over the intensities that are albedo·n·l in truth: what a method could do that told shadows and
 * highlights from the rest without fault. A pixel with fewer than three such intensities uses those out of shadow, with
 * fewer than three of these all.
 *
 * @param grades pixels × 1 × r: 1 where the intensity is albedo·n·l, ½ in a highlight, 0 in shadow
 */
public record OracleLeastSquares(Batch grades) implements NormalMethod {
    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public Normals estimate(Lights lights, Batch intensities) {
        grades.requireShape(intensities.count(), 1, lights.count());
        return Lanes.forAll(lights, intensities, lanes -> {
            lanes.useBest(grades);
            lanes.solve();
        });
    }
}
