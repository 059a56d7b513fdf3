package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.kernel.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Bayesian matching pursuit: climbs the posterior of the active set S under the Bernoulli–Gaussian prior,
 *
 * <pre>
 * ln p(S|y) = |S| ln(ρ/(1−ρ)) − (P/2) ln det C − ½ Σ_planes yᴴC⁻¹y + const,    C = σ²I + v A_S A_Sᴴ,
 * </pre>
 *
 * and answers with the posterior mean E[x|y, S], or its average over S and all sets one move away, weighted by their
 * posterior. No condition on A: correlated and structured dictionaries are what it is for.
 *
 * <p>A move takes an index in, {@code L = ln(ρ/(1−ρ)) − (P/2) ln(1+vQ) + v‖q‖²/(2(1+vQ))} with {@code Q = aᴴC⁻¹a, q =
 * aᴴC⁻¹y}, takes one out, or exchanges one for another; the best of the first two kinds first, exchanges when none of
 * them gains. The model is that of Schniter, Potter and Ziniel (Fast Bayesian matching pursuit, ITA 2008), the moves
 * those of Tipping and Faul (AISTATS 2003). A round ends when no move gains, or after the given number of moves; with
 * ρ, v and σ² given there is one round, else what is not given is estimated after each ({@code σ² = ‖r‖²/(P(M − d))}
 * with d the degrees of freedom of the fit) until nothing changes or the rounds are over.
 *
 * <p>Two ways out of local maxima follow, each kept only if the posterior gains: climbs from there under 10, 100 and
 * 1000 times the noise, and climbs without an active index and those its atom is correlated with.
 *
 * <p>The prior's v holds for all indices; a profile vᵢ is a scaling of the columns ({@link BernoulliGaussian}). Cost: a
 * move O(|S|N), a round of exchanges or an average O(|S|²N), in double; each Gram row once a call. Reported cost: −ln
 * p(S|y) relative to the empty set, which falls within a round.
 *
 * @param prior ρ and v, or what of them is known
 * @param averaged whether to average over the sets one move away
 * @param rounds largest number of rounds where something is to be estimated, at least 1
 * @param moves largest number of moves a round, at least 1
 */
