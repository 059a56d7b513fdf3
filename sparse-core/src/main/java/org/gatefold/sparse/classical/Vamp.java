package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.operator.SingularValueDecomposition;

/**
 * Vector approximate message passing (also orthogonal AMP) with the Bernoulli–Gaussian shrinkage η: it alternates
 * between the LMMSE estimate for y = Ax + n alone and the shrinkage alone, each time passing on only what is new
 * (extrinsic, in brackets the variance a real number).
 *
 * <pre>
 * x₂ = r₂ + V [s(ỹ − s Vᴴr₂)/(s² + σ²γ₂)],   r₁ = (x₂ − α₂r₂)/(1 − α₂)  [1/γ₁]
 * x₁ = η(r₁; 1/γ₁),                          r₂ = (x₁ − α₁r₁)/(1 − α₁)  [1/γ₂]
 * </pre>
 *
 * with A = U diag(s) Vᴴ taken once, ỹ = Uᴴy, and α the mean divergences; x₁ is the answer.
 *
 * <p>Rangan, Schniter and Fletcher, IEEE Trans. Inf. Theory 65, 2019, algorithm 3; Ma and Ping, IEEE Access 5, 2017.
 * The theory asks for right-rotationally invariant A, much less than {@link Amp}: any singular values will do, but not
 * any singular vectors (a partial Fourier matrix on a window of delays breaks it). 1/γ₂ is the larger of the predicted
 * one and the one the residual ỹ − s Vᴴr₂ shows. An unknown σ² is learned by EM with ρ and v.
 *
 * <p>A sample ends when {@code ‖x⁺ − x‖₂ ≤ tolerance·‖x⁺‖₂} or after the given number of iterations; one that diverges
 * goes back to its best state with half the damping factor. Cost: one singular value decomposition a call; per
 * iteration one product with V and one with Vᴴ, N exponentials. Reported cost: the power of ỹ − s Vᴴr₂ an entry.
 *
 * @param prior ρ and v, or what of them is known
 * @param iterations largest number of iterations, at least 1
 * @param damping factor in (0, 1] of each change of r₂ and γ₂; 1 is plain VAMP
 * @param tolerance relative movement to stop at; 0 runs all iterations
 */
public record Vamp(BernoulliGaussian prior, int iterations, double damping, double tolerance) implements SparseSolver {
    /** Keeps α from 0 and 1, where nothing is new. */
    private static final double EDGE = 1e-9;

    public Vamp {
        MessagePassing.requirePossible("VAMP", iterations, damping, tolerance);
    }

    /** Undamped, to rest at float32 precision. */
    public Vamp(BernoulliGaussian prior, int iterations) {
        this(prior, iterations, 1, 1e-6);
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        SingularValueDecomposition svd = SingularValueDecomposition.of(problem.operator());
        Workers.forShards(problem.count(), ProximalGradient.SHARD, (from, to) -> {
            var run = new Run(problem.slice(from, to), damping, svd);
            answer.put(from, run.run(iterations, tolerance, from, listener));
        });
        return answer;
    }

    /** The iterations of a shard. */
    private final class Run extends MessagePassing {
        /** Share of the power taken for noise at the start where the noise is to be learned: 20 dB. */
        private static final double FIRST_NOISE = 0.01;

        private final LinearOperator v;
        private final double[] sigma;
        private final double squares;
        private final TunedPrior[] priors;
        private final Batch rotated;
        private final Batch r;
        private final Batch bestR;
        private final Batch innovation;
        private final Batch bestInnovation;
        private final Batch correction;
        private final Batch work;
        private final double[] noise;
        private final double[] precision;
        private final double[] bestPrecision;
        private final double[] alpha;
        private final BernoulliGaussian.Moments moments = new BernoulliGaussian.Moments();
        private final double[] ones;

