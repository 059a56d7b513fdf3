package org.gatefold.sparse.classical;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.kernel.Workers;

/**
 * Expectation propagation under the Bernoulli–Gaussian prior, unrolled to a few layers whose scalars a training may
 * choose, with a search from where it ends that keeps the evidence from falling behind that of a greedy search.
 *
 * <p>A layer has a Gaussian site on the likeliest entries, a background variance {@code βₜρv} on all others and
 * {@code C = hₜσ² I + A diag(sites) Aᴴ}. What the measurements say of an entry without its own site, N(R, V), gives its
 * posterior under the prior, whose moments are those of the next site after damping. β falls from layer to layer: early
 * layers know that most of what they do not explain is signal. Message passing with scalar variances (AMP, VAMP) fails
 * on truncated Fourier matrices, where this does not.
 *
 * <p><b>Safeguard.</b> From the entries that the last layer holds for likelier active than not a search climbs ln
 * p(S|y) by the moves of {@link BayesianMatchingPursuit}. Where that changes the set, or the last layer itself is not
 * sure ({@link Annealing#doubt}), it goes on without each active index and its close neighbours in turn and keeps what
 * has more evidence: layers that went astray, as some percent of them do, are found out. The answer is the average over
 * the final set and its neighbours, with a share of the last layer's answer where the set is still that layer's.
 *
 * <p>After Minka, Expectation propagation for approximate Bayesian inference, UAI 2001. Cost: for all samples of one
 * noise variance one eigenvalue decomposition of AAᴴ and 2MN² multiply-adds a layer, four times as many if complex; for
 * a sample k²N/2 a layer with k sites, and the searches. All in double. Noise below 10⁻⁶ of the measurements' power
 * counts as that much, as the searches need. Reported: the answer of the search and, where it went on, that in the end;
 * −ln p(S|y) relative to the empty set.
 *
 * @param prior ρ and v, both given; a profile of variances is a scaling of the columns
 * @param annealing the scalars of the layers
 */
public record AnnealedPropagation(BernoulliGaussian prior, Annealing annealing) implements SparseSolver {
    /** Samples a shard: the products of fewer cost too much, and samples differ in the cost of their search. */
    private static final int SHARD = 16;

    private static final double QUIET = 64 * Math.sqrt(Math.ulp(1.0));

    public AnnealedPropagation {
        if (Double.isNaN(prior.activity()) || Double.isNaN(prior.variance())) {
            throw new IllegalArgumentException("annealed propagation learns no prior, but found " + prior);
        }
    }

    @Override
    public Batch solve(SparseProblem problem, IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        Atoms atoms = new Atoms(problem.operator());
        GramRows gram = new GramRows(atoms);
        samplesByNoise(problem).forEach((noise, samples) -> {
            double unseen = prior.activity() * prior.variance();
            AnnealedProducts products = new AnnealedProducts(atoms, noise, unseen, annealing);
            Workers.forShards(
                    samples.size(), SHARD, (from, to) -> new SampleAnnealing(this, problem, atoms, gram, noise)
                            .solve(products, samples.subList(from, to), answer, listener));
        });
        return answer;
    }

    private static Map<Double, List<Integer>> samplesByNoise(SparseProblem problem) {
        Batch y = problem.measurements();
        Map<Double, List<Integer>> samples = new TreeMap<>();
        for (int s = 0; s < problem.count(); s++) {
            double power = y.energy(s) / Math.max(1, y.stride());
            if (Double.isNaN(problem.noiseVariance(s))) {
                throw new IllegalArgumentException("annealed propagation needs the noise variance of each sample");
            }
            if (power > 0) {
                samples.computeIfAbsent(Math.max(problem.noiseVariance(s), QUIET * power), v -> new ArrayList<>())
                        .add(s);
            }
        }
        return samples;
    }
}
