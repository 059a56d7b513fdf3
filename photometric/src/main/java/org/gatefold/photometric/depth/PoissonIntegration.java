package org.gatefold.photometric.depth;

/**
 * The smooth surface: {@code min_z ½ Σ (z_q − z_p − (g_p + g_q)/2)²} over all pairs of neighbouring pixels p, q of the
 * mask, g the slope that their normals ask for towards q. Exact for planes and quadratic surfaces; a step in the
 * surface is smeared over its surroundings.
 *
 * <p>Simchony, Chellappa and Shao, IEEE TPAMI 12(5), 1990: on a rectangle the Poisson equation is solved by one pair of
 * cosine transforms, O(N log N). Here a mask is no rectangle filled up with flat ground, which would bend its borders:
 * the equation of the mask alone is solved by conjugate gradients preconditioned with that transform, in about a dozen
 * iterations whatever the size of the image, until the residual is {@value #TOLERANCE} of the right side.
 *
 * <p>Slopes beyond 84° are taken for 84°: at the rim of a smooth object they tend to infinity.
 */
public record PoissonIntegration() implements DepthIntegration {
    private static final double TOLERANCE = 1e-6;
    private static final int ITERATIONS = 300;
    private static final double LEAST_FACING = 0.1;

    @Override
    public String name() {
        return "poisson";
    }

    @Override
    public DepthMap integrate(NormalMap normals, Camera camera) {
        Grid grid = new Grid(normals);
        Slopes slopes = new Slopes(grid, normals, camera);
        slopes.divide(camera, LEAST_FACING);
        EdgeSystem system = new EdgeSystem(grid);
        for (int p = 0; p < grid.count; p++) {
            int q = grid.right[p];
            if (q >= 0) {
                system.right[p] = 1;
                system.rightDrive[p] = (slopes.across[p] + slopes.across[q]) / 2;
            }
            q = grid.below[p];
            if (q >= 0) {
                system.below[p] = 1;
                system.belowDrive[p] = (slopes.down[p] + slopes.down[q]) / 2;
            }
        }
        double[] rightSide = new double[grid.count];
        system.rightSide(rightSide);
        double[] z = new double[grid.count];
        new ConjugateGradients(grid.count).solve(system, new CosineInverse(grid), rightSide, z, TOLERANCE, ITERATIONS);
        return grid.depths(z, camera);
    }
}
