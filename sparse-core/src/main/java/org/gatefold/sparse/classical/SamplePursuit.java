package org.gatefold.sparse.classical;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.jspecify.annotations.Nullable;

/** {@link BayesianMatchingPursuit} of one sample after another: which climbs, from where, under how much noise. */
final class SamplePursuit {
    /** Share of the measurements' power taken for noise in the first round where it is not known. */
    private static final double FIRST_NOISE = 0.1;

    /** Noise below this share of the measurements' power is taken as this much, for rounding would drown it. */
    private static final double QUIET = 64 * Math.sqrt(Math.ulp(1.0));

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

    private static final int SILENT = -1;

    /** Relative change of σ², ρ and v that counts as none. */
    private static final double SETTLED = 0.01;

    private final BayesianMatchingPursuit pursuit;
    private final SparseProblem problem;
    private final Atoms atoms;
    private final IterateListener listener;
    private final ActiveSet set;
    private final PosteriorClimb climb;
    private final ModelAverage average;
    private final double columnEnergy;
    private double power;
    private double given;
    private double noise;
    private double quiet;
    private TunedPrior tuned;
    private int sample;
    private int told;

    SamplePursuit(
            BayesianMatchingPursuit pursuit,
            SparseProblem problem,
            Atoms atoms,
            GramRows gram,
            double @Nullable [] activities,
            IterateListener listener) {
        this.pursuit = pursuit;
        this.problem = problem;
        this.atoms = atoms;
        this.listener = listener;
        int planes = problem.measurements().planes();
        set = new ActiveSet(atoms, gram, planes, activities);
        climb = new PosteriorClimb(set, atoms.domain(), pursuit.moves(), this::tell);
        average = new ModelAverage(atoms.domain(), set.snapshots());
        double sum = 0;
        for (int j = 0; j < atoms.domain(); j++) {
            sum += atoms.energy(j);
        }
        columnEnergy = sum;
        tuned = new TunedPrior(pursuit.prior(), atoms.domain(), atoms.range(), 1);
    }

    void pursue(int s, Batch answer) {
        Batch y = problem.measurements();
        power = y.energy(s) / y.stride();
        if (power == 0) {
            set.assume(new int[0]);
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
        tuned = new TunedPrior(pursuit.prior(), atoms.domain(), y.length(), signal);
        sample = listener == IterateListener.NONE ? SILENT : s;
        set.measure(y, s);
        set.reset(noise, tuned.now());
        climb.climb();
        improve();
        sample = SILENT;
        for (double heat : HEATS) {
            reheat(heat);
        }
        climb.doubt(noise, tuned.now());
        if (pursuit.averaged()) {
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
     * Whether the score has drifted from its fresh value, or the answer is worse than 0 by the ridge cost it minimises.
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
        for (int round = 1; round < pursuit.rounds(); round++) {
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
            climb.climb();
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
            climb.climb();
        }
        set.reset(cool, learned);
        climb.climb();
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

    /** The powers of the set where the last pursuit ended. */
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
