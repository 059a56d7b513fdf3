package org.gatefold.sparse.evaluation;

import java.util.ArrayList;
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
        List<LabelledProblem> parts = new ArrayList<>();
        for (int from = 0; from < count; from += PART) {
            ProblemSource source = sources.get(rng.nextInt(sources.size()));
            parts.add(source.draw(rng, Math.min(PART, count - from)));
        }
        LabelledProblem first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        Batch measured = first.problem().measurements();
        Batch y = new Batch(count, measured.planes(), measured.length());
        Batch x = new Batch(count, first.truth().planes(), first.truth().length());
        double[] noise = new double[count];
        int from = 0;
        for (LabelledProblem part : parts) {
            y.put(from, part.problem().measurements());
            x.put(from, part.truth());
            for (int s = 0; s < part.problem().count(); s++) {
                noise[from + s] = part.problem().noiseVariance(s);
            }
            from += part.problem().count();
        }
        return new LabelledProblem(new SparseProblem(first.problem().operator(), y, noise), x);
    }
}
