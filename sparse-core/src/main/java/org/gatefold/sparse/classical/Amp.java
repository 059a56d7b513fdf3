package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.kernel.Workers;

/**
 * Approximate message passing with the Bernoulli–Gaussian shrinkage η, an estimate of the posterior mean E[x|y]:
 *
 * <pre>
 * r = x + D⁻¹Aᴴz,    x⁺ = η(r; τ),    z⁺ = y − Ax⁺ + (Σᵢ ηᵢ′/M) z
 * </pre>
 *
 * with D = diag ‖aᵢ‖², which makes columns of any length unit ones, and ηᵢ′ the divergence, a mean over the planes (for
 * complex data that of Re and Im: the complex Onsager term).
 *
 * <p>Donoho, Maleki and Montanari, PNAS 106, 2009; the shrinkage and its learning are those of Vila and Schniter, IEEE
 * Trans. Signal Process. 61, 2013. The theory, and near-optimal results, are for i.i.d. columns: on correlated or
 * structured dictionaries it needs damping, loses much, or fails ({@link Vamp} asks for less,
 * {@link BayesianMatchingPursuit} for nothing). The noise τ of r is the larger of ‖z‖²/(MP) and, where the noise
 * variance σ² is known, what state evolution predicts, σ² + τ Σᵢ ηᵢ′/M: the first misses the estimate's own error late,
 * the second trails the realised noise early.
 *
 * <p>A sample ends when {@code ‖x⁺ − x‖₂ ≤ tolerance·‖x⁺‖₂} or after the given number of iterations; one that diverges
 * goes back to its best state with half the damping factor. Cost per iteration: one apply, one adjoint, N exponentials.
 * Reported cost: the effective noise ‖z‖²/(MP), or ‖y − Ax‖²/(MP) should that be larger.
 *
 * @param prior ρ and v, or what of them is known
 * @param iterations largest number of iterations, at least 1
 * @param damping factor in (0, 1] of each change of x and z; 1 is plain AMP
 * @param tolerance relative movement to stop at; 0 runs all iterations
 */
public record Amp(BernoulliGaussian prior, int iterations, double damping, double tolerance) implements SparseSolver {
    public Amp {
        MessagePassing.requirePossible("AMP", iterations, damping, tolerance);
    }

    /** Undamped, to rest at float32 precision. */
    public Amp(BernoulliGaussian prior, int iterations) {
        this(prior, iterations, 1, 1e-6);
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        double[] energies = new Atoms(problem.operator()).safeEnergies();
        Workers.forShards(problem.count(), ProximalGradient.SHARD, (from, to) -> {
            var run = new Run(problem.slice(from, to), damping, energies);
            answer.put(from, run.run(iterations, tolerance, from, listener));
        });
        return answer;
    }

    /** The iterations of a shard. */
    private final class Run extends MessagePassing {
        private final double[] energies;
        private final TunedPrior[] priors;
        private final Batch z;
        private final Batch bestZ;
        private final Batch r;
        private final Batch fit;
        private final double[] predicted;
        private final double[] bestPredicted;
        private final double[] onsager;
        private final double[] misfit;
        private final BernoulliGaussian.Moments moments = new BernoulliGaussian.Moments();

        Run(SparseProblem shard, double factor, double[] energies) {
            super(shard, factor);
            this.energies = energies;
            z = y.copy();
            bestZ = y.copy();
            r = problem.zeroEstimate();
            fit = y.like(y.length());
            priors = new TunedPrior[y.count()];
            predicted = new double[y.count()];
            bestPredicted = new double[y.count()];
            onsager = new double[y.count()];
            misfit = new double[y.count()];
            double total = 0;
            for (double e : energies) {
                total += e;
            }
            for (int s = 0; s < priors.length; s++) {
                double noise = problem.noiseVariance(s);
                double signal = Math.max(power[s] - (noise > 0 ? noise : 0), 0.1 * power[s]);
                priors[s] = new TunedPrior(prior, x.length(), y.length(), signal * y.length() / total);
            }
        }

        /** ‖z‖²/(MP), or ‖y − Ax‖²/(MP) where the memory term hides a larger one, which theory excludes. */
        @Override
        double effectiveNoise(int s) {
            return Math.max(z.energy(s) / z.stride(), misfit[s]);
        }

        @Override
        void save(int s) {
            System.arraycopy(z.data(), s * z.stride(), bestZ.data(), s * z.stride(), z.stride());
            bestPredicted[s] = predicted[s];
        }

        @Override
        void restore(int s) {
            System.arraycopy(bestZ.data(), s * z.stride(), z.data(), s * z.stride(), z.stride());
            predicted[s] = bestPredicted[s];
        }

        @Override
        void advance() {
            problem.operator().adjoint(z, r);
            for (int s = 0; s < y.count(); s++) {
                if (running(s)) {
                    denoise(s);
                }
            }
            problem.operator().apply(x, fit);
            for (int s = 0; s < y.count(); s++) {
                if (running(s)) {
                    residual(s);
                }
            }
        }

        private void denoise(int s) {
            int n = x.length();
            for (int p = 0; p < x.planes(); p++) {
                int o = x.offset(s, p);
                for (int i = 0; i < n; i++) {
                    r.data()[o + i] = (float) (x.data()[o + i] + r.data()[o + i] / energies[i]);
                }
            }
            double tau = Math.max(z.energy(s) / z.stride(), Math.max(predicted[s], ROUNDING * power[s]));
            int from = x.offset(s, 0);
            priors[s].now().shrink(r.data(), from, x.planes(), n, tau, energies, r.data(), moments);
            priors[s].learn(moments);
            onsager[s] = moments.divergence() / y.length();
            double noise = problem.noiseVariance(s);
            predicted[s] = Double.isNaN(noise) ? 0 : noise + tau * onsager[s];
            float step = (float) damping[s];
            for (int i = from; i < from + x.stride(); i++) {
                x.data()[i] += step * (r.data()[i] - x.data()[i]);
            }
        }

        private void residual(int s) {
            float step = (float) damping[s];
            float memory = (float) onsager[s];
            double left = 0;
            for (int i = s * z.stride(); i < (s + 1) * z.stride(); i++) {
                float d = y.data()[i] - fit.data()[i];
                left += (double) d * d;
                z.data()[i] += step * (d + memory * z.data()[i] - z.data()[i]);
            }
            misfit[s] = left / z.stride();
        }
    }
}
