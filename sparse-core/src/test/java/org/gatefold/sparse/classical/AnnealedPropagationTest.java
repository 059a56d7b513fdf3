package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SolverLaws;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnealedPropagationTest extends SolverLaws {
    private static final BernoulliGaussian PRIOR = new BernoulliGaussian(0.08, 2);

    @Override
    protected SparseSolver solver() {
        return new AnnealedPropagation(PRIOR, Annealing.plain(8, 12));
    }

    /** E[x|y] over all sets of at most four of nine indices, by their posteriors, which hold nearly all of it. */
    private static double[] exact(DenseOperator a, Batch y, BernoulliGaussian prior, double noise) {
        double[] mean = new double[2 * a.domain()];
        double total = 0;
        double top = Double.NEGATIVE_INFINITY;
        Atoms atoms = new Atoms(a);
        for (int pass = 0; pass < 2; pass++) {
            for (int mask = 0; mask < 1 << a.domain(); mask++) {
                if (Integer.bitCount(mask) > 4) {
                    continue;
                }
                ActiveSet set = new ActiveSet(atoms, new GramRows(atoms), y.planes(), null);
                set.measure(y, 0);
                int bits = mask;
                set.assume(java.util.stream.IntStream.range(0, a.domain())
                        .filter(j -> (bits >> j & 1) == 1)
                        .toArray());
                set.reset(noise, prior);
                top = Math.max(top, set.score());
                if (pass == 1) {
                    double weight = Math.exp(set.score() - top);
                    total += weight;
                    for (int l = 0; l < set.size(); l++) {
                        int j = set.atom(l);
                        mean[j] += weight * prior.variance() * set.products().qRe(0, j);
                        mean[a.domain() + j] +=
                                weight * prior.variance() * set.products().qIm(0, j);
                    }
                }
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= total;
        }
        return mean;
    }

    /** Expectation propagation is close to the posterior mean where the search from its set has no say (weight 1). */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void comesCloseToTheExactPosteriorMean(double weight) {
        SplittableRandom rng = new SplittableRandom(11);
        BernoulliGaussian prior = new BernoulliGaussian(0.15, 1);
        double noise = 0.02;
        double error = 0;
        double energy = 0;
        for (int trial = 0; trial < 12; trial++) {
            DenseOperator a = Matrices.complexGaussian(rng, 6, 9);
            Batch x = new Batch(1, 2, 9);
            for (int j = 0; j < 9; j++) {
                if (rng.nextDouble() < prior.activity()) {
                    x.set(0, 0, j, rng.nextGaussian());
                    x.set(0, 1, j, rng.nextGaussian());
                }
            }
            Batch y = a.apply(x);
            for (int i = 0; i < y.data().length; i++) {
                y.data()[i] += (float) (Math.sqrt(noise) * rng.nextGaussian());
            }
            double[] expected = exact(a, y, prior, noise);
            Annealing plain = Annealing.plain(10, 9);
            Batch found = new AnnealedPropagation(prior, new Annealing(plain.layers(), 9, 0, weight))
                    .solve(new SparseProblem(a, y, noise));
            for (int i = 0; i < expected.length; i++) {
                error += Math.pow(found.data()[i] - expected[i], 2);
                energy += expected[i] * expected[i];
            }
        }
        assertTrue(error < 0.05 * energy, "relative error " + error / energy);
    }

    /** Whatever the layers do, the search mends it: one bad layer instead of eight finds the same sets. */
    @Test
    void layersThatGoAstrayAreFoundOut() {
        var problem = problem(true, 2, 30, 7).problem();
        var bad = new Annealing(List.of(new Annealing.Layer(1e-9, 1, 0.1)), 2, 0.5, 0.5);
        Batch expected = solver().solve(problem);
        Batch found = new AnnealedPropagation(PRIOR, bad).solve(problem);
        int same = 0;
        for (int s = 0; s < problem.count(); s++) {
            double sum = 0;
            for (int i = s * found.stride(); i < (s + 1) * found.stride(); i++) {
                sum += Math.pow(found.data()[i] - expected.data()[i], 2);
            }
            same += sum < 1e-4 * expected.energy(s) ? 1 : 0;
        }
        assertTrue(same >= 28, same + " of 30");
    }

    /** Each sample is solved under its own noise. */
    @Test
    void noiseMayDifferFromSampleToSample() {
        var p = problem(true, 2, 4, 3).problem();
        double[] noise = {1e-6, 1e-3, 1e-6, 1e-2};
        Batch all = solver().solve(new SparseProblem(p.operator(), p.measurements(), noise));
        for (int s = 0; s < 4; s++) {
            Batch one = solver().solve(
                            new SparseProblem(p.operator(), p.measurements().slice(s, s + 1), noise[s]));
            for (int i = 0; i < one.data().length; i++) {
                assertEquals(one.data()[i], all.data()[s * all.stride() + i], 1e-6);
            }
        }
    }

    @Test
    void whatIsNotKnownIsAskedFor() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnnealedPropagation(BernoulliGaussian.LEARNED, Annealing.plain(6, 16)));
        var p = problem(true, 2, 1, 3).problem();
        SparseProblem blind = new SparseProblem(p.operator(), p.measurements(), SparseProblem.UNKNOWN);
        assertThrows(IllegalArgumentException.class, () -> solver().solve(blind));
        assertThrows(IllegalArgumentException.class, () -> new Annealing(List.of(), 4, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Annealing.Layer(1, 0.5, 1));
        assertThrows(IllegalArgumentException.class, () -> new Annealing.Layer(1, 1, 0));
        assertEquals(6, Arrays.asList(Annealing.plain(6, 16).layers().toArray()).size());
    }
}
