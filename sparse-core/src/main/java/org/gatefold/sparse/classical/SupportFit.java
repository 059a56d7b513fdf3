package org.gatefold.sparse.classical;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.UnitDictionary;
import org.jspecify.annotations.Nullable;

/**
 * Amplitudes for a method that only ranks indices: least squares {@code min ‖y − A_S x_S‖₂} on the nested supports S₁ ⊂
 * S₂ ⊂ … of the highest scores, and a choice among these.
 *
 * <p>He et al., NIPS 2017, section 3.3, fit amplitudes to a predicted support; how large it is follows here from the
 * residual, by the smallest extended Bayesian information criterion
 *
 * <pre>
 * ‖y − A_S x_S‖²/σ² + k·planes·log(planes·M) + 2·log (N choose k)
 * </pre>
 *
 * <p>(Chen and Chen, Biometrika 95, 2008), whose last term pays for the choice among N indices, with the noise variance
 * σ² of a real number, but no less than float32 measurements allow. Without noise that is the first support that
 * explains y. A sparse answer is unique only if k is at most (M + L − 1)/2 for L snapshots (Chen and Huo, IEEE Trans.
 * Signal Processing 54, 2006). Where more indices are chosen, no support was found: the answer is then the
 * {@link WeightedMinimumNorm} of all indices with the softmax of the scores for weights, instead of the amplitudes of
 * many indices, which among columns much alike would be far too large. Where σ² is unknown, {@code planes·M·log ‖y −
 * A_S x_S‖²} stands for the first term, and no more indices are tried.
 *
 * <p>An index whose column depends on those of higher score is passed over; equal scores are taken in the order of
 * their indices. All planes of an index share its score. A sample whose scores are not numbers gets NaN, for that must
 * show. Cost: O(N log N) of sorting a sample, and O(k²M) of QR in double a plane, on the calling thread.
 */
public final class SupportFit {
    /** Share of ‖y‖² that float32 measurements leave unexplained by the right support. */
    private static final double ROUNDING = 1e-9;

    /** With 10⁻⁹ wrong columns of smooth dictionaries, which are much alike, would pass for the right ones. */
    private static final double EXPLAINED = 1e-13;

    private final SparseProblem problem;
    private final Atoms atoms;
    private final OrthogonalFit fit;
    private @Nullable WeightedMinimumNorm norm;
    /** The largest support that is unique. */
    private final int most;

    private SupportFit(SparseProblem problem) {
        int snapshots = problem.measurements().planes() / (problem.operator().complex() ? 2 : 1);
        this.problem = problem;
        most = Math.min(problem.operator().range(), (problem.operator().range() + snapshots - 1) / 2);
        atoms = new Atoms(problem.operator());
        fit = new OrthogonalFit(atoms, problem.measurements().planes(), atoms.range());
    }

    /**
     * The estimates, count × planes × domain.
     *
     * @param scores count × 1 × domain, the higher the likelier in the support
     */
    public static Batch estimate(SparseProblem problem, Batch scores) {
        scores.requireShape(problem.count(), 1, problem.operator().domain());
        Batch answer = problem.zeroEstimate();
        SupportFit solver = new SupportFit(problem);
        for (int s = 0; s < problem.count(); s++) {
            solver.solve(s, scores, answer);
        }
        return answer;
    }

    /**
     * Which answers explain their measurements without noise by at most half as many entries, {@code ‖y − Ax‖² ≤
     * 10⁻¹³‖y‖²}, the rounding of float32, and {@code ‖x‖₀ ≤ M/2}: in general position no other answer has so few.
     */
    public static boolean[] explained(SparseProblem problem, Batch answer) {
        Batch image = problem.operator().apply(answer);
        Batch y = problem.measurements();
        boolean[] explained = new boolean[problem.count()];
        for (int s = 0; s < explained.length; s++) {
            double error = 0;
            for (int i = s * y.stride(); i < (s + 1) * y.stride(); i++) {
                double r = y.data()[i] - image.data()[i];
                error += r * r;
            }
            int sample = s;
            long entries = IntStream.range(0, answer.length())
                    .filter(j -> answer.energy(sample, j) > 0)
                    .count();
            explained[s] = error <= EXPLAINED * y.energy(s) && 2 * entries <= y.length();
        }
        return explained;
    }

