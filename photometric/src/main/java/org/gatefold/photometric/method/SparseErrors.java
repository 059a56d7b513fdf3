package org.gatefold.photometric.method;

import org.gatefold.photometric.Lights;
import org.gatefold.sparse.Batch;

/**
 * Sparse Bayesian learning of the errors: {@code o = Ln + e} with {@code eᵢ ~ N(0, γᵢ)}, noise of variance λ and a flat
 * prior of n, by expectation maximisation in the space of the normal, 3×3 systems only.
 *
 * <pre>
 * W = diag(1/(γ + λ)),   n = (LᵀWL)⁻¹LᵀWo,   μ = γ∘W(o − Ln),
 * γᵢ ← μᵢ² + γᵢ − γᵢ²(wᵢ − wᵢ²·lᵢᵀ(LᵀWL)⁻¹lᵢ).
 * </pre>
 *
 * <p>The same as {@link NullSpaceErrors}, EM-SBL of y = Uᵀo over Φ = Uᵀ with U a basis of the null space of Lᵀ
 * (Ikehata, Wipf, Matsushita and Aizawa, CVPR 2012), since U(λI + UᵀΓU)⁻¹Uᵀ = W − WL(LᵀWL)⁻¹LᵀW. Starts from γ = 1 with
 * intensities of mean square 1; stops when no γ of the block has changed by more than 10⁻³ of itself (of those above
 * λ). Cost of an iteration: about 40r operations a pixel.
 *
 * @param shadow threshold below which intensities are left out ({@link LeastSquares}), NaN for none
 * @param noise λ relative to the mean square of the pixel's intensities, above 0
 * @param iterations largest number of them, at least 1
 */
public record SparseErrors(double shadow, double noise, int iterations) implements NormalMethod {
    /** The usual λ, for clean images; photographs want more, about 10⁻³. */
    public static final double USUAL_NOISE = 1e-6;

    /** Relative change of γ below which a block has settled. */
    private static final double SETTLED = 1e-3;

    public SparseErrors {
        Shadows.require(shadow);
        if (!(noise > 0) || iterations < 1) {
            throw new IllegalArgumentException(
                    "expected a noise above 0 and at least 1 iteration, found " + noise + " and " + iterations);
        }
    }

    /** The usual noise, at most 100 iterations. */
    public SparseErrors(double shadow) {
        this(shadow, USUAL_NOISE, 100);
    }

    @Override
    public String name() {
        return "sbl";
    }

    @Override
    public Normals estimate(Lights lights, Batch intensities) {
        return Lanes.forAll(lights, intensities, lanes -> {
            Shadows.leaveOut(lanes, shadow);
            double[][] gamma = new double[lanes.r][Lanes.WIDTH];
            for (int i = 0; i < lanes.r; i++) {
                java.util.Arrays.fill(gamma[i], 1);
                java.util.Arrays.fill(lanes.w[i], 1 / (1 + noise));
            }
            double[] e = new double[Lanes.WIDTH];
            double[] h = new double[Lanes.WIDTH];
            lanes.solve();
            for (int t = 0; t < iterations; t++) {
                double change = 0;
                for (int i = 0; i < lanes.r; i++) {
                    lanes.residual(i, e);
                    lanes.leverage(i, h);
                    change = Math.max(change, update(gamma[i], lanes.w[i], e, h));
                }
                lanes.solve();
                if (change < SETTLED) {
                    break;
                }
            }
        });
    }

    /** One EM step of the γ of a light; returns the largest relative change. */
    private double update(double[] gamma, double[] w, double[] e, double[] h) {
        double change = 0;
        for (int p = 0; p < Lanes.WIDTH; p++) {
            double g = gamma[p];
            double gw = g * w[p];
            double mean = gw * e[p];
            double next = mean * mean + g - g * gw * (1 - w[p] * h[p]);
            change = Math.max(change, Math.abs(next - g) / (g + noise));
            gamma[p] = next;
            w[p] = 1 / (next + noise);
        }
        return change;
    }
}
