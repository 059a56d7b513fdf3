package org.gatefold.photometric.method;

import java.util.Arrays;
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
 * <p>The likelihood depends on γ + λ alone, so EM cannot tell λ. Where it is not given, each pixel's own is taken from
 * what {@value #FIRST_STEPS} iterations with the λ of clean images leave of the smaller half of its errors,
 * {@link NoiseLevel}, and the iteration starts anew: photographs, whose surfaces are only nearly Lambertian, then get a
 * λ about 10⁻³ and renders 10⁻⁶.
 *
 * @param shadow threshold below which intensities are left out ({@link LeastSquares}), NaN for none
 * @param noise λ relative to the mean square of the pixel's intensities, above 0; NaN to estimate it
 * @param iterations largest number of them, at least 1
 */
public record SparseErrors(double shadow, double noise, int iterations) implements NormalMethod {
    /** Relative change of γ below which a block has settled. */
    private static final double SETTLED = 1e-3;

    /** Every so many iterations it is found out whether a block has settled, which costs as much as the step. */
    private static final int CHECKED = 4;

    static final int FIRST_STEPS = 15;

    public SparseErrors {
        Shadows.require(shadow);
        if (noise <= 0 || iterations < 1) {
            throw new IllegalArgumentException(
                    "expected a noise above 0 and at least 1 iteration, found " + noise + " and " + iterations);
        }
    }

    /** Noise estimated, at most 100 iterations. */
    public SparseErrors(double shadow) {
        this(shadow, Double.NaN, 100);
    }

    @Override
    public String name() {
        return Double.isNaN(shadow) ? "sbl" : "masked-sbl";
    }

    @Override
    public Normals estimate(Lights lights, Batch intensities) {
        return Lanes.forAll(lights, intensities, lanes -> {
            Shadows.leaveOut(lanes, shadow);
            Iteration iteration = new Iteration(lanes);
            if (Double.isNaN(noise)) {
                Arrays.fill(iteration.lambda, NoiseLevel.LEAST);
                iteration.run(FIRST_STEPS);
                NoiseLevel.of(lanes, iteration.lambda);
            } else {
                Arrays.fill(iteration.lambda, noise);
            }
            iteration.run(iterations);
        });
    }

    /** The EM steps of one block. */
    private static final class Iteration {
        final double[] lambda = new double[Lanes.WIDTH];
        private final Lanes lanes;
        private final double[][] gamma;
        private final double[] e = new double[Lanes.WIDTH];
        private final double[] h = new double[Lanes.WIDTH];
        private final double[] before = new double[Lanes.WIDTH];

        Iteration(Lanes lanes) {
            this.lanes = lanes;
            gamma = new double[lanes.r][Lanes.WIDTH];
        }

        /** From γ = 1. */
        void run(int steps) {
            for (int i = 0; i < lanes.r; i++) {
                Arrays.fill(gamma[i], 1);
                for (int p = 0; p < Lanes.WIDTH; p++) {
                    lanes.w[i][p] = 1 / (1 + lambda[p]);
                }
            }
            lanes.solve();
            for (int t = 0; t < steps; t++) {
                boolean settled = t % CHECKED == CHECKED - 1;
                for (int i = 0; i < lanes.r; i++) {
                    lanes.residual(i, e);
                    lanes.leverage(i, h);
                    if (settled) {
                        System.arraycopy(gamma[i], 0, before, 0, Lanes.WIDTH);
                    }
                    update(gamma[i], lanes.w[i]);
                    settled = settled && change(gamma[i]) < SETTLED;
                }
                lanes.solve();
                if (settled) {
                    break;
                }
            }
        }

        /** One EM step of the γ of a light. */
        private void update(double[] g, double[] w) {
            for (int p = 0; p < Lanes.WIDTH; p++) {
                double gw = g[p] * w[p];
                double mean = gw * e[p];
                double next = mean * mean + g[p] - g[p] * gw * (1 - w[p] * h[p]);
                g[p] = next;
                w[p] = 1 / (next + lambda[p]);
            }
        }

        /** The largest relative change of the γ of a light. */
        private double change(double[] g) {
            double change = 0;
            for (int p = 0; p < Lanes.WIDTH; p++) {
                change = Math.max(change, Math.abs(g[p] - before[p]) / (before[p] + lambda[p]));
            }
            return change;
        }
    }
}