    private void solve(int sample, Batch scores, Batch answer) {
        int n = scores.length();
        for (int i = 0; i < n; i++) {
            if (Float.isNaN(scores.at(sample, 0, i))) {
                Arrays.fill(answer.data(), sample * answer.stride(), (sample + 1) * answer.stride(), Float.NaN);
                return;
            }
        }
        int[] order = descending(scores, sample);
        double floor = ROUNDING * problem.measurements().energy(sample);
        int size = bestSize(order, sample, floor);
        grow(order, sample, floor, size);
        fit.coefficients(answer, sample);
        if (size > most && atoms.range() < n && !fewExplain(sample, floor, answer)) {
            norm().solve(softmax(scores, sample), problem.measurements(), sample, answer);
        }
    }

    /**
     * Whether the strongest entries of an answer, as many as can be unique, do without the others, and then fits these.
     */
    private boolean fewExplain(int sample, double floor, Batch answer) {
        Batch power = new Batch(1, 1, answer.length());
        for (int j = 0; j < answer.length(); j++) {
            power.set(0, 0, j, answer.energy(sample, j) * atoms.energy(j));
        }
        double noise = problem.noiseVariance(sample) * problem.measurements().stride();
        double enough = Math.max(floor, noise);
        grow(descending(power, 0), sample, enough, most);
        boolean explained = fit.residualEnergy() <= enough;
        if (explained) {
            fit.coefficients(answer, sample);
        }
        return explained;
    }

    /** The indices of a sample by their scores, the highest first, equal ones in their own order. */
    private static int[] descending(Batch scores, int sample) {
        long[] keys = new long[scores.length()];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(0f - scores.at(sample, 0, i));
            // In the order of the numbers: those below zero are ordered backwards by their bits.
            int ordered = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
            keys[i] = (long) ordered << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    /** Made for the first sample that needs it; where all have a support none does. */
    private WeightedMinimumNorm norm() {
        WeightedMinimumNorm made = norm;
        if (made == null) {
            made = new WeightedMinimumNorm(UnitDictionary.of(DenseOperator.of(problem.operator())));
            norm = made;
        }
        return made;
    }

    /** The scores of a sample as probabilities, {@code exp zⱼ / Σ exp z}. */
    public static double[] softmax(Batch scores, int sample) {
        double[] p = new double[scores.length()];
        double top = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < p.length; j++) {
            top = Math.max(top, scores.at(sample, 0, j));
        }
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            p[j] = Math.exp(scores.at(sample, 0, j) - top);
            sum += p[j];
        }
        for (int j = 0; j < p.length; j++) {
            p[j] /= sum;
        }
        return p;
    }

    /**
     * Takes indices in their order until the residual has at most the energy {@code enough}, or {@code most} of them.
     */
    private void grow(int[] order, int sample, double enough, int most) {
        fit.start(problem.measurements(), sample);
        for (int i = 0; i < order.length && fit.size() < most && fit.residualEnergy() > enough; i++) {
            fit.add(order[i]);
        }
    }

    /** The size of the support with the smallest criterion. */
    private int bestSize(int[] order, int sample, double floor) {
        double variance = problem.noiseVariance(sample);
        boolean known = !Double.isNaN(variance);
        int planes = problem.measurements().planes();
        int numbers = planes * atoms.range();
        int tried = known ? atoms.range() : most;
        double unit = Math.max(variance, floor / numbers);
        double logChoices = 0;
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        fit.start(problem.measurements(), sample);
        for (int next = 0, before = -1; fit.size() > before; ) {
            int k = fit.size();
            double residual = Math.max(fit.residualEnergy(), floor);
            double misfit = known ? residual / unit : numbers * Math.log(residual);
            double criterion = misfit + k * planes * Math.log(numbers) + 2 * logChoices;
            if (criterion < least) {
                least = criterion;
                best = k;
            }
            before = k;
            while (residual > floor && k < tried && next < order.length && fit.size() == k) {
                fit.add(order[next++]);
            }
            logChoices += Math.log((double) (order.length - k) / (k + 1));
        }
        return best;
    }
}
