package org.gatefold.sparse.cli;

import java.util.List;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.cli.BenchmarkProblem.Kind;
import org.gatefold.sparse.evaluation.Mixture;
import org.gatefold.sparse.evaluation.SyntheticProblems;

/**
 * Problems with a new dictionary in every draw, for models that serve any: of one of several kinds, each as likely, and
 * every problem with one of the sparsities of the prior, up to half the number of measurements, and one of its SNRs.
 *
 * @param kinds of dictionaries, at least one
 */
record FreshDictionaries(List<Kind> kinds, PriorOptions prior) implements ProblemSource {
    private static final int PROBLEMS = 8;

    FreshDictionaries {
        kinds = List.copyOf(kinds);
    }

    @Override
    public boolean oneOperator() {
        return false;
    }

    @Override
    public int problemsPerOperator() {
        return PROBLEMS;
    }

    @Override
    public LabelledProblem draw(RandomGenerator rng, int count) {
        BenchmarkProblem benchmark = kinds.get(rng.nextInt(kinds.size())).draw(rng);
        int most = Math.max(1, benchmark.dictionary().range() / 2);
        List<SyntheticProblems> cases = prior.cases(benchmark);
        List<SyntheticProblems> sparse =
                cases.stream().filter(c -> c.sparsity() <= most).toList();
        return new Mixture(sparse.isEmpty() ? cases : sparse, 1).draw(rng, count);
    }
}
