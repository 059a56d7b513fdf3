package org.gatefold.photometric.depth;

/**
 * Bilateral normal integration, which keeps steps: each pixel may be continuous with its neighbours on one side only.
 * With a the factor and b the right side of a slope equation (see {@link Camera}), and Δ⁺, Δ⁻ the differences to the
 * next and from the previous pixel,
 *
 * <pre>{@code
 * min_z ½ Σ_p  w (aΔ⁺z − b)² + (1 − w)(aΔ⁻z − b)²     for columns, and the same for rows
 *         w = σ_k((aΔ⁻z)² − (aΔ⁺z)²),  σ_k(x) = 1/(1 + exp(−kx))
 * }</pre>
 *
 * <p>Cao, Santo, Shi, Okura and Matsushita, ECCV 2022: iteratively reweighted least squares from z = 0, that is w = ½.
 * As there, a difference that the mask does not allow counts as 0 in w. Departures: equations are solved by conjugate
 * gradients preconditioned with modified incomplete Cholesky factors, until the residual is {@value #SOLVED} of the
 * right side: for an object of 200 by 250 pixels with steps about 20 iterations of 5 to 140 steps, for one without
 * steps 2.
 *
 * @param k sharpness of the weights, ≥ 0: the squared jump, in pixels, that turns a pixel to its other side; 2 in the
 *     paper, 0 gives the plain least squares
 * @param tolerance the iteration stops when the objective changes by no more than this share
 * @param iterations most iterations, at least 1
 */
public record BilateralIntegration(double k, double tolerance, int iterations) implements DepthIntegration {
    private static final double SOLVED = 1e-5;
    private static final int MOST_STEPS = 3000;

    /** @throws IllegalArgumentException if k or the tolerance is negative or NaN, or there is no iteration */
    public BilateralIntegration {
        if (!(k >= 0) || !(tolerance >= 0) || iterations < 1) {
            throw new IllegalArgumentException("expected k ≥ 0, a tolerance ≥ 0 and at least 1 iteration, found k = "
                    + k + ", " + tolerance + " and " + iterations);
        }
    }

    /** The settings of the paper: k = 2, 10⁻⁴ and 150 iterations. */
    public BilateralIntegration() {
        this(2, 1e-4, 150);
    }

    @Override
    public String name() {
        return "bilateral";
    }

    @Override
    public DepthMap integrate(NormalMap normals, Camera camera) {
        Grid grid = new Grid(normals);
        BilateralWeights weights = new BilateralWeights(grid, new Slopes(grid, normals, camera), k);
        EdgeSystem system = new EdgeSystem(grid);
        IncompleteCholesky factors = new IncompleteCholesky(system);
        ConjugateGradients solver = new ConjugateGradients(grid.count);
        double[] rightSide = new double[grid.count];
        double[] z = new double[grid.count];
        double before = Double.POSITIVE_INFINITY;
        for (int i = 0; i < iterations; i++) {
            weights.weigh(z, system);
            system.rightSide(rightSide);
            factors.factor();
            solver.solve(system, factors, rightSide, z, SOLVED, MOST_STEPS);
            double after = weights.objective(z);
            if (Math.abs(before - after) <= tolerance * after) {
                break;
            }
            before = after;
        }
        return grid.depths(z, camera);
    }
}
