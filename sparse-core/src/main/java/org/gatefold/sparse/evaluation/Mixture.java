package org.gatefold.sparse.evaluation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.SparseProblem;

/**
 * Problems of several sources with one operator: every {@value #PART} problems in a row, or what is left of a draw, are
 * of one source, each as likely.
 *
 * @param sources at least one
 */
public record Mixture(List<? extends ProblemSource> sources) implements ProblemSource {
    private static final int PART = 64;

    public Mixture {
        sources = List.copyOf(sources);
    }

    @Override
    public LabelledProblem draw(RandomGenerator rng, int count) {
        LabelledProblem first = part(rng, Math.min(PART, count));
        if (count <= PART) {
            return first;
        }
        Batch y = new Batch(
                count,
                first.problem().measurements().planes(),
                first.problem().measurements().length());
        Batch x = new Batch(count, first.truth().planes(), first.truth().length());
        double[] noise = new double[count];
        LabelledProblem part = first;
        for (int from = 0; ; ) {
            int size = part.problem().count();
            y.put(from, part.problem().measurements());
            x.put(from, part.truth());
            for (int s = 0; s < size; s++) {
                noise[from + s] = part.problem().noiseVariance(s);
            }
            from += size;
            if (from == count) {
                return new LabelledProblem(new SparseProblem(first.problem().operator(), y, noise), x);
            }
            part = part(rng, Math.min(PART, count - from));
        }
    }

    private LabelledProblem part(RandomGenerator rng, int count) {
        return sources.get(rng.nextInt(sources.size())).draw(rng, count);
    }
}
