package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.Lapack;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * Sparse Bayesian learning of a sequence: the samples of the batch, in the order of time and at about equal steps, have
 * one profile of variances in common, change slowly, and each may have a complex gain of its own,
 *
 * <pre>
 * y(t) = A x(t) + n(t),    x(t) = a(t) u(t),    E|uⱼ(t)|² = γⱼ,    E[u(t)u(t−1)ᴴ] = diag(ρ)·E[u(t)u(t)ᴴ].
 * </pre>
 *
 * <p>How slowly, is learned from the samples themselves, as γ is; where nothing speaks for a correlation, ρ = 0 wins
 * and the answer is that of {@link Sbl} with the samples as snapshots. The gains take up what turns or scales all
 * entries alike: phase noise, steps of a carrier or gain control.
 *
 * <ol>
 *   <li>{@link Tracking#first} layers of fixed-point steps for γ, from the covariance of all samples.
 *   <li>{@code A√Γ = V diag(√λ) Wᴴ}; the rows Vᴴy are independent of each other under the model, with variances λ.
 *   <li>Gains: first each sample's phase relative to those before it, then twice phases, then three times gains by
 *       regression on the smoothed rows. They count only if the evidence is better with them by the margin.
 *   <li>{@link Tracking#second} layers for γ, from the covariance of averages of span/(1−ρ) successive samples, in
 *       which the noise is smaller; then step 2 again.
 *   <li>Each row is smoothed under the ρ of largest evidence; back through V.
 * </ol>
 *
 * <p>The noise variance must be given; λ for the profile is its mean. A batch is one problem here: a sample alone has
 * another answer than among others. Cost: 8N³ multiply-adds a layer at most, less the more entries have gone; O(N) a
 * sample for each smoothing; MN a sample for Aᴴy. All in double but for Aᴴy. Reported: the answer, and −ln p(y).
 *
 * @param tracking the scalars
 */
public record TrackedSbl(Tracking tracking) implements SparseSolver {
    /** Noise counts as at least this share of the mean square of the measurements. */
    private static final double QUIET = 1e-8;

    /** Entries of less than this share of the largest variance have no row. */
    private static final double FAINT = 1e-7;

    /** Directions of less than this share of the strongest are rounding. */
    private static final double DEPENDENT = 1e-10;

    /** Rows whose signal over all samples is below this share of the noise are left out. */
    private static final double SILENT = 1e-3;

    private static final int PHASES = 2;
    private static final int GAINS = 3;

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        DenseOperator matrix = DenseOperator.of(problem.operator());
        Batch y = problem.measurements();
        if (y.planes() != 2 || !matrix.complex()) {
            throw new IllegalArgumentException("tracked SBL needs complex samples of one snapshot, found " + y);
        }
        double square = y.dot(y) / Math.max(1, y.count() * y.length());
        if (square == 0) {
            return answer;
        }
        double[] noise = new double[y.count()];
        for (int t = 0; t < noise.length; t++) {
            noise[t] = Math.max(2 * problem.noiseVariance(t), QUIET * square);
            if (Double.isNaN(noise[t])) {
                throw new IllegalArgumentException("tracked SBL needs the noise variance of each sample");
            }
        }
        Sequence sequence = new Sequence(matrix, matrix.adjoint(y), noise, square);
        double evidence = sequence.solve(tracking, answer);
        if (listener != IterateListener.NONE) {
            for (int t = 0; t < y.count(); t++) {
                listener.iterate(t, 1, answer.slice(t, t + 1), new double[0], -evidence);
            }
        }
        return answer;
    }

    /** The work on one batch, in the domain of the columns. */
    private static final class Sequence {
        private final int n;
        private final int samples;
        private final double[] gram;
        private final Batch matched;
        private final double[] noise;
        private final CommonProfile profile;
        private final double[] gainRe;
        private final double[] gainIm;
        private double[] vectors = new double[0];
        private int[] kept = new int[0];
        private int silent;
        private double[] lambda = new double[0];

        Sequence(DenseOperator matrix, Batch matched, double[] noise, double square) {
            this.matched = matched;
            this.noise = noise;
            n = matrix.domain();
            samples = noise.length;
            gram = gram(matrix);
            double columns = 0;
            for (int j = 0; j < n; j++) {
                columns += gram[2 * (j * n + j)];
            }
            profile = new CommonProfile(n, gram, square * matrix.range() / columns);
            gainRe = new double[samples];
            gainIm = new double[samples];
            Arrays.fill(gainRe, 1);
        }

        private static double[] gram(DenseOperator matrix) {
            int m = matrix.range();
            int n = matrix.domain();
            double[] stacked = Arrays.copyOf(matrix.re(), 2 * m * n);
            System.arraycopy(matrix.im(), 0, stacked, m * n, m * n);
            double[] re = new double[n * n];
            Blas.transposedMultiply(n, n, 2 * m, stacked, stacked, re);
            double[] cross = new double[n * n];
            Blas.transposedMultiply(n, n, m, matrix.re(), matrix.im(), cross);
            return interleaved(n, re, cross, 1);
        }

        /** re + i·sign·(cross − crossᵀ), interleaved. */
        private static double[] interleaved(int n, double[] re, double[] cross, double sign) {
            double[] out = new double[2 * n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    out[2 * (i * n + j)] = re[i * n + j];
                    out[2 * (i * n + j) + 1] = sign * (cross[i * n + j] - cross[j * n + i]);
                }
            }
            return out;
        }

        /** −(−ln p(y)), but for a constant. */
        double solve(Tracking tracking, Batch answer) {
            double mean = Arrays.stream(noise).average().orElse(0);
            profile.run(tracking.first(), moments(1), mean);
            Tracks tracks = tracks(tracking);
            double evidence = learnGains(tracking, tracks);
            if (!tracking.second().isEmpty()) {
                int span = (int) Math.max(
                        1, Math.min(samples, Math.round(tracking.span() / Math.max(1e-9, 1 - tracks.correlation()))));
                if (span > 1) {
                    profile.run(tracking.second(), moments(span), averagedNoise(span));
                    tracks = tracks(tracking);
                    evidence = tracks.smooth(gainRe, gainIm);
                }
            }
            write(tracks, answer);
            return evidence;
        }

        private double learnGains(Tracking tracking, Tracks tracks) {
            double without = tracks.smooth(gainRe, gainIm);
            if (samples == 1 || tracking.levels() == 1) {
                return without;
            }
            tracks.follow(tracking.forgetting(), gainRe, gainIm);
            for (int i = 0; i < PHASES + GAINS; i++) {
                tracks.improve(gainRe, gainIm, i < PHASES);
            }
            double with = tracks.smooth(gainRe, gainIm);
            if (with > without + tracking.margin() * samples) {
                return with;
            }
            Arrays.fill(gainRe, 1);
            Arrays.fill(gainIm, 0);
            return tracks.smooth(gainRe, gainIm);
        }

        /** σ² of an average, the mean over all averages. */
        private double averagedNoise(int span) {
            double sum = 0;
            int blocks = 0;
            for (int from = 0; from < samples; from += span) {
                double weights = 0;
                for (int t = from; t < Math.min(samples, from + span); t++) {
                    weights += square(t) / noise[t];
                }
                sum += 1 / weights;
                blocks++;
            }
            return sum / blocks;
        }

        private double square(int t) {
            return gainRe[t] * gainRe[t] + gainIm[t] * gainIm[t];
        }

        /** AᴴRA of the averages of {@code span} samples without their gains, each weighted by what it knows. */
        private double[] moments(int span) {
            int blocks = (samples + span - 1) / span;
            double[] stacked = new double[2 * blocks * n];
            for (int b = 0; b < blocks; b++) {
                double weights = 0;
                for (int t = b * span; t < Math.min(samples, (b + 1) * span); t++) {
                    double re = span == 1 ? 1 : gainRe[t] / noise[t];
                    double im = span == 1 ? 0 : gainIm[t] / noise[t];
                    weights += span == 1 ? 1 : square(t) / noise[t];
                    int at = matched.offset(t, 0);
                    for (int j = 0; j < n; j++) {
                        double x = matched.data()[at + j];
                        double y = matched.data()[at + n + j];
                        stacked[b * n + j] += re * x + im * y;
                        stacked[(blocks + b) * n + j] += re * y - im * x;
                    }
                }
                double factor = 1 / (weights * Math.sqrt(blocks));
                for (int j = 0; j < n; j++) {
                    stacked[b * n + j] *= factor;
                    stacked[(blocks + b) * n + j] *= factor;
                }
            }
            double[] re = new double[n * n];
            Blas.transposedMultiply(n, n, 2 * blocks, stacked, stacked, re);
            double[] cross = new double[n * n];
            Blas.transposedMultiply(
                    n,
                    n,
                    blocks,
                    Arrays.copyOf(stacked, blocks * n),
                    Arrays.copyOfRange(stacked, blocks * n, 2 * blocks * n),
                    cross);
            return interleaved(n, re, cross, -1);
        }

        /** The rows of the samples under the profile as it is. */
        private Tracks tracks(Tracking tracking) {
            kept = profile.columns(FAINT);
            int k = kept.length;
            double[] roots = Arrays.stream(kept)
                    .mapToDouble(j -> Math.sqrt(profile.gamma()[j]))
                    .toArray();
            vectors = CommonProfile.part(n, gram, kept);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    vectors[2 * (i * k + j)] *= roots[i] * roots[j];
                    vectors[2 * (i * k + j) + 1] *= roots[i] * roots[j];
                }
            }
            double[] all = Lapack.hermitianEigen(k, vectors);
            double mean = Arrays.stream(noise).average().orElse(0);
            double least = Math.max(DEPENDENT * all[k - 1], SILENT * mean / samples);
            silent = (int) Arrays.stream(all).filter(v -> v < least).count();
            lambda = Arrays.copyOfRange(all, silent, k);
            int rows = lambda.length;
            // [Re W | Im W], scaled on both sides: a row of matched filters times it is Vᴴy
            double[] right = new double[2 * k * rows];
            for (int i = 0; i < k; i++) {
                for (int r = 0; r < rows; r++) {
                    double scale = roots[i] / Math.sqrt(lambda[r]);
                    right[i * 2 * rows + r] = scale * vectors[2 * (i * k + silent + r)];
                    right[i * 2 * rows + rows + r] = scale * vectors[2 * (i * k + silent + r) + 1];
                }
            }
            double[] left = new double[2 * samples * k];
            for (int t = 0; t < samples; t++) {
                for (int i = 0; i < k; i++) {
                    left[t * k + i] = matched.at(t, 0, kept[i]);
                    left[(samples + t) * k + i] = matched.at(t, 1, kept[i]);
                }
            }
            double[] products = new double[4 * samples * rows];
            Blas.multiply(2 * samples, 2 * rows, k, left, right, products);
            double[][] zRe = new double[rows][samples];
            double[][] zIm = new double[rows][samples];
            for (int t = 0; t < samples; t++) {
                for (int r = 0; r < rows; r++) {
                    int re = t * 2 * rows + r;
                    int im = (samples + t) * 2 * rows + r;
                    zRe[r][t] = products[re] + products[im + rows];
                    zIm[r][t] = products[im] - products[re + rows];
                }
            }
            return new Tracks(zRe, zIm, lambda, noise, tracking.levels(), tracking.sharing());
        }

        /** x = a √Γ W diag(1/√λ) rows. */
        private void write(Tracks tracks, Batch answer) {
            int k = kept.length;
            int rows = lambda.length;
            double[] right = new double[2 * rows * k];
            for (int r = 0; r < rows; r++) {
                for (int i = 0; i < k; i++) {
                    double scale = Math.sqrt(profile.gamma()[kept[i]] / lambda[r]);
                    right[r * 2 * k + i] = scale * vectors[2 * (i * k + silent + r)];
                    right[r * 2 * k + k + i] = scale * vectors[2 * (i * k + silent + r) + 1];
                }
            }
            double[] left = new double[2 * samples * rows];
            for (int t = 0; t < samples; t++) {
                for (int r = 0; r < rows; r++) {
                    double re = tracks.re(r)[t];
                    double im = tracks.im(r)[t];
                    left[t * rows + r] = gainRe[t] * re - gainIm[t] * im;
                    left[(samples + t) * rows + r] = gainRe[t] * im + gainIm[t] * re;
                }
            }
            double[] products = new double[4 * samples * k];
            Blas.multiply(2 * samples, 2 * k, rows, left, right, products);
            for (int t = 0; t < samples; t++) {
                for (int i = 0; i < k; i++) {
                    int re = t * 2 * k + i;
                    int im = (samples + t) * 2 * k + i;
                    answer.set(t, 0, kept[i], products[re] - products[im + k]);
                    answer.set(t, 1, kept[i], products[im] + products[re + k]);
                }
            }
        }
    }
}
