package org.gatefold.sparse.classical;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;

/** {@link AnnealedPropagation} of some samples of one noise variance: the layers, then the searches that guard them. */
final class SampleAnnealing {
    private static final int MOVES = 1000;

    private final AnnealedPropagation solver;
    private final SparseProblem problem;
    private final Atoms atoms;
    private final double noise;
    private final ActiveSet set;
    private final PosteriorClimb climb;
    private final ModelAverage average;

    SampleAnnealing(AnnealedPropagation solver, SparseProblem problem, Atoms atoms, GramRows gram, double noise) {
        this.solver = solver;
        this.problem = problem;
        this.atoms = atoms;
        this.noise = noise;
        set = new ActiveSet(atoms, gram, problem.measurements().planes(), null);
        climb = new PosteriorClimb(set, atoms.domain(), MOVES, () -> {});
        average = new ModelAverage(atoms.domain(), set.snapshots());
    }

    void solve(AnnealedProducts products, List<Integer> samples, Batch answer, IterateListener listener) {
        Batch y = problem.measurements();
        int lanes = atoms.lanes();
        int layers = solver.annealing().layers().size();
        Batch mine = new Batch(samples.size(), y.planes(), y.length());
        for (int i = 0; i < samples.size(); i++) {
            mine.put(i, y.slice(samples.get(i), samples.get(i) + 1));
        }
        double[] rotated = products.rotated(mine, 0, samples.size(), lanes);
        double[][] matched = new double[layers][];
        for (int t = 0; t < layers; t++) {
            matched[t] = products.matched(t, rotated);
        }
        SamplePropagation propagation =
                new SamplePropagation(products, solver.annealing(), solver.prior(), set.snapshots(), y.planes());
        for (int i = 0; i < samples.size(); i++) {
            int s = samples.get(i);
            propagation.run(matched, i * set.snapshots());
            set.measure(y, s);
            int[] start = likely(propagation);
            climb(start);
            Arrays.sort(start);
            boolean doubted = !same(start)
                    || propagation.uncertainty() > solver.annealing().doubt();
            if (!doubted || listener != IterateListener.NONE) {
                write(propagation, same(start), answer, s);
                tell(listener, s, 1, answer);
            }
            if (doubted) {
                climb.doubt(noise, solver.prior());
                write(propagation, same(start), answer, s);
                tell(listener, s, 2, answer);
            }
        }
    }

    private void climb(int[] start) {
        set.assume(start);
        set.reset(noise, solver.prior());
        climb.climb();
    }

    private void tell(IterateListener listener, int s, int iteration, Batch answer) {
        if (listener != IterateListener.NONE) {
            listener.iterate(s, iteration, answer.slice(s, s + 1), new double[0], -set.score());
        }
    }

    /** The entries that are likelier active than not, the likeliest first, as many as there are measurements. */
    private int[] likely(SamplePropagation propagation) {
        return IntStream.range(0, atoms.domain())
                .filter(j -> propagation.logit(j) > 0)
                .boxed()
                .sorted((i, j) -> Double.compare(propagation.logit(j), propagation.logit(i)))
                .mapToInt(j -> j)
                .limit(atoms.range())
                .toArray();
    }

    private boolean same(int[] start) {
        int[] now = set.support();
        Arrays.sort(now);
        return Arrays.equals(start, now);
    }

    private void write(SamplePropagation propagation, boolean confirmed, Batch answer, int s) {
        double weight = confirmed ? solver.annealing().weight() : 0;
        if (weight < 1) {
            average.ofNeighbourhood(set);
        }
        int n = atoms.domain();
        for (int t = 0; t < set.snapshots(); t++) {
            for (int j = 0; j < n; j++) {
                double re = weight * propagation.answer()[2 * t * n + j];
                double im = weight * propagation.answer()[(2 * t + 1) * n + j];
                answer.set(s, t * atoms.lanes(), j, weight < 1 ? re + (1 - weight) * average.re()[t * n + j] : re);
                if (atoms.complex()) {
                    answer.set(s, 2 * t + 1, j, weight < 1 ? im + (1 - weight) * average.im()[t * n + j] : im);
                }
            }
        }
    }
}