        Run(SparseProblem shard, double factor, SingularValueDecomposition svd) {
            super(shard, factor);
            v = svd.rightAdjoint();
            sigma = svd.values();
            squares = Arrays.stream(sigma).map(t -> t * t).sum();
            rotated = svd.leftAdjoint().apply(y);
            innovation = rotated.copy();
            bestInnovation = rotated.copy();
            correction = rotated.like(sigma.length);
            r = problem.zeroEstimate();
            bestR = problem.zeroEstimate();
            work = problem.zeroEstimate();
            int count = y.count();
            priors = new TunedPrior[count];
            noise = new double[count];
            precision = new double[count];
            bestPrecision = new double[count];
            alpha = new double[count];
            ones = new double[x.length()];
            Arrays.fill(ones, 1);
            for (int s = 0; s < count; s++) {
                double given = problem.noiseVariance(s);
                noise[s] = Math.max(Double.isNaN(given) ? FIRST_NOISE * power[s] : given, ROUNDING * power[s]);
                double signal = Math.max(power[s] - noise[s], 0.1 * power[s]);
                priors[s] = new TunedPrior(prior, x.length(), y.length(), signal * y.length() / squares);
                BernoulliGaussian start = priors[s].now();
                precision[s] = 1 / (start.activity() * start.variance());
            }
        }

        @Override
        double effectiveNoise(int s) {
            return innovation.energy(s) / innovation.stride();
        }

        @Override
        void save(int s) {
            copy(r, bestR, s);
            copy(innovation, bestInnovation, s);
            bestPrecision[s] = precision[s];
        }

        @Override
        void restore(int s) {
            copy(bestR, r, s);
            copy(bestInnovation, innovation, s);
            precision[s] = bestPrecision[s];
        }

        @Override
        void advance() {
            for (int s = 0; s < y.count(); s++) {
                if (running(s)) {
                    estimate(s);
                }
            }
            v.adjoint(correction, work);
            for (int s = 0; s < y.count(); s++) {
                if (running(s)) {
                    denoise(s);
                }
            }
            v.apply(r, correction);
            for (int s = 0; s < y.count(); s++) {
                if (running(s)) {
                    compare(s);
                }
            }
        }

        /** The LMMSE step in the singular basis: correction = Vᴴ(x₂ − r₂), and σ² where it is learned. */
        private void estimate(int s) {
            double ratio = noise[s] * precision[s];
            double divergence = 0;
            for (double t : sigma) {
                divergence += t * t / (t * t + ratio);
            }
            double rest = Math.max(0, y.energy(s) - rotated.energy(s));
            int at = innovation.offset(s, 0);
            for (int p = 0; p < y.planes(); p++) {
                for (double t : sigma) {
                    double c = t * innovation.data()[at] / (t * t + ratio);
                    double left = innovation.data()[at] - t * c;
                    rest += left * left;
                    correction.data()[at++] = (float) c;
                }
            }
            alpha[s] = inside(1 - divergence / x.length());
            if (Double.isNaN(problem.noiseVariance(s))) {
                double learned = rest / y.stride() + noise[s] * divergence / y.length();
                noise[s] = Math.max(learned, ROUNDING * power[s]);
            }
        }

        /** r₁, the shrinkage, and from it the next r₂ and γ₂. */
        private void denoise(int s) {
            int from = s * x.stride();
            float lift = (float) (1 / (1 - alpha[s]));
            float[] extrinsic = work.data();
            for (int i = from; i < from + x.stride(); i++) {
                extrinsic[i] = r.data()[i] + lift * extrinsic[i];
            }
            double tau = Math.max(alpha[s] / ((1 - alpha[s]) * precision[s]), ROUNDING * power[s] / squares);
            priors[s].now().shrink(extrinsic, from, x.planes(), x.length(), tau, ones, x.data(), moments);
            priors[s].learn(moments);
            double share = inside(moments.divergence() / x.length());
            float a = (float) share;
            float step = (float) damping[s];
            for (int i = from; i < from + x.stride(); i++) {
                float fresh = (x.data()[i] - a * extrinsic[i]) / (1 - a);
                r.data()[i] += step * (fresh - r.data()[i]);
            }
            double fresh = (1 - share) / (tau * share);
            precision[s] += damping[s] * (fresh - precision[s]);
        }

        /** innovation = ỹ − s Vᴴr₂, and what it says of the variance of r₂. */
        private void compare(int s) {
            int at = innovation.offset(s, 0);
            double energy = 0;
            for (int p = 0; p < y.planes(); p++) {
                for (double t : sigma) {
                    double d = rotated.data()[at] - t * correction.data()[at];
                    energy += d * d;
                    innovation.data()[at++] = (float) d;
                }
            }
            double shown = (energy / y.planes() - sigma.length * noise[s]) / squares;
            if (shown > 1 / precision[s]) {
                precision[s] = 1 / shown;
            }
        }

        private static double inside(double share) {
            return Math.min(1 - EDGE, Math.max(EDGE, share));
        }
    }
}