public record BayesianMatchingPursuit(BernoulliGaussian prior, boolean averaged, int rounds, int moves)
        implements SparseSolver {
    /** Samples a shard: fewer than the products of others need, for here samples differ much in cost. */
    private static final int SHARD = 8;

    /** A gain of less is rounding. */
    private static final double NOTHING = 1e-7;

    /** Share of the measurements' power taken for noise in the first round where it is not known. */
    private static final double FIRST_NOISE = 0.1;

    /** Noise below this share of the measurements' power is taken as this much. */
    private static final double QUIET = 1e-10;

    /**
     * By how much that share grows for a sample whose answer drowns in rounding: coherent columns, hardly any noise.
     */
    private static final double LOUDER = 100;

    /** Relative error of the score that shows that rounding has taken over. */
    private static final double DRIFT = 1e-3;

    /** Where a climb seems to have ended short of the top, it starts anew from there under so many times the noise. */
    private static final double[] HEATS = {10, 100, 1000};

    /** The noise falls back by this factor from climb to climb. */
    private static final double COOLING = 10;

    /** Active atoms of a larger coherence stand close: each may have been taken in place of the other. */
    private static final double CLOSE = 0.15;

    private static final int SILENT = -1;

    /** Relative change of σ², ρ and v that counts as none. */
    private static final double SETTLED = 0.01;

    public BayesianMatchingPursuit {
        if (rounds < 1 || moves < 1) {
            throw new IllegalArgumentException(
                    "Bayesian matching pursuit needs at least 1 round and 1 move, found " + rounds + " and " + moves);
        }
    }

    /** Averaged, up to 8 rounds to where no move gains. */
    public BayesianMatchingPursuit(BernoulliGaussian prior) {
        this(prior, true, 8, 10_000);
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        return solve(problem, null, null, listener);
    }

    /**
     * The same under a prior with an activity for each index.
     *
     * @param activities ρⱼ in (0, 1) in place of the prior's ρ; null for that one
     * @param powers count × 1 × N, which is filled with {@code E[‖xⱼ‖²/P | y, S]} of the active indices and 0 for the
     *     others; null if nobody asks
     */
    Batch solve(
            SparseProblem problem, double @Nullable [] activities, @Nullable Batch powers, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        Atoms atoms = new Atoms(problem.operator());
        GramRows gram = new GramRows(atoms);
        Workers.forShards(problem.count(), SHARD, (from, to) -> {
            var run = new Run(problem, atoms, gram, activities, listener);
            for (int s = from; s < to; s++) {
                run.pursue(s, answer);
                if (powers != null) {
                    run.powers(s, powers);
                }
            }
        });
        return answer;
    }

    /** The pursuit of one sample after another. */
    private final class Run {
        private final SparseProblem problem;
        private final Atoms atoms;
        private final IterateListener listener;
        private final ActiveSet set;
        private final ModelAverage average;
        private final double columnEnergy;
        private double power;
        private double given;
        private double noise;
        private double quiet;
        private TunedPrior tuned;
        private int sample;
        private int told;
        private int forbidden = -1;

        Run(
                SparseProblem problem,
                Atoms atoms,
                GramRows gram,
                double @Nullable [] activities,
                IterateListener listener) {
            this.problem = problem;
            this.atoms = atoms;
            this.listener = listener;
            int planes = problem.measurements().planes();
            set = new ActiveSet(atoms, gram, planes, activities);
            average = new ModelAverage(atoms.domain(), set.snapshots());
            double sum = 0;
            for (int j = 0; j < atoms.domain(); j++) {
                sum += atoms.energy(j);
            }
            columnEnergy = sum;
            tuned = new TunedPrior(prior, atoms.domain(), atoms.range(), 1);
        }

        void pursue(int s, Batch answer) {
            Batch y = problem.measurements();
            power = y.energy(s) / y.stride();
            if (power == 0) {
                return;
            }
            given = problem.noiseVariance(s);
            told = 0;
            quiet = QUIET;
            while (!attempt(s, y, answer) && quiet < 1) {
                quiet *= LOUDER;
            }
        }

        /** The whole pursuit under a noise of at least {@code quiet}; false if rounding made the answer meaningless. */
        private boolean attempt(int s, Batch y, Batch answer) {
            noise = Math.max(Double.isNaN(given) ? FIRST_NOISE * power : given, quiet * power);
            double signal = Math.max(power - noise, 0.1 * power) * y.length() / columnEnergy;
            tuned = new TunedPrior(prior, atoms.domain(), y.length(), signal);
            sample = listener == IterateListener.NONE ? SILENT : s;
            set.measure(y, s);
            set.reset(noise, tuned.now());
            climb();
            improve();
            sample = SILENT;
            for (double heat : HEATS) {
                reheat(heat);
            }
            doubt();
            if (averaged) {
                average.ofNeighbourhood(set);
            } else {
                average.ofSetAlone(set);
            }
            write(answer, s);
            if (drowned(s, y, answer)) {
                return false;
            }
            if (listener != IterateListener.NONE) {
                listener.iterate(s, ++told, answer.slice(s, s + 1), new double[0], -set.score());
            }
            return true;
        }

        /**
         * Whether the score has drifted from its fresh value, or the answer is worse than 0 by the ridge cost it
         * minimises.
         */
        private boolean drowned(int s, Batch y, Batch answer) {
            double score = set.score();
            set.reset(noise, tuned.now());
            Batch fit = problem.operator().apply(answer.slice(s, s + 1));
            double left = 0;
            for (int i = 0; i < fit.data().length; i++) {
                double r = y.data()[s * y.stride() + i] - fit.data()[i];
                left += r * r;
            }
            double cost = left / noise + answer.energy(s) / tuned.now().variance();
            return !(Math.abs(score - set.score()) <= DRIFT * (1 + Math.abs(score)))
                    || !(cost <= y.energy(s) / noise * (1 + DRIFT));
        }

        /** Rounds of learning what is not given, each with a climb after it. */
        private void improve() {
            for (int round = 1; round < rounds; round++) {
                BernoulliGaussian before = tuned.now();
                tuned.learn(set.size(), set.power());
                double next = Double.isNaN(given) ? learnedNoise() : noise;
                if (same(next, noise)
                        && same(before.activity(), tuned.now().activity())
                        && same(before.variance(), tuned.now().variance())) {
                    return;
                }
                noise = next;
                set.reset(noise, tuned.now());
                climb();
            }
        }

        /**
         * Where active indices have strongly correlated active neighbours, one atom between two true ones may have been
         * taken first and drawn others after it: tries again without each of them and its neighbours, keeps what is
         * better.
         */
        private void doubt() {
            for (int atom : set.support()) {
                int[] kept = set.apart(atom, CLOSE);
                if (!set.contains(atom) || kept.length >= set.size() - 1) {
                    continue;
                }
                int[] support = set.support();
                double score = set.score();
                set.assume(kept);
                set.reset(noise, tuned.now());
                forbidden = atom;
                climb();
                forbidden = -1;
                climb();
                if (!(set.score() > score + NOTHING)) {
                    set.assume(support);
                    set.reset(noise, tuned.now());
                }
            }
        }

        /** Climbs under more noise, then again under that of before; keeps what has more evidence. */
        private void reheat(double heat) {
            int[] support = set.support();
            double evidence = set.evidence(tuned.now().activity());
            double cool = noise;
            BernoulliGaussian learned = tuned.now();
            for (double h = heat; h > 1; h /= COOLING) {
                set.reset(Math.min(cool * h, power), tuned.now());
                climb();
            }
            set.reset(cool, learned);
            climb();
            improve();
            if (!(set.evidence(tuned.now().activity()) > evidence)) {
                noise = cool;
                tuned.assume(learned);
                set.assume(support);
                set.reset(noise, learned);
            }
        }

        private double learnedNoise() {
            Batch y = problem.measurements();
            double free = Math.max(1, y.length() - set.degreesOfFreedom());
            return Math.max(set.residualEnergy() / (y.planes() * free), quiet * power);
        }

        private static boolean same(double a, double b) {
            return Math.abs(a - b) <= SETTLED * b;
        }

        private void climb() {
            for (int k = 0; k < moves; ) {
                double gain = enterOrLeave();
                if (gain > 0) {
                    k++;
                    tell();
                    continue;
                }
                int before = k;
                for (int p = 0; p < set.size() && k < moves; p++) {
                    gain = exchange(p);
                    if (gain > 0) {
                        k++;
                        tell();
                    }
                }
                if (k == before) {
                    return;
                }
            }
        }

        /** Takes the better of the best entry and the best exit; returns the gain, 0 if there was none. */
        private double enterOrLeave() {
            double best = NOTHING;
            int in = -1;
            for (int j = 0; j < atoms.domain() && set.open(); j++) {
                if (!set.contains(j) && j != forbidden) {
                    double square = set.square(j);
                    if (set.birthBound(j, set.bigQ(j), square) > best) {
                        double gain = set.birth(j, set.bigQ(j), square);
                        in = gain > best ? j : in;
                        best = Math.max(gain, best);
                    }
                }
            }
            int out = -1;
            for (int p = 0; p < set.size(); p++) {
                double gain = set.death(p);
                out = gain > best ? p : out;
                best = Math.max(gain, best);
            }
            if (out >= 0) {
                set.remove(out);
            } else if (in >= 0) {
                set.add(in);
            } else {
                return 0;
            }
            return best;
        }

        /** Takes the best exchange of the index in slot {@code p}; returns the gain, 0 if there was none. */
        private double exchange(int p) {
            double gone = set.death(p);
            double best = NOTHING;
            int in = -1;
            set.cross(set.atom(p));
            double factor = set.variance() / set.left(p);
            for (int j = 0; j < atoms.domain(); j++) {
                if (set.contains(j) || j == forbidden) {
                    continue;
                }
                double q = set.exchangedQ(j, factor);
                double square = set.exchangedSquare(j, p, factor);
                if (gone + set.birthBound(j, q, square) > best) {
                    double gain = gone + set.birth(j, q, square);
                    in = gain > best ? j : in;
                    best = Math.max(gain, best);
                }
            }
            if (in < 0) {
                return 0;
            }
            set.remove(p);
            set.add(in);
            return best;
        }

        void powers(int s, Batch powers) {
            for (int p = 0; p < set.size(); p++) {
                powers.set(s, 0, set.atom(p), set.power(p));
            }
        }

        private void tell() {
            if (sample != SILENT) {
                average.ofSetAlone(set);
                Batch x = new Batch(1, problem.measurements().planes(), atoms.domain());
                write(x, 0);
                listener.iterate(sample, ++told, x, new double[0], -set.score());
            }
        }

        private void write(Batch x, int s) {
            int n = atoms.domain();
            for (int t = 0; t < set.snapshots(); t++) {
                for (int j = 0; j < n; j++) {
                    x.set(s, t * atoms.lanes(), j, average.re()[t * n + j]);
                    if (atoms.complex()) {
                        x.set(s, 2 * t + 1, j, average.im()[t * n + j]);
                    }
                }
            }
        }
    }
}
